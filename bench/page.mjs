/**
 * worksheet.html of a Center with 20 000 exclusion entries in Chromium: its size, and how long until it can be worked with,
 * beside a page that only parses the same data. By itself: `node bench/page.mjs [exclusions]`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { mebibytes, median, sectionText } from './measure.mjs';
import { importTypeScript } from './typescript.mjs';

const browsers = [process.env.ATA2MDI_TEST_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/**
 * @param exclusions how many entries the Center has
 * @returns sections
 */
export async function comparePage(exclusions = 20_000, rounds = 9) {
  const executablePath = browsers.find((path) => path !== undefined && path !== '' && existsSync(path));
  if (executablePath === undefined)
    return [
      { title: 'worksheet.html', rows: [], notes: ['No Chromium here: name one in ATA2MDI_TEST_CHROMIUM.'] },
    ];
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  try {
    const { page, plan } = await writePage(exclusions, folder);
    const floor = join(folder, 'floor.html');
    writeFileSync(floor, floorOf(readFileSync(page, 'utf8')));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const [floorTime, pageTime] = await medians(browser, [floor, page], rounds);
    const search = await searchTime(browser, page, rounds);
    await browser.close();
    const [size, planSize] = [mebibytes(page, 1), mebibytes(plan, 1)];
    const rows = [
      row('an empty page that parses its data', floorTime, { ratio: 'floor' }),
      row('until it can be worked with', pageTime, {
        ratio: `${(pageTime / floorTime).toFixed(2)}×`,
        aim: '< 2000 ms',
      }),
      row('a search', search),
    ];
    const note = `The page has ${size} MiB (aim < 25); plan.json has ${planSize} MiB.`;
    return [{ title: `worksheet.html of ${exclusions} exclusion entries, in Chromium`, rows, notes: [note] }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(name, milliseconds, more = {}) {
  return { name, figure: `${milliseconds.toFixed(1)} ms`, ...more };
}

async function writePage(exclusions, folder) {
  const { generateCenter } = await importTypeScript('test/support/deployments.ts');
  const source = join(folder, 'center.json');
  writeFileSync(source, JSON.stringify(generateCenter({ exclusions, seed: 1 })));
  const out = join(folder, 'out');
  const { status, stderr } = spawnSync(process.execPath, [
    'bin/ata2mdi.js',
    'run',
    source,
    '--quiet',
    '-o',
    out,
  ]);
  if (status !== 0) throw new Error(`ata2mdi ended with ${status}: ${stderr}`);
  return { page: join(out, 'worksheet.html'), plan: join(out, 'plan.json') };
}

/** The same data, parsed and nothing else. */
function floorOf(page) {
  const [island] = /<script type="application\/json" id="plan-data">[^<]*<\/script>/.exec(page) ?? [];
  if (island === undefined) throw new Error('the page has no data');
  const script =
    "JSON.parse(document.getElementById('plan-data').textContent); document.documentElement.dataset.ready = '';";
  return `<!doctype html><title>floor</title><body>${island}<script>${script}</script>`;
}

/** Medians of alternating loads, so that a busy moment hits all alike; one round before warms up. */
async function medians(browser, files, rounds) {
  const times = files.map(() => []);
  for (let round = -1; round < rounds; round += 1)
    for (const [index, file] of files.entries()) {
      const { page, milliseconds } = await opened(browser, file);
      await page.context().close();
      if (round >= 0) times[index].push(milliseconds);
    }
  return times.map(median);
}

async function opened(browser, file) {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const start = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.locator('html[data-ready]').waitFor();
  return { page, milliseconds: performance.now() - start };
}

async function searchTime(browser, file, rounds) {
  const { page } = await opened(browser, file);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await page.locator('#search').fill(`10.${round}.`);
    await page.locator('#shown', { hasText: ' of ' }).waitFor();
    times.push(performance.now() - start);
    await page.locator('#search').fill('');
    await page.locator('#shown', { hasText: 'All' }).waitFor();
  }
  await page.context().close();
  return median(times);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await comparePage(Number(process.argv[2] ?? 20_000))) console.log(sectionText(part));
