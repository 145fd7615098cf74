/**
 * How the cost of a command grows with what it is given: ten and a hundred times as much. A straight line has exponent 1: ten
 * times as much takes ten times as long. The time that node and the program take to start is measured and left out.
 */
import { compare } from './measure.mjs';

/**
 * Runs a command on inputs of growing size, in turn.
 *
 * @param title what grows
 * @param inputs arguments of node, by size
 * @param rounds how often each is run
 * @returns lines of text: time, time for each thousand, peak memory; and the exponent between the two largest
 */
export function growth(title, inputs, rounds) {
  const start = ['bin/ata2mdi.js', '--version'];
  const results = compare({ start, ...inputs }, rounds);
  const nothing = results.get('start').milliseconds;
  const sizes = Object.keys(inputs).map(Number);
  const work = (size) => Math.max(1, results.get(String(size)).milliseconds - nothing);
  const lines = sizes.map((size) => {
    const { milliseconds, peakMiB } = results.get(String(size));
    const each = ((work(size) / size) * 1000).toFixed(1);
    return `  ${String(size).padStart(9)} ${milliseconds.toFixed(0).padStart(8)} ms ${each.padStart(9)} ms per 1000  ${peakMiB.toFixed(0).padStart(5)} MiB`;
  });
  const [one, ten] = sizes.slice(-2);
  const exponent = Math.log(work(ten) / work(one)) / Math.log(ten / one);
  return [title, ...lines, `  from ${one} to ${ten}: exponent ${exponent.toFixed(2)} (aim ≤ 1.1)`, ''].join(
    '\n',
  );
}
