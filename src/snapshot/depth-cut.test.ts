import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../test/support/deployments.js';
import { deploymentFiles, fixtureSource, jsonSource, snapshotOfSources } from '../../test/support/loading.js';
import { convertToJson } from '../../test/support/windows-powershell.js';
import { builtInSettings } from '../catalogue/settings.js';
import { UserError } from '../errors.js';
import { translate } from '../plan/translate.js';
import { readExtendedJson } from '../readers/extended-json.js';
import { collectingReporter } from '../reporter.js';
import { scopeOf } from './classify.js';
import { refuseDepthCut } from './depth-cut.js';

function fixture(name: string): JsonValue {
  return JSON.parse(new TextDecoder().decode(fixtureSource(name).bytes));
}

async function refusalOf(value: JsonValue): Promise<UserError> {
  const error = await snapshotOfSources(jsonSource(value, 'center.json')).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`not refused, but: ${String(error)}`);
  return error;
}

const center = fixture('defaults/center.json') as JsonObject;
const gateways = fixture('defaults/gateways.json') as JsonObject[];

describe('a Center that ConvertTo-Json has cut', () => {
  it.each([0, 1, 2])('is refused with -Depth %i', async (depth) => {
    const error = await refusalOf(convertToJson(center, depth));
    expect(error.message).toContain('ConvertTo-Json');
    expect(error.location?.source).toBe('center.json');
    expect(error.location?.line).toBe(1);
    expect(error.location?.path).toMatch(/^(?:Gateway(?:Common)?)?Configuration/);
    expect(error.advice.join('\n')).toContain('Get-ATAStatus -Center | ConvertTo-Json -Depth 10');
  });

  it('is not refused with the depth that it needs', async () => {
    await expect(snapshotOfSources(jsonSource(convertToJson(center, 5)))).resolves.toHaveProperty('center');
    expect(convertToJson(center, 10)).toEqual(center);
  });

  it('is refused in a list of one, which takes a level', async () => {
    expect((await refusalOf(convertToJson([center], 3))).advice.join('\n')).toContain('-Center');
  });

  it('counts every place', async () => {
    const cut = {
      ...center,
      Configuration: {
        Tailspin: ['@{A=1; B=; C=System.Object[]}', 'System.Object[]', 'System.Collections.Hashtable'],
      },
    };
    const error = await refusalOf(cut);
    expect(error.message).toContain('3 parts of it are');
    expect(error.location?.path).toBe('Configuration.Tailspin[0]');
  });

  it('is refused for one exclusion list that became a text', async () => {
    for (const text of ['', '10.0.0.0/8', '10.0.0.0/8 10.1.0.0/16']) {
      const configuration = { DnsReconnaissanceDetectorConfiguration: { ExcludedSubnets: text } };
      const error = await refusalOf({ ...center, Configuration: configuration });
      expect(error.message).toContain('1 part of it is');
      expect(error.location?.path).toBe(
        'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets',
      );
    }
  });

  it('is refused without a word of what it holds, not even in a key', async () => {
    const error = await refusalOf({
      ...center,
      GatewayCommonConfiguration: {
        DirectoryServicesClientAccountPasswordEncrypted: { 'CANARY-1': '@{Password=CANARY-2}' },
      },
    });
    expect(JSON.stringify([error.message, error.advice, error.location])).not.toContain('CANARY');
  });
});

describe('a Center from the database', () => {
  const { Id, Type, ...rest } = center;
  function fromDatabase(configuration: JsonObject): JsonObject {
    return { _id: Id ?? null, _t: Type ?? null, ...rest, Configuration: configuration };
  }

  it('is refused for the very form of a cut', async () => {
    for (const text of ['@{Address=; Port=}', 'System.Object[]', 'System.Collections.Hashtable']) {
      const configuration = { DnsReconnaissanceDetectorConfiguration: { ExcludedSubnets: text } };
      expect((await refusalOf(fromDatabase(configuration))).message).toContain('1 part of it is');
    }
  });

  it('keeps any other text in place of a list or an object as unrecognised', async () => {
    const snapshot = await snapshotOfSources(
      jsonSource(
        fromDatabase({
          DnsReconnaissanceDetectorConfiguration: { IsEnabled: true, ExcludedSubnets: '10.0.0.0/8' },
          DetectionConfiguration: { AlertConfiguration: { To: 'soc@contoso.com' } },
          UniqueEntityProcessorConfiguration: { HoneytokenAccountIds: 'somebody' },
          SyslogClientConfiguration: { ServerEndpoint: 'siem:514' },
        }),
      ),
    );
    const { items } = translate(snapshot);
    const odd = [
      'DnsReconnaissanceDetectorConfiguration.ExcludedSubnets',
      'DetectionConfiguration.AlertConfiguration.To',
      'UniqueEntityProcessorConfiguration.HoneytokenAccountIds',
      'SyslogClientConfiguration.ServerEndpoint',
    ].map((path) => `center:Configuration.${path}`);
    for (const ref of odd)
      expect(items.find(({ source }) => source.paths.includes(ref))?.disposition, ref).toBe('unrecognised');
  });
});

describe('gateways that ConvertTo-Json has cut', () => {
  it('are refused, with the command for gateways', async () => {
    const error = await refusalOf(convertToJson(gateways));
    expect(error.location?.path).toBe('Configuration.DirectoryServicesResolverConfiguration');
    expect(error.advice.join('\n')).toContain('Get-ATAStatus -Gateway | ConvertTo-Json -Depth 10');
  });

  it('are refused one by one too', async () => {
    const error = await refusalOf(convertToJson(gateways[0] ?? null));
    expect(error.location?.path).toBe(
      'Configuration.DirectoryServicesResolverConfiguration.UpdateDirectoryEntityChangesConfiguration',
    );
  });
});

describe('what is whole', () => {
  it.each(Object.values(deploymentFiles).flat())('is not refused: %s', (name) => {
    const { documents } = readExtendedJson(fixtureSource(name), collectingReporter());
    expect(documents.length).toBeGreaterThan(0);
    for (const { value, line } of documents)
      for (const kind of ['center', 'gateway', 'unknown'] as const)
        expect(() =>
          refuseDepthCut(value, scopeOf(kind), builtInSettings(), { source: name, line: line ?? 0 }),
        ).not.toThrow();
  });

  it.each(['@', '@{', '{}', 'System.Object', 'system.object[]', ' @{a=1}', 'System.Collections', '@{a=1} b'])(
    'may hold the text %j',
    async (text) => {
      const configuration = { LocalizerConfiguration: { LocaleId: text }, Tailspin: [text] };
      const whole = { ...center, Configuration: configuration };
      await expect(snapshotOfSources(jsonSource(whole))).resolves.toHaveProperty('center');
    },
  );
});
