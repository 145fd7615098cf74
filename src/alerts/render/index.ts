import { UserError } from '../../errors.js';
import type { AlertStream } from '../record.js';
import { numeral } from '../summary.js';
import { alertsCsv } from './csv.js';
import { alertsHtml } from './html.js';
import { alertsJson } from './json.js';
import { alertsXlsx } from './xlsx.js';

/** In which forms a record can be had. */
export const alertFormats = ['csv', 'json', 'xlsx', 'html'] as const;

export type AlertFormat = (typeof alertFormats)[number];

/**
 * How many alerts a form can hold. A workbook is made in memory, and Excel has 1 048 576 rows and 65 530 links in a sheet; of a
 * page of more entries a browser makes nothing that anybody could use.
 */
export const mostAlerts: Readonly<Partial<Record<AlertFormat, number>>> = { xlsx: 50_000, html: 5_000 };

/**
 * A record in one of its forms, in pieces that are made as they are taken; a workbook and a page are made at once.
 *
 * @throws UserError when the form cannot hold so many alerts: nothing is left out in silence
 */
export async function alertContent(
  stream: AlertStream,
  format: AlertFormat,
): Promise<Iterable<string | Uint8Array>> {
  const most = mostAlerts[format];
  if (most !== undefined && stream.counts.written > most) throw tooMany(stream, format, most);
  switch (format) {
    case 'csv':
      return alertsCsv(stream);
    case 'json':
      return alertsJson(stream);
    case 'xlsx':
      return [await alertsXlsx(stream)];
    case 'html':
      return alertsHtml(stream);
  }
}

function tooMany({ counts }: AlertStream, format: AlertFormat, most: number): UserError {
  const { written, byStatus } = counts;
  const fits = byStatus.open > 0 && byStatus.open <= most;
  return new UserError(
    `these are ${numeral(written)} alerts, and a record as ${format} holds ${numeral(most)}; nothing was written`,
    {
      advice: [
        ...(fits ? [`The ${numeral(byStatus.open)} open ones fit: add --status open.`] : []),
        'All of them fit into csv and json: give -o a name that ends so, or --format csv.',
        'Or choose fewer with --status, --severity, --since and --until.',
      ],
    },
  );
}
