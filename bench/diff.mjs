/**
 * Comparing two Centers with 20 000 exclusion entries: `diff` beside jsondiffpatch and microdiff on the same pair,
 * in time and in how many changes are told where there is none; and the whole command beside JSON.parse of both files.
 * Each peer is given what it takes best: plain parsed JSON, without the time to read it. jsondiffpatch is also run with
 * an object hash, which recognises the elements of lists by their content; microdiff without its watch for cycles.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { create } from 'jsondiffpatch';
import microdiffModule from 'microdiff';
import { compare, mebibytes, section, sectionText } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

const microdiff = microdiffModule.default ?? microdiffModule;
const rounds = 5;

/** @returns sections */
export async function compareDiffs(exclusions = 20_000) {
  const { generateCenter } = await importTypeScript('test/support/deployments.ts');
  const { diff, readSources } = await import(pathToFileURL(join(process.cwd(), 'dist/index.js')).href);
  const before = generateCenter({ exclusions, seed: 1 });
  const reordered = shuffled(before);
  const changed = structuredClone(reordered);
  const { DnsReconnaissanceDetectorConfiguration: dns } = changed.Configuration;
  dns.ExcludedSubnets.splice(7, 1);
  dns.ExcludedSubnets.push('172.16.0.0/12');
  dns.IsEnabled = !dns.IsEnabled;

  const load = async (center) => {
    const bytes = new TextEncoder().encode(JSON.stringify(center));
    const [snapshot] = await readSources([{ name: 'center.json', bytes }]);
    return snapshot;
  };
  const snapshots = new Map();
  for (const center of [before, reordered, changed]) snapshots.set(center, await load(center));

  const plain = create();
  const hashed = create({
    objectHash: (object) => (typeof object === 'object' ? JSON.stringify(object) : object),
    arrays: { detectMove: true, includeValueOnMove: false },
  });
  const tools = {
    'ata2mdi diff': (a, b) => told(diff(snapshots.get(a), snapshots.get(b)).changes.length),
    'jsondiffpatch, objectHash': (a, b) => deltaCounts(hashed.diff(a, b)),
    jsondiffpatch: (a, b) => deltaCounts(plain.diff(a, b)),
    microdiff: (a, b) => told(microdiff(a, b, { cyclesFix: false }).length),
  };
  const pairs = [
    ['the same again', before, structuredClone(before), 0],
    ['lists in another order', before, reordered, 0],
    ['another order and 3 changes', before, changed, 3],
  ];
  snapshots.set(pairs[0][2], await load(pairs[0][2]));
  const sections = pairs.map(([title, a, b, real]) => {
    const measured = Object.entries(tools).map(([name, run]) => ({ name, ...measure(run, a, b) }));
    const [base] = measured;
    const rows = measured.map(({ name, milliseconds, count: { changes, moves } }) => ({
      name,
      figure: `${milliseconds.toFixed(1)} ms`,
      ratio: `${(milliseconds / base.milliseconds).toFixed(2)}×`,
      memory: `${Math.max(0, changes - real)} false changes, ${moves} moves`,
    }));
    const right = real === 0 ? '' : ` (${real} are right)`;
    return {
      title: `diff of two Centers with ${exclusions} exclusion entries: ${title}${right}`,
      rows,
      notes: [],
      columns: { memory: 'told' },
    };
  });
  return [...sections, command(before, reordered, exclusions)];
}

/** Median of several runs; a first one that takes seconds is told alone, so that the bench comes to an end. */
function measure(run, a, b) {
  const times = [];
  let count = 0;
  for (let round = -1; round < rounds; round += 1) {
    const start = performance.now();
    count = run(a, b);
    const time = performance.now() - start;
    if (round >= 0 || time > 5000) times.push(time);
    if (time > 5000) break;
  }
  return { milliseconds: times.sort((one, other) => one - other)[Math.floor(times.length / 2)], count };
}

function told(changes) {
  return { changes, moves: 0 };
}

/** How many values a delta of jsondiffpatch tells of; those that only moved in a list are counted apart. */
function deltaCounts(delta) {
  if (delta === undefined) return told(0);
  if (Array.isArray(delta)) return delta[2] === 3 ? { changes: 0, moves: 1 } : told(1);
  return Object.entries(delta)
    .filter(([key]) => key !== '_t')
    .map(([, member]) => deltaCounts(member))
    .reduce(
      (sum, { changes, moves }) => ({ changes: sum.changes + changes, moves: sum.moves + moves }),
      told(0),
    );
}

/** The same document with every list in another order, the same one in every run. */
function shuffled(value) {
  let state = 42;
  function random() {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  }
  function visit(node) {
    if (Array.isArray(node))
      return node
        .map((element) => [random(), visit(element)])
        .sort(([a], [b]) => a - b)
        .map(([, element]) => element);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, visit(member)]));
  }
  return visit(value);
}

function command(before, after, exclusions) {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  const paths = [before, after].map((center, at) => {
    const path = join(folder, `center-${at}.json`);
    writeFileSync(path, JSON.stringify(center));
    return path;
  });
  const parse = `for (const path of ${JSON.stringify(paths)}) JSON.parse(require('node:fs').readFileSync(path, 'utf8'))`;
  const results = compare(
    {
      'node start + JSON.parse of both': ['-e', parse],
      'ata2mdi diff': ['bin/ata2mdi.js', 'diff', ...paths],
    },
    rounds,
  );
  const size = mebibytes(paths, 2);
  rmSync(folder, { recursive: true });
  return section(
    `The command on both (${exclusions} entries a side, ${size} MiB)`,
    results,
    'node start + JSON.parse of both',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareDiffs(Number(process.argv[2] ?? 20_000))) console.log(sectionText(part));
