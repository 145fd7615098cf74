/**
 * How the cost of a command grows with what it is given: ten and a hundred times as much. A straight line has exponent 1: ten
 * times as much takes ten times as long. The time that node and the program take to start is measured and left out.
 */
import { compare } from './measure.mjs';

const ownStart = ['bin/ata2mdi.js', '--version'];

/**
 * Runs a command on inputs of growing size, in turn.
 *
 * @param title what grows
 * @param inputs arguments of node, by size
 * @param rounds how often each is run
 * @param start arguments of node for what does nothing but start
 * @returns a section: time and its share for each one, peak memory; the exponent between the two largest
 */
export function growth(title, inputs, rounds, start = ownStart) {
  const results = compare({ start, ...inputs }, rounds);
  const nothing = results.get('start').milliseconds;
  const sizes = Object.keys(inputs).map(Number);
  const work = (size) => Math.max(1, results.get(String(size)).milliseconds - nothing);
  const [one, ten] = sizes.slice(-2);
  const exponent = Math.log(work(ten) / work(one)) / Math.log(ten / one);
  const rows = sizes.map((size) => {
    const { milliseconds, peakMiB } = results.get(String(size));
    const each = Number((work(size) / size).toPrecision(3));
    return {
      name: `${size} (×${size / sizes[0]})`,
      figure: `${milliseconds.toFixed(0)} ms`,
      ratio: `${each} ms`,
      memory: `${peakMiB.toFixed(0)} MiB`,
    };
  });
  return {
    title: `Growth: ${title}`,
    rows,
    columns: { ratio: 'for each' },
    notes: [`From ${one} to ${ten}: exponent ${exponent.toFixed(2)} (aim ≤ 1.1; a straight line has 1).`],
  };
}
