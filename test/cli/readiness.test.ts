import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { deploymentFiles } from '../support/loading.js';

const sources = deploymentFiles.contoso.map(fixturePath);
const observed = fixturePath('contoso/observed');

function readiness(...options: readonly string[]) {
  return ata2mdi(['readiness', ...sources, ...options]);
}

function sections(text: string): string[] {
  return text.split('\n').filter((line) => /^[A-Z][\w :.,]+ \(\d+\)$/.test(line));
}

describe('contoso', () => {
  test('from ATA alone: what is not ready first, and exit code 1', async () => {
    const { code, stdout, stderr } = readiness();
    expect([code, stderr]).toEqual([1, '']);
    expect(sections(stdout)).toEqual([
      'Not ready (1)',
      'Undecided (1)',
      'To check (6)',
      'Gone (1)',
      'Settings that need a sensor v2.x (2)',
      'Domain controllers that ATA is not known to watch (3)',
      'ATA gateways (5)',
      'Checklist: what ATA cannot know (22)',
    ]);
    await expect(stdout).toMatchFileSnapshot('../golden/readiness.txt');
  });

  test('with what was observed: who has a sensor, and who is ready', async () => {
    const { code, stdout } = readiness('--observed', observed, '--format', 'csv');
    expect(code).toBe(1);
    await expect(stdout).toMatchFileSnapshot('../golden/readiness.csv');
  });

  test('in every form, the same bytes again, with no secret in any', () => {
    const folder = temporaryFolder();
    for (const form of ['text', 'json', 'md', 'html', 'csv']) {
      const file = join(folder, form);
      const options = ['--observed', observed, '--format', form];
      expect(readiness(...options, '-o', file).code, form).toBe(1);
      const text = readFileSync(file, 'utf8');
      expect(text, form).toContain('fab-dc03.fabrikam.net');
      expect(readiness(...options).stdout, form).toBe(text);
      for (const canary of canaries) expect(text.includes(canary), `${form}: ${canary}`).toBe(false);
    }
  });

  test('as JSON, valid by its published schema', () => {
    const { stdout } = readiness('--json');
    const { schema, summary, createdAt } = JSON.parse(stdout);
    expect([schema, createdAt]).toEqual(['sensor-readiness', undefined]);
    expect(summary).toEqual({
      gone: 1,
      'has-sensor': 0,
      'not-ready': 1,
      ready: 0,
      'to-check': 6,
      undecided: 1,
    });
    expect(JSON.parse(readiness('--json', '--stamp').stdout).createdAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(JSON.parse(ata2mdi(['schema', 'sensor-readiness']).stdout).title).toBe('SensorReadiness');
  });

  test('from a snapshot the same as from its sources, save their names', () => {
    const folder = temporaryFolder();
    const snapshot = join(folder, 'snapshot.json');
    ata2mdi(['export', ...sources, '-o', snapshot]);
    const { stdout } = ata2mdi(['readiness', snapshot, '--format', 'text']);
    expect(stdout).toBe(readiness().stdout);
  });

  test('without UniqueEntity only what gateways name is known, and that is said', () => {
    const { code, stdout } = ata2mdi(['readiness', sources[0] ?? '']);
    expect(code).toBe(1);
    expect(stdout).toContain('no source holds the computers that ATA knows (UniqueEntity)');
    expect(sections(stdout)[0]).toBe('Undecided (5)');
  });
});

test('sources of several Centers give one result, in every form', () => {
  const centers = fixturePath('centers');
  const { code, stdout } = ata2mdi(['readiness', centers]);
  expect(code).toBe(1);
  expect(stdout).toContain('Readiness of domain controllers of FAB-ATA, TOYS-ATA');
  expect(stdout).toContain('Watched by   DC1 (TOYS-ATA) (Lightweight Gateway)');
  const { domainControllers } = JSON.parse(ata2mdi(['readiness', centers, '--json']).stdout);
  expect(
    domainControllers.map((one: { name: string; centers: string[] }) => [one.name, one.centers]),
  ).toEqual([
    ['dc1.fabrikam.com', ['FAB-ATA']],
    ['dc1.tailspintoys.com', ['TOYS-ATA']],
  ]);
  expect(ata2mdi(['readiness', centers, '--format', 'csv']).stdout).toContain(',ATA Centers\r\n');
});

test.each(['text', 'md', 'html', 'csv'])('names that were made to break things break nothing: %s', (form) => {
  const { code, stdout } = ata2mdi([
    'readiness',
    ...deploymentFiles.hostile.map(fixturePath),
    '--format',
    form,
  ]);
  expect(code).toBe(1);
  // Neither a terminal nor a page nor a spreadsheet program runs anything.
  expect(
    [...stdout].filter((character) => /[\p{Cc}\p{Cf}]/u.test(character) && !'\r\n\ufeff'.includes(character)),
  ).toEqual([]);
  if (form === 'html') expect(stdout).not.toMatch(/<(?:script|img|\/td)/i);
  if (form === 'csv') expect(stdout).not.toMatch(/(?:^|,)"?[=+@]/m);
});

/** A Center with one domain controller, and a report that finds all in order. */
function smallDeployment() {
  const folder = temporaryFolder();
  const center = {
    Type: 'CenterSystemProfile',
    Id: '5aed5ee92bd5d60dd07c0001',
    NetbiosName: 'CENTER',
    Configuration: { SyslogClientConfiguration: { IsEnabled: false } },
  };
  const computer = {
    Type: 'Computer',
    Id: 'c0000000-0000-4000-8000-000000000001',
    SystemDisplayName: 'DC1',
    DnsName: 'dc1.tailspintoys.com',
    IsDomainController: true,
    OperatingSystemDisplayName: 'Windows Server 2022 Standard',
  };
  const report = {
    Domain: 'tailspintoys.com',
    DomainSchemaVersion: 88,
    DomainControllers: [
      {
        FQDN: 'dc1.tailspintoys.com',
        ServerRequirements: true,
        PowerSettings: true,
        AdvancedAuditing: true,
        NtlmAuditing: true,
        RootCertificates: true,
      },
    ],
  };
  const paths = { sources: join(folder, 'ata.json'), report: join(folder, 'mdi-tailspintoys.com.json') };
  writeFileSync(paths.sources, JSON.stringify([center, computer]));
  // As Windows PowerShell writes it.
  writeFileSync(paths.report, Buffer.from(`\ufeff${JSON.stringify(report)}`, 'utf16le'));
  return paths;
}

test('exit code 0 once the report bears out that all is in order, and not before', () => {
  const paths = smallDeployment();
  expect(ata2mdi(['readiness', paths.sources]).code).toBe(1);
  const { code, stdout } = ata2mdi(['readiness', paths.sources, '--observed', paths.report]);
  expect([code, sections(stdout)[0]]).toEqual([0, 'Ready (1)']);
});

test('what cannot be used is refused with exit code 2', () => {
  const paths = smallDeployment();
  expect(readiness('--observed', paths.sources).code).toBe(2);
  expect(readiness('--observed', join(observed, 'exclusions.csv')).stderr).toContain('neither a sensor nor');
  expect(readiness('--format', 'pdf').code).toBe(2);
  expect(readiness('--observed', paths.report, '-o', paths.report, '--force').code).toBe(2);
});

test('what the README shows of it is what it says', () => {
  const shown =
    /### `readiness`[\s\S]*?```\n\$? ?ata2mdi readiness[^\n]*\n```[\s\S]*?```\n([\s\S]*?)```/.exec(
      readFileSync('README.md', 'utf8'),
    )?.[1];
  const { stdout } = readiness();
  const parts = (shown ?? '').split('…\n');
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(stdout).toContain(part);
});
