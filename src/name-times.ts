/**
 * The time in the name of a file, e.g. of `SystemProfile_20251215T040000Z.json`. ATA puts the time of a backup into its name
 * (certainty: documented), in a form that is published nowhere: year, month, day, hour and minute are read in this order,
 * whatever stands between them. Without `Z` it is presumed to be UTC.
 *
 * @returns the time in UTC as ISO 8601, or null where there is none
 */
export function timeInName(name: string): string | null {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const found = pattern.exec(base);
  if (found === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = found;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const time = new Date(text);
  // The 31st of February becomes another day.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text.slice(0, -1))) return null;
  return text;
}

const pattern =
  /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_.T ]?(\d\d)[-_.h]?(\d\d)(?:[-_.m]?(\d\d))?(?:[.,]?\d{1,7})?Z?(?!\d)/i;
