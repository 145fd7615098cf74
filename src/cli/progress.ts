import { inert } from '../inert.js';
import type { CommandIo, CommonOptions } from './io.js';

/** What is being done with that of which the progress is shown. */
export type ProgressVerb = 'reading' | 'writing';

/** Shows how far reading or writing has come. */
interface Progress {
  /**
   * To be called often; shows something once it has taken a second, and then a few times a second.
   *
   * @param total null where nobody knows how much there is: then only what is done is shown
   */
  update(name: string, done: number, total: number | null, verb?: ProgressVerb): void;
  /** Takes away what was shown. */
  clear(): void;
}

const silentFor = 1000;
const pause = 100;
const barWidth = 24;

/** A bar on standard error, if that is a terminal and nobody wants to be left alone. */
export function progressOf(io: CommandIo, { quiet, json }: CommonOptions): Progress {
  const stream = io.stderr;
  if (quiet || json || !isTerminal(stream)) return { update() {}, clear() {} };
  const started = performance.now();
  let shownAt = 0;
  function write(line: string): void {
    // To the beginning of the line, and the rest of it away.
    stream.write(`\r\u001b[K${line}`);
  }
  return {
    update(name, done, total, verb = 'reading') {
      const now = performance.now();
      if (now - started < silentFor || now - shownAt < pause) return;
      shownAt = now;
      write(progressLine(name, done, total, stream.columns ?? 80, verb));
    },
    clear() {
      if (shownAt > 0) write('');
      shownAt = 0;
    },
  };
}

function isTerminal(stream: NodeJS.WritableStream): stream is NodeJS.WriteStream {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** `reading UniqueEntity.bson  ############............  50 %`, no longer than the terminal is wide. */
export function progressLine(
  name: string,
  done: number,
  total: number | null,
  columns: number,
  verb: ProgressVerb = 'reading',
): string {
  const bar = total === null ? String(done) : barOf(total === 0 ? 1 : Math.min(1, done / total));
  const room = Math.max(0, columns - bar.length - 12);
  const label = [...inert(name)].slice(0, room).join('');
  return `${verb} ${label}  ${bar}`.slice(0, Math.max(0, columns - 1));
}

function barOf(share: number): string {
  const filled = Math.round(share * barWidth);
  return `${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
