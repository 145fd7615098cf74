import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSpool } from './spool.js';

function spoolIn(): { readonly spool: ReturnType<typeof openSpool>; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-test-'));
  const spool = openSpool(join(folder, 'alerts.csv'));
  onTestFinished(() => {
    spool.close();
    rmSync(folder, { recursive: true });
  });
  return { spool, folder };
}

it('gives back any text, in any order, while more are added', () => {
  const { spool } = spoolIn();
  // More than it holds back, and longer than it reads at a time.
  const texts = Array.from({ length: 3000 }, (_, index) => `${index} ä🦊 ${'x'.repeat((index * 37) % 2000)}`);
  texts.push('y'.repeat(300_000), '', '\ufeffz');
  for (const [index, text] of texts.entries()) {
    spool.add(text);
    if (index % 100 === 0) expect(spool.get(index)).toBe(text);
  }
  for (let index = texts.length - 1; index >= 0; index -= 1) expect(spool.get(index)).toBe(texts[index]);
  for (let index = 0; index < texts.length; index += 1) {
    const at = (index * 7919) % texts.length;
    expect(spool.get(at)).toBe(texts[at]);
  }
});

it.skipIf(process.platform === 'win32')('has no name: nothing is left if the program dies', () => {
  const { spool, folder } = spoolIn();
  spool.add('x'.repeat(3_000_000));
  expect(readdirSync(folder)).toEqual([]);
});
