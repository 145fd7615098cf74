import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import { htmlWriter } from '../../src/writers/html.js';
import { initialProgress, type Progress } from '../../src/writers/progress.js';
import { artifactText } from '../support/artifacts.js';
import { axeViolations, describeInBrowser } from '../support/browser.js';
import { generateCenter } from '../support/deployments.js';
import { jsonSource, snapshotOfDeployment, snapshotOfSources } from '../support/loading.js';
import { hostileNames, largePlan, planOf, smallPlan } from '../support/plans.js';

const contoso = translate(await snapshotOfDeployment('contoso'));
const count = smallPlan().items.length;
const syslog = 'Syslog server 10.20.30.40 over TLS';

function row(page: Page, title: string) {
  return page.locator('li.item').filter({ has: page.locator('.title', { hasText: title }) });
}

async function open(page: Page, title: string) {
  const item = row(page, title).first();
  await item.locator('button.open').click();
  return item;
}

function statusOf(page: Page, title: string) {
  return row(page, title).first().locator('select.status');
}

/** Waits until the count of items says so. */
async function shown(page: Page, text: string): Promise<void> {
  await page.locator('#shown', { hasText: new RegExp(`^${text}$`) }).waitFor();
}

async function exported(page: Page): Promise<{ text: string; items: Record<string, string>[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#export').click()]);
  expect(download.suggestedFilename()).toBe('worksheet-progress.json');
  const text = readFileSync(await download.path(), 'utf8');
  return { text, items: JSON.parse(text).items };
}

async function importText(page: Page, text: string): Promise<void> {
  const file = { name: 'theirs.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.locator('#import-file').setInputFiles(file);
  await page.locator('dialog').waitFor();
}

describeInBrowser('the page by itself', (openPage) => {
  test('asks for nothing but itself, says nothing, and lets no other script run', async () => {
    const { page, said, requests } = await openPage(contoso);
    expect(await page.title()).toBe('Moving ATACENTER to Microsoft Defender for Identity');
    await shown(page, 'All 208 items');
    expect(requests).toHaveLength(1);
    expect(said).toEqual([]);
    // Later, because the debugger lets what it runs itself evaluate text.
    const evaluated = page.evaluate(
      "new Promise((done, failed) => setTimeout(() => { try { done(Function('return 1')()) } catch (error) { failed(error) } }))",
    );
    await expect(evaluated).rejects.toThrow(/Content Security Policy/);
    const before = said.length;
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hit = 1' }))",
    );
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(said.length).toBeGreaterThan(before);
  });

  test('without scripts names the files that can be read', async () => {
    const { page } = await openPage(contoso, { javaScriptEnabled: false });
    expect(await page.locator('noscript').innerText()).toContain('worksheet.md');
  });

  test('shows every item, and of an open one all that the plan says', async () => {
    const { page } = await openPage(smallPlan());
    expect(await page.locator('li.item').count()).toBe(smallPlan().items.length);
    const item = await open(page, syslog);
    const text = await item.textContent();
    for (const part of [
      'System › Settings › Identities › Syslog notifications',
      'Which transport is used from now on?',
      'The certificate has to be put on the sensor.',
      'Keep TLS.',
      'Open System > Settings > Identities > Syslog notifications.',
      'Service endpoint',
      '6514',
      'inferred: review',
      '(secret, not shown)',
      'center:Configuration.SyslogClientConfiguration.Serializer',
      'syslog/server/10.20.30.40',
    ])
      expect(text).toContain(part);
    await item.locator('button.open').click();
    expect(await item.locator('.body').count()).toBe(0);
  });
});

describeInBrowser('search and filters', (openPage) => {
  test('every word of the search counts, whether it is the item’s own or not', async () => {
    const { page } = await openPage(contoso);
    await page.keyboard.press('/');
    await page.keyboard.type('scan02 NETWORK-mapping');
    await shown(page, '1 of 208 items');
    expect(await page.locator('li.item').innerText()).toContain('scan02.contoso.com');
    await page.keyboard.press('Escape');
    await shown(page, 'All 208 items');
    await page.locator('#search').fill('zzz-nothing');
    await page.getByText('No item is like that').waitFor();
  });

  test('filters by phase, area, disposition, status and owner, and forgets them all at once', async () => {
    const { page } = await openPage(contoso);
    await page.locator('#filter-area').selectOption('email');
    await shown(page, '2 of 208 items');
    await page.locator('#filter-disposition').selectOption('manual');
    await shown(page, '1 of 208 items');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shown(page, 'All 208 items');
    await page.locator('#filter-status').selectOption('open');
    await shown(page, '171 of 208 items');
    await page.locator('#filter-status').selectOption('');
    await page.locator('#filter-phase').selectOption('plan');
    const item = page.locator('li.item').first();
    await item.locator('button.open').click();
    await item.locator('[data-field=owner]').fill('Anna Berg');
    await page.locator('#filter-phase').selectOption('');
    await page.locator('#filter-owner').selectOption('=Anna Berg');
    await shown(page, '1 of 208 items');
    await page.locator('#filter-owner').selectOption('=');
    await shown(page, '207 of 208 items');
  });

  test('a phase of the overview leads to its section, even if it is filtered out', async () => {
    const { page } = await openPage(contoso);
    await page.locator('#filter-area').selectOption('syslog');
    await page.getByRole('button', { name: /^Validate/ }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('phase-validate');
  });
});

describeInBrowser('what people enter', (openPage) => {
  test('is counted, kept, and there again after the page is loaded again', async () => {
    const { page, said } = await openPage(smallPlan());
    const item = await open(page, syslog);
    await item.locator('select.status').selectOption('Done');
    const day = await item.locator('[data-field=doneOn]').inputValue();
    expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
    await item.getByRole('radio', { name: /^TLS/ }).check();
    await item.locator('[data-field=owner]').fill('Anna');
    await item.locator('[data-field=notes]').fill('first\nsecond');
    await page.getByText('1 item changed since the last export').waitFor();
    await page.getByText(`3 of ${count} settled`).waitFor();
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    const again = await open(page, syslog);
    expect(await again.locator('select.status').inputValue()).toBe('Done');
    expect(await again.getByRole('radio', { name: /^TLS/ }).isChecked()).toBe(true);
    expect(await again.locator('[data-field=owner]').inputValue()).toBe('Anna');
    expect(await again.locator('[data-field=notes]').inputValue()).toBe('first\nsecond');
    await again.locator('select.status').selectOption('To do');
    expect(await again.locator('[data-field=doneOn]').inputValue()).toBe('');
    await again.getByLabel('What is decided instead').fill('UDP, until May');
    expect((await exported(page)).items).toMatchObject([{ status: 'To do', decision: 'UDP, until May' }]);
    await page.getByText('Kept in this browser.', { exact: true }).waitFor();
    expect(said).toEqual([]);
  });

  test('leaves as a file with what differs only, and comes back from it elsewhere', async () => {
    const first = await openPage(smallPlan());
    await statusOf(first.page, syslog).selectOption('Blocked');
    const { text, items } = await exported(first.page);
    expect(JSON.parse(text)).toMatchObject({
      schema: 'worksheet-progress',
      schemaVersion: 1,
      program: { name: 'ata2mdi' },
    });
    expect(items).toEqual([
      {
        id: 'syslog/server/10.20.30.40',
        title: syslog,
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        status: 'Blocked',
        owner: '',
        decision: '',
        doneOn: '',
        notes: '',
      },
    ]);
    const second = await openPage(smallPlan());
    await importText(second.page, text);
    await second.page.getByRole('button', { name: 'Take all' }).click();
    expect(await statusOf(second.page, syslog).inputValue()).toBe('Blocked');
    expect((await exported(second.page)).text).toBe(text);
    await second.page.getByRole('button', { name: 'Undo' }).click();
    expect(await statusOf(second.page, syslog).inputValue()).toBe('To do');
  });

  test('of items that changed or vanished is marked, kept and exported again', async () => {
    const { page } = await openPage(smallPlan());
    const entry = { title: 'x', owner: '', decision: '', doneOn: '', notes: 'kept' };
    const gone = {
      ...entry,
      id: 'syslog/server/gone',
      title: 'Gone server',
      fingerprint: 'a'.repeat(16),
      status: 'Done',
    };
    const old = {
      ...entry,
      id: 'syslog/server/10.20.30.40',
      fingerprint: 'b'.repeat(16),
      status: 'In progress',
    };
    await importText(
      page,
      JSON.stringify({
        schema: 'worksheet-progress',
        schemaVersion: 1,
        program: { name: 'ata2mdi', version: '0' },
        items: [gone, old],
      }),
    );
    expect(await page.locator('dialog').innerText()).toMatch(
      /1 of which this plan has no item[\s\S]*1 of which the plan says something else/,
    );
    await page.getByRole('button', { name: 'Take all' }).click();
    expect(await page.locator('#foreign').innerText()).toContain('Gone server');
    await page.getByLabel('changed since').check();
    await shown(page, `1 of ${count} items`);
    expect((await exported(page)).items).toMatchObject([
      { id: old.id, fingerprint: old.fingerprint, status: 'In progress' },
      { id: gone.id, title: 'Gone server', fingerprint: gone.fingerprint, status: 'Done', notes: 'kept' },
    ]);
    const item = await open(page, syslog);
    await item.getByRole('button', { name: 'I have compared it' }).click();
    const [compared] = (await exported(page)).items;
    expect(compared?.fingerprint).not.toBe(old.fingerprint);
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    expect(await page.locator('#foreign').innerText()).toContain('Gone server');
    expect(await statusOf(page, syslog).inputValue()).toBe('In progress');
  });

  test('is not replaced by an import unless somebody says so', async () => {
    const { page } = await openPage(smallPlan());
    await statusOf(page, syslog).selectOption('Blocked');
    const { text } = await exported(page);
    await statusOf(page, syslog).selectOption('In progress');
    await importText(page, text);
    await page.getByRole('button', { name: 'Take only what is new' }).click();
    expect(await statusOf(page, syslog).inputValue()).toBe('In progress');
    await importText(page, text);
    await page.getByRole('button', { name: 'Take all, and replace 1' }).click();
    expect(await statusOf(page, syslog).inputValue()).toBe('Blocked');
  });

  test.each([
    ['no JSON', 'x', 'not JSON'],
    ['something else', '{"schema":"migration-plan"}', 'not the progress of a worksheet'],
    ['a later version', '{"schema":"worksheet-progress","schemaVersion":2,"items":[]}', 'another version'],
    [
      'an odd status',
      '{"schema":"worksheet-progress","schemaVersion":1,"items":[{"id":"a","status":"<b>"}]}',
      'damaged at item 1',
    ],
  ])('is not touched by a file with %s', async (_name, text, problem) => {
    const { page, said } = await openPage(smallPlan());
    await importText(page, text);
    expect(await page.locator('dialog').innerText()).toContain(problem);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect((await exported(page)).items).toEqual([]);
    expect(said).toEqual([]);
  });

  test('can be set for all items that the filters let through, and undone', async () => {
    const { page } = await openPage(contoso);
    await page.locator('#filter-area').selectOption('exclusions');
    await page.locator('#bulk').click();
    await page.locator('#bulk-status').selectOption('Not needed');
    await page.locator('#bulk-owner').fill('Team A');
    await page.getByRole('button', { name: 'Set for 112 items' }).click();
    const { items } = await exported(page);
    expect(items.filter(({ owner }) => owner === 'Team A')).toHaveLength(112);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['Not needed']));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect((await exported(page)).items).toEqual([]);
  });

  test('begins with what was carried over', async () => {
    const progress: Progress = {
      ...initialProgress({ disposition: 'decision' }),
      status: 'Blocked',
      notes: 'waits',
    };
    const { page } = await openPage(smallPlan(), {
      worksheet: {
        carriedOver: {
          entries: new Map([['syslog/server/10.20.30.40', progress]]),
          changed: new Set(['syslog/server/10.20.30.40']),
          vanished: [{ id: 'vpn/x', title: 'Old VPN', progress: { ...progress, status: 'Done' } }],
        },
      },
    });
    expect(await statusOf(page, syslog).inputValue()).toBe('Blocked');
    expect(await row(page, syslog).locator('.flag').textContent()).toBe('changed');
    expect(await page.locator('#foreign').innerText()).toContain('Old VPN');
    expect((await exported(page)).items.map(({ id }) => id)).toEqual(['syslog/server/10.20.30.40', 'vpn/x']);
  });

  test('in another worksheet of the same Center is offered', async () => {
    const { page, file } = await openPage(smallPlan());
    await statusOf(page, syslog).selectOption('Blocked');
    await page.waitForTimeout(400);
    // A newer plan takes the place of the file.
    const newer = planOf(smallPlan().items.slice(1));
    writeFileSync(file, artifactText(htmlWriter.artifacts(newer)[0]));
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    expect(await statusOf(page, syslog).inputValue()).toBe('To do');
    await page.getByRole('button', { name: 'Bring it over…' }).click();
    await page.getByRole('button', { name: 'Take all' }).click();
    expect(await statusOf(page, syslog).inputValue()).toBe('Blocked');
  });

  test('is not lost in silence where the browser keeps nothing', async () => {
    const { page } = await openPage(smallPlan());
    await page.evaluate(
      "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    );
    await statusOf(page, syslog).selectOption('Blocked');
    await page.getByText('Not kept').waitFor();
  });
});

describeInBrowser('copying', (openPage) => {
  test('puts the value into the clipboard and says so', async () => {
    const { page } = await openPage(smallPlan(), { permissions: ['clipboard-read', 'clipboard-write'] });
    const item = await open(page, syslog);
    await item.getByRole('button', { name: 'Copy the value of Transport|odd' }).click();
    await page
      .locator('#announcements', { hasText: 'Copied the value of Transport|odd' })
      .waitFor({ state: 'attached' });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('TLS | `secured`');
  });

  test('works where the page may not use the clipboard by itself', async () => {
    const { page } = await openPage(smallPlan(), { permissions: ['clipboard-read'] });
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    const item = await open(page, syslog);
    await item.getByRole('button', { name: 'Copy the value of Port' }).click();
    await page
      .locator('#announcements', { hasText: 'Copied the value of Port' })
      .waitFor({ state: 'attached' });
    await page.locator('#search').focus();
    await page.keyboard.press('Control+V');
    expect(await page.locator('#search').inputValue()).toBe('6514');
  });
});

describeInBrowser('the keyboard', (openPage) => {
  test('reaches and works everything', async () => {
    const { page } = await openPage(smallPlan());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the items');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('open');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const item = page.locator('li.item').nth(1);
    expect(await item.locator('.body').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('i');
    expect(await item.locator('select.status').inputValue()).toBe('In progress');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    expect(await page.locator('li.item').first().locator('.body').count()).toBe(1);
  });

  test('closes a dialog and is back where it was', async () => {
    const { page } = await openPage(smallPlan());
    await page.locator('#bulk').press('Enter');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('Escape');
    // The browser tells that it has closed a dialog in a turn of its own.
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('dialog').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.id')).toBe('bulk');
  });
});

describeInBrowser('hostile names', (openPage) => {
  test('stay text, wherever they are', async () => {
    const { page, said, requests } = await openPage(smallPlan());
    await page.getByRole('button', { name: 'Open all' }).click();
    const text = await page.locator('#list').textContent();
    for (const name of [hostileNames.formula, hostileNames.markup, hostileNames.table])
      expect(text).toContain(name);
    expect(text).toContain('\\u202E');
    expect(
      await page.evaluate("document.querySelectorAll('#list script, #list img, #list b b').length"),
    ).toBe(0);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('a')].every((a) => a.protocol === 'https:' || a.hash !== '')",
      ),
    ).toBe(true);
    expect(said).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test('cannot leave the data island, or come in with a file', async () => {
    const [plain] = smallPlan().items;
    if (plain === undefined) throw new Error('the plan has no item');
    const evil = '</script><script>window.hit = 1</script><!--<script>';
    const plan = {
      ...planOf([{ ...plain, id: evil, title: evil, notes: [evil] }]),
      centers: [{ key: evil, id: evil, name: evil, version: evil, versionName: evil, supportEnded: evil }],
    };
    const { page, said } = await openPage(plan);
    expect(await page.locator('.title').innerText()).toBe(evil);
    const entry = {
      id: 'x',
      title: evil,
      fingerprint: evil,
      status: 'Done',
      owner: evil,
      decision: evil,
      doneOn: evil,
      notes: evil,
    };
    await importText(
      page,
      JSON.stringify({
        schema: 'worksheet-progress',
        schemaVersion: 1,
        items: [entry, { ...entry, id: evil }],
      }),
    );
    await page.getByRole('button', { name: 'Take all' }).click();
    expect(await page.locator('#foreign').innerText()).toContain(evil);
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(said).toEqual([]);
  });
});

describeInBrowser('for everybody', (openPage) => {
  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
    ['dark', 320],
  ] as const)('axe finds nothing (%s, %i pixels wide)', async (colorScheme, width) => {
    const { page } = await openPage(contoso, { colorScheme, viewport: { width, height: 800 } });
    await statusOf(page, 'Syslog').selectOption('Done');
    await statusOf(page, 'RADIUS').selectOption('Blocked');
    await page.locator('summary').last().click();
    expect(await axeViolations(page)).toEqual([]);
    for (const phase of ['gather', 'plan', 'move']) {
      await page.locator('#filter-phase').selectOption(phase);
      for (const place of [0, 3]) await page.locator('li.item button.open').nth(place).click();
      await page.locator('[data-field=owner]').first().fill('Anna Berg');
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.locator('#bulk').click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  test('the colours that somebody chose stay', async () => {
    const { page } = await openPage(smallPlan(), { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await page.reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await axeViolations(page)).toEqual([]);
  });
});

describeInBrowser('on paper', (openPage) => {
  test('every item that is shown is there, open', async () => {
    const { page, file } = await openPage(smallPlan());
    await statusOf(page, syslog).selectOption('Done');
    const pdf = file.replace('.html', '.pdf');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const text = await page.locator('#print').innerText();
    for (const { title, id } of smallPlan().items) {
      if (title !== hostileNames.control) expect(text).toContain(title);
      expect(text).toContain(id);
    }
    expect(text).toContain('The certificate has to be put on the sensor.');
    expect(await page.locator('#list').isVisible()).toBe(false);
    await page.pdf({ path: pdf });
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.locator('#print > *').count()).toBe(0);
  });

  test('only what the filters let through is printed, and of too many only the first', async () => {
    const { page } = await openPage(largePlan(1200));
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#print .item').count()).toBe(1000);
    expect(await page.locator('#print').textContent()).toContain(
      'Only the first 1,000 of 1,200 items are printed',
    );
    await page.locator('#search').fill('svc_backup77@');
    await shown(page, '1 of 1,200 items');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#print .item').count()).toBe(1);
  });
});

describeInBrowser('20 000 exclusions', (openPage) => {
  test('can be worked with', async () => {
    const center = jsonSource(generateCenter({ exclusions: 20_000, seed: 1 }));
    const { page, said } = await openPage(translate(await snapshotOfSources(center)));
    await shown(page, 'All 37,207 items');
    expect(await page.locator('li.item').count()).toBeLessThan(1_000);
    // The last section is there without passing all others.
    expect(await page.locator('#phase-record').count()).toBe(1);
    const more = page.getByRole('button', { name: /^Show 200 more of/ }).first();
    const before = await page.locator('li.item').count();
    await more.click();
    expect(await page.locator('li.item').count()).toBe(before + 200);
    await page.locator('#search').fill('10.90.32.208');
    await shown(page, '1 of 37,207 items');
    await page.locator('li.item button.open').click();
    expect(await page.locator('.body').innerText()).toContain('Under IP addresses, add 10.90.32.208/28.');
    await page.locator('#search').fill('Remote code execution');
    await page.locator('#shown', { hasText: ' of ' }).waitFor();
    await page.locator('#search').fill('');
    await shown(page, 'All 37,207 items');
    await page.locator('#bulk').click();
    await page.locator('#bulk-status').selectOption('In progress');
    await page.getByRole('button', { name: 'Set for 37,207 items' }).click();
    await page.getByText('37,207 items changed since the last export').waitFor();
    const { items } = await exported(page);
    expect(items).toHaveLength(37_207);
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    await page.locator('#filter-status').selectOption('In progress');
    await shown(page, 'All 37,207 items');
    expect(said).toEqual([]);
  });
});
