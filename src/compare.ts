/**
 * Orders texts code unit by code unit: the same on every computer, whatever its language.
 *
 * @returns below, at or above zero, as `sort` asks for it
 */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
