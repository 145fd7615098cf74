import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { htmlWriter } from '../../src/writers/html.js';
import type { WorksheetOptions } from '../../src/writers/progress.js';
import { artifactText } from './artifacts.js';

/** worksheet.html in a real browser that has no network. */

const paths = [process.env['ATA2MDI_TEST_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const executablePath = paths.find((path) => path !== undefined && path !== '' && existsSync(path));

/** Tests that need a browser: left out where there is none, save in continuous integration, where that is a failure. */
export function describeInBrowser(name: string, tests: (open: OpenPage) => void): void {
  if (executablePath === undefined && process.env['CI'] !== 'true') {
    describe.skip(`${name} (no Chromium: name one in ATA2MDI_TEST_CHROMIUM)`, () =>
      tests(() => Promise.reject()));
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-browser-'));
    beforeAll(async () => {
      if (executablePath === undefined)
        throw new Error('There is no Chromium. Name one in ATA2MDI_TEST_CHROMIUM.');
      browser = await chromium.launch({
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--no-first-run',
        ],
      });
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });
    let pages = 0;
    tests(async (plan, { worksheet, ...options } = {}) => {
      if (browser === undefined) throw new Error('the browser has not started');
      const context = await browser.newContext({ offline: true, ...options });
      onTestFinished(() => context.close());
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      const said: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      pages += 1;
      const file = join(folder, `worksheet-${pages}.html`);
      const [artifact] = htmlWriter.artifacts(plan, worksheet);
      writeFileSync(file, artifactText(artifact));
      await page.goto(pathToFileURL(file).href);
      if (options.javaScriptEnabled !== false) await page.locator('html[data-ready]').waitFor();
      return { page, said, requests, file };
    });
  });
}

export interface OpenedPage {
  readonly page: Page;
  /** What the page wrote to the console, and its errors. */
  readonly said: readonly string[];
  /** What it asked for. */
  readonly requests: readonly string[];
  readonly file: string;
}

/** Opens the page of a plan from a disk. */
export type OpenPage = (
  plan: MigrationPlan,
  options?: BrowserContextOptions & { readonly worksheet?: WorksheetOptions },
) => Promise<OpenedPage>;

/** What axe finds wrong with the page as it is now: rule and place. */
export async function axeViolations(page: Page): Promise<string[]> {
  // In two steps: text that is evaluated by the debugger is not stopped by the policy of the page.
  await page.evaluate(axe.source);
  const result = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const { violations } = result as {
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  };
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary ?? ''}`),
  );
}
