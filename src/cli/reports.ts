import { plainStyle, type ReportStyle } from '../report/text.js';
import type { CommandIo, CommonOptions } from './io.js';
import { type Messenger, painter, reportStyle } from './messages.js';

interface ReportOptions<Format extends string> extends CommonOptions {
  readonly format?: Format;
  readonly output?: string;
}

/** In which form a report is asked for. */
export function formOf<Format extends string>({
  format,
  json,
}: ReportOptions<Format>): Format | 'json' | 'text' {
  return format ?? (json ? 'json' : 'text');
}

/** Whether the report itself, as text on standard output, tells people what notices would tell them again. */
export function tellsByItself(options: ReportOptions<string>): boolean {
  return !isFile(options) && formOf(options) === 'text';
}

/** How a report looks where it goes: plain in a file. */
export function lookOf(options: ReportOptions<string>, io: CommandIo): ReportStyle {
  return isFile(options) ? plainStyle : reportStyle(painter(io.stdout, options));
}

function isFile({ output }: ReportOptions<string>): boolean {
  return output !== undefined && output !== '-';
}

/** Tells of the notices that a document carries. */
export function tellNotices(
  notices: readonly { readonly code: string; readonly text: string; readonly source: string | null }[],
  messages: Messenger,
): void {
  for (const { code, text, source } of notices)
    messages.notice({ code, text, ...(source === null ? {} : { source }) });
}

/** Which changes make the exit code 1. */
export type FailOn = 'any' | 'important' | 'never';

/** Whether there are changes of the kind that `--fail-on` names. */
export function failsOn(
  failOn: FailOn,
  counts: readonly { readonly critical: number; readonly important: number; readonly minor: number }[],
): boolean {
  if (failOn === 'never') return false;
  return counts.some(
    ({ critical, important, minor }) => critical + important + (failOn === 'any' ? minor : 0) > 0,
  );
}
