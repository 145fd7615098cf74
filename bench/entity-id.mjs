/** The id of an entity: spread over the whole range, so that a file in order of insertion is not in order of ids. */
export function entityId(index) {
  const spread = (Math.imul(index, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `${spread}-1b2c-4d3e-8f40-${index.toString(16).padStart(12, '0')}`;
}
