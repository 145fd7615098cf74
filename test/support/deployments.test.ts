import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canaries, fixturePath, generateCenter, type JsonObject, type JsonValue } from './deployments.js';

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
const exclusionKeys = ['ExcludedSourceComputerIds', 'ExcludedSubnets', 'ExcludedSourceAccountIds'];

function readText(name: string): string {
  return readFileSync(fixturePath(name), 'utf8');
}

/** Documents that begin with `{` at the start of a line and follow one another, pretty-printed or not. */
function readDocuments(name: string): JsonObject[] {
  return readText(name)
    .split(/\n(?=\{)/)
    .map((text) => JSON.parse(text));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function at(value: JsonValue | undefined, ...keys: string[]): JsonValue | undefined {
  return keys.reduce<JsonValue | undefined>(
    (current, key) => (isObject(current) ? current[key] : undefined),
    value,
  );
}

function classes(document: JsonObject): JsonValue[] {
  return Array.isArray(document._t) ? document._t : [];
}

/** Every string of a value, keys left out. */
function strings(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isObject(value) ? Object.values(value).flatMap(strings) : [];
}

/** The exclusion lists of a Center by `section.key`. */
function exclusionLists(center: JsonObject): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [section, content] of Object.entries(
    isObject(center.Configuration) ? center.Configuration : {},
  )) {
    for (const key of exclusionKeys) {
      const list = at(content, key);
      if (Array.isArray(list)) lists.set(`${section}.${key}`, list.flatMap(strings));
    }
  }
  return lists;
}

function emptyLists(center: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(center), (key, value) => (exclusionKeys.includes(key) ? [] : value));
}

function fixtureFiles(): string[] {
  return readdirSync(fixturePath(''), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(fixturePath(name)).isFile());
}

describe('generateCenter', () => {
  const defaults: JsonObject = JSON.parse(readText('defaults/center.json'));

  it('is the defaults Center when nothing is asked for', () => {
    expect(generateCenter({ exclusions: 0, seed: 1 })).toEqual(defaults);
  });

  it.each([1, 14, 999, 20_000])('adds exactly %i entries and changes nothing else', (exclusions) => {
    const center = generateCenter({ exclusions, seed: 7 });
    const lists = exclusionLists(center);
    expect([...lists.values()].flat()).toHaveLength(exclusions);
    expect(emptyLists(center)).toEqual(defaults);
    for (const [name, list] of lists) expect(new Set(list).size, name).toBe(list.length);
  });

  it('gives the same object for the same seed and another for another', () => {
    const first = JSON.stringify(generateCenter({ exclusions: 500, seed: 3 }));
    expect(JSON.stringify(generateCenter({ exclusions: 500, seed: 3 }))).toBe(first);
    expect(JSON.stringify(generateCenter({ exclusions: 500, seed: 4 }))).not.toBe(first);
  });

  it('fills all 25 lists, mostly with networks and GUIDs', () => {
    const lists = exclusionLists(generateCenter({ exclusions: 2000, seed: 5 }));
    expect(lists.size).toBe(25);
    for (const [name, list] of lists) expect(list, name).not.toHaveLength(0);

    const entries = [...lists.values()].flat();
    const networks = entries.filter((entry) => /^10\.\d+\.\d+\.\d+\/28$/.test(entry));
    const guids = entries.filter((entry) => guidPattern.test(entry));
    const pseudoIds = entries.filter((entry) => /^computer 10\.\d+\.\d+\.\d+$/.test(entry));
    expect(networks.length + guids.length + pseudoIds.length).toBe(2000);
    expect(networks.length).toBeGreaterThan(800);
    expect(guids.length).toBeGreaterThan(800);
    expect(pseudoIds.length).toBeGreaterThan(0);
  });

  it.each([-1, 0.5, 2 ** 20 + 1, Number.NaN])('refuses %d exclusions', (exclusions) => {
    expect(() => generateCenter({ exclusions, seed: 1 })).toThrow(RangeError);
  });
});

describe('canaries', () => {
  it('lists every planted secret and nothing else', () => {
    const planted = new Set<string>();
    for (const name of fixtureFiles().filter((file) => /\.(?:json|har|log)$/.test(file))) {
      const text = readText(name);
      const decoded = [...text.matchAll(/"([A-Za-z0-9+/]{16,}={0,2})"/g)].map(([, encoded]) =>
        Buffer.from(encoded ?? '', 'base64').toString('latin1'),
      );
      for (const [canary] of [text, ...decoded].join('\n').matchAll(/CANARY-[a-z0-9-]+-7f3a9c/g))
        planted.add(canary);
    }
    expect([...planted].sort()).toEqual([...canaries].sort());
  });
});

describe('fixtures', () => {
  it('have a README in every folder', () => {
    const folders = readdirSync(fixturePath('')).filter((name) => statSync(fixturePath(name)).isDirectory());
    expect(folders).toEqual(expect.arrayContaining(['contoso', 'defaults', 'hostile']));
    for (const folder of folders)
      expect(readText(`${folder}/README.md`), folder).toContain('| file | what |');
    for (const folder of folders) expect(readText('README.md')).toContain(`\`${folder}\``);
  });

  it('stay small enough to review', () => {
    for (const name of fixtureFiles()) expect(statSync(fixturePath(name)).size, name).toBeLessThan(120_000);
  });
});

describe('contoso', () => {
  const profiles = readDocuments('contoso/SystemProfile_20251215T040000Z.json');
  const entities = readDocuments('contoso/UniqueEntity.json');
  const center = profiles.find((profile) => classes(profile).includes('CenterSystemProfile')) ?? {};

  it('holds one Center and five gateways of different versions', () => {
    const gateways = profiles.filter((profile) => classes(profile).includes('GatewaySystemProfile'));
    expect(profiles).toHaveLength(6);
    expect(gateways).toHaveLength(5);
    expect(new Set(gateways.map((gateway) => gateway.Version)).size).toBe(3);
    expect(gateways.filter((gateway) => gateway.Status === 'StartFailure')).toHaveLength(1);
    expect(gateways.filter((gateway) => !('IsLightweightGateway' in gateway))).toHaveLength(1);
  });

  it('has entries in all 25 exclusion lists', () => {
    const lists = exclusionLists(center);
    expect(lists.size).toBe(25);
    for (const [name, list] of lists) expect(list, name).not.toHaveLength(0);
  });

  it('leaves exactly one entity reference unresolved', () => {
    const known = new Set(entities.map((entity) => entity._id));
    const processor = at(center, 'Configuration', 'UniqueEntityProcessorConfiguration');
    const tagged = ['HoneytokenAccountIds', 'SensitiveAccountIds', 'SensitiveGroupIds'].flatMap((key) =>
      strings(at(processor, key) ?? []),
    );
    const referenced = [...exclusionLists(center).values(), tagged]
      .flat()
      .filter((id) => guidPattern.test(id));
    expect(tagged).toHaveLength(7);
    expect(new Set(referenced.filter((id) => !known.has(id))).size).toBe(1);
  });

  it('puts every entity in one of two domains', () => {
    const domains = entities.filter((entity) => classes(entity).includes('Domain'));
    const domainIds = entities.filter((entity) => !domains.includes(entity)).map((entity) => entity.DomainId);
    expect(domains.map((domain) => domain.Name)).toEqual(['contoso.com', 'fabrikam.net']);
    expect(new Set(domainIds)).toEqual(new Set(domains.map((domain) => domain._id)));
  });

  it('differs between the two sections of "Unusual protocol implementation" in one subnet', () => {
    const lists = exclusionLists(center);
    const kerberos = lists.get('AbnormalKerberosDetectorConfiguration.ExcludedSubnets') ?? [];
    const smb = lists.get('AbnormalSmbDetectorConfiguration.ExcludedSubnets') ?? [];
    expect(smb.filter((subnet) => !kerberos.includes(subnet))).toHaveLength(1);
    expect(kerberos.filter((subnet) => !smb.includes(subnet))).toHaveLength(0);
    expect(lists.get('AbnormalKerberosDetectorConfiguration.ExcludedSourceComputerIds')).toEqual(
      lists.get('AbnormalSmbDetectorConfiguration.ExcludedSourceComputerIds'),
    );
  });
});

describe('hostile', () => {
  const name = 'hostile/SystemProfile_20251215T040000Z.json';
  const profiles = readDocuments(name);

  it('holds every control character, a lone surrogate, a bidi override and a very long text', () => {
    const all = profiles.flatMap(strings);
    const joined = all.join('');
    for (let code = 0; code < 32; code++) expect(joined).toContain(String.fromCharCode(code));
    expect(all).toContain('\ud800');
    expect(joined).toContain('\u202e');
    expect(Math.max(...all.map((text) => text.length))).toBe(40_000);
  });

  it('holds own keys named like members of Object.prototype, and duplicate keys', () => {
    const configuration = at(profiles[0], 'Configuration');
    expect(isObject(configuration) && Object.hasOwn(configuration, '__proto__')).toBe(true);
    expect(isObject(configuration) && Object.hasOwn(configuration, 'constructor')).toBe(true);
    expect(readText(name).match(/^ {6}"Mode": /gm)).toHaveLength(3);
  });

  it('is plain ASCII, so that nothing in it is invisible to a reviewer', () => {
    for (const file of [name, 'hostile/UniqueEntity.json'])
      expect(readText(file)).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
