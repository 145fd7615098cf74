import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixturePath } from '../support/deployments.js';

/** A folder in which the package as it would be published is installed, alone and without a network. */
const consumer = mkdtempSync(join(tmpdir(), 'ata2mdi-package-'));
const installed = join(consumer, 'node_modules/ata2mdi');
let archive = '';

beforeAll(() => {
  // It is not built again: other tests are using what is built.
  archive = join(consumer, npm(process.cwd(), 'pack', '--ignore-scripts', '--pack-destination', consumer));
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }));
  npm(consumer, 'install', '--offline', '--no-audit', '--no-fund', archive);
});
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', ['--silent', ...args], { cwd, encoding: 'utf8' }).trim();
}

function readJson(path: string) {
  return JSON.parse(readFileSync(join(installed, path), 'utf8'));
}

describe('the package, installed in an empty folder', () => {
  test('brings no other package and runs no script', () => {
    expect(readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'ata2mdi',
    ]);
    const manifest = readJson('package.json');
    for (const kind of ['', 'peer', 'optional', 'bundle', 'bundled'])
      expect(Object.keys(manifest).map((key) => key.toLowerCase())).not.toContain(`${kind}dependencies`);
    for (const event of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(manifest.scripts).not.toHaveProperty(event);
  });

  test('has the pages that its pages link to', () => {
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.md$/.test(name),
    );
    expect(pages).toContain(join('docs', 'README.md'));
    for (const page of pages) {
      const text = readFileSync(join(installed, page), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s#:]+)(?:#[^)]*)?\)/g))
        expect(existsSync(join(installed, dirname(page), target)), `${page}: ${target}`).toBe(true);
    }
  });

  test('does the main job', () => {
    const source = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
    const command = join(consumer, 'node_modules/.bin/ata2mdi');
    const run = spawnSync(command, ['run', source, '-o', 'out'], { cwd: consumer, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    expect(readdirSync(join(consumer, 'out'))).toEqual(
      expect.arrayContaining(['plan.json', 'snapshot.json', 'worksheet.html', 'worksheet.xlsx']),
    );
  });

  test('is a library: the example of the guide runs', () => {
    const guide = readFileSync('docs/guide/library.md', 'utf8');
    const example = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const folder = mkdtempSync(join(consumer, 'library-'));
    cpSync(fixturePath('contoso'), folder, { recursive: true });
    cpSync(fixturePath('contoso-later'), join(folder, 'later'), { recursive: true });
    writeFileSync(join(folder, 'example.mjs'), example);
    const run = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const lines = run.stdout.trim().split('\n');
    const [, accounted, leaves] =
      /^\d+ items, (\d+) of (\d+) values accounted for$/.exec(lines[0] ?? '') ?? [];
    expect(Number(leaves)).toBeGreaterThan(100);
    expect(accounted).toBe(leaves);
    expect(lines[1]).toMatch(/^[1-9]\d* critical changes, \d+ things not compared$/);
    expect(lines[2]).toMatch(/^[1-9]\d* replicated, \d+ missing, [1-9]\d* not shown by these files$/);
    expect(run.stdout).toContain('notes.txt');
    // The same bytes as the command writes.
    const command = ['translate', 'SystemProfile_20251215T040000Z.json', 'UniqueEntity.json'];
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const ata2mdi = join(consumer, 'node_modules/.bin/ata2mdi');
    writeFileSync(join(folder, 'plan.json'), spawnSync(ata2mdi, command, options).stdout);
    spawnSync(ata2mdi, ['worksheet', 'plan.json', '--format', 'csv', '-o', 'commanded'], options);
    const [ours, commands] = ['out', 'commanded'].map((out) =>
      readFileSync(join(folder, out, 'worksheet.csv'), 'utf8'),
    );
    expect(ours).toBe(commands);
  });

  test.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'bundler'],
  ])(
    'has types that a program in TypeScript can use (module %s, resolution %s)',
    (module, moduleResolution) => {
      writeFileSync(join(consumer, 'program.ts'), program);
      const compilerOptions = {
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        target: 'ES2022',
        lib: ['ES2023'],
        types: [],
        module,
        moduleResolution,
      };
      writeFileSync(
        join(consumer, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['program.ts'] }),
      );
      const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
      const run = spawnSync(process.execPath, [compiler, '-p', consumer], { encoding: 'utf8' });
      expect(run.stdout).toBe('');
    },
  );

  test('says what is bundled, and under which licence', () => {
    const { components } = readJson('dist/sbom.cdx.json') as { components: BillEntry[] };
    const titles = components.map(({ name, version }) => `${name} ${version}`);
    const licences = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const listed = [...licences.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+ \d[\w.-]*) \((.+)\)$/gm)];
    expect(listed.map(([, title]) => title)).toEqual(titles.toSorted());
    expect(titles.length).toBeGreaterThan(20);
    for (const { name, licenses } of components)
      expect(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC'], name).toContain(
        licenses[0]?.license.id,
      );
  });
});

interface BillEntry {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
}

const program = `
import { type MigrationPlan, readSources, render, translate } from 'ata2mdi';
const snapshots = await readSources([{ name: 'backup', bytes: new Uint8Array() }]);
export const plan: MigrationPlan = translate(snapshots);
export const names: string[] = (await render(plan, 'csv')).map(({ name }) => name);
// @ts-expect-error: were the types not found, everything would be any, and this no error.
translate(1);
`;

describe('the linters of packages', () => {
  test('publint has nothing to say', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false });
    expect(messages).toEqual([]);
  });

  test('Are the types wrong? They are not', () => {
    const linter = join(process.cwd(), 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const run = spawnSync(process.execPath, [linter, archive, '--profile', 'esm-only'], { encoding: 'utf8' });
    expect(run.status, run.stdout).toBe(0);
  });
});
