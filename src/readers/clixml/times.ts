/**
 * Times of CLIXML in the form in which ATA's REST interface writes them, so that a Center reads the same whether its
 * times were still text when PowerShell exported them (5.1) or had become DateTime (6 and later).
 */

const dateTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A `DT`: ISO 8601 with up to seven decimals. A time with an offset is told in UTC, its decimals as they were; one
 * without a zone (`Kind` Unspecified) stays without, because nobody knows which it would be.
 *
 * @returns null for anything else, and for a day or time that there is not
 */
export function dateTimeText(text: string): string | null {
  const match = dateTime.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const milliseconds = Date.parse(`${written}Z`);
  // Out of range, a Date rolls over to the next month: then the text named no real time.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(written)) return null;
  if (zone === undefined || zone === 'Z') return text;
  const sign = zone.startsWith('-') ? -1 : 1;
  const offset = sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const moved = new Date(milliseconds - offset * 60_000);
  // .NET has the years 1 to 9999 only: its first and last moments have no other form in UTC.
  if (moved.getUTCFullYear() < 1 || moved.getUTCFullYear() > 9999) return text;
  return `${moved.toISOString().slice(0, 19)}${fraction}Z`;
}

const duration = /^(-)?P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,7}))?S)?)?$/;

/**
 * A `TS`, an xsd:duration of days and less, as .NET writes a TimeSpan: `[-][d.]hh:mm:ss[.fffffff]`.
 *
 * @returns null for anything else
 */
export function timeSpanText(text: string): string | null {
  const match = duration.exec(text);
  if (match === null || !/\d[DHMS]$/.test(text)) return null;
  const [, sign = '', days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const total = BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  const clock = [(total / 3600n) % 24n, (total / 60n) % 60n, total % 60n].map((part) =>
    String(part).padStart(2, '0'),
  );
  const day = total >= 86_400n ? `${total / 86_400n}.` : '';
  const decimals = /[1-9]/.test(fraction) ? `.${fraction.padEnd(7, '0')}` : '';
  return `${sign}${day}${clock.join(':')}${decimals}`;
}
