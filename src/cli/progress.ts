import { inert } from '../inert.js';
import type { CommandIo, CommonOptions } from './io.js';

/** Shows how far reading has come. */
interface Progress {
  /** To be called often; shows something once it has taken a second, and then a few times a second. */
  update(name: string, done: number, total: number): void;
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
    update(name, done, total) {
      const now = performance.now();
      if (now - started < silentFor || now - shownAt < pause) return;
      shownAt = now;
      write(progressLine(name, done, total, stream.columns ?? 80));
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
export function progressLine(name: string, done: number, total: number, columns: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = `${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`;
  const room = Math.max(0, columns - bar.length - 12);
  const label = [...inert(name)].slice(0, room).join('');
  return `reading ${label}  ${bar}`.slice(0, Math.max(0, columns - 1));
}
