/** Which detection an exclusion list is of, whatever name the list goes by. */
import { alertEntries } from '../catalogue/alerts.js';
import { detectorEntries } from '../catalogue/detectors.js';
import type { Detection } from '../types/migration-plan.js';

/** Key of the globally excluded entities. */
export const globalRule = 'global';

/** The key of a detection of the plan. */
export function ruleKeyOf({ externalId, name }: Detection): string {
  return externalId === null ? `name ${plain(name)}` : `id ${externalId}`;
}

const known = new Map<string, readonly string[]>();

/**
 * The keys of a rule by its name as a source has it: `Global`, the name of the detection now or before, its external id,
 * or the type name of the private interface (`DnsReconnaissanceSecurityAlert`), which several detections may share. Where
 * a type name is not known, it is taken for that of the ATA detector with the same stem (inferred).
 */
export function ruleKeys(name: string): readonly string[] {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const keys = findKeys(name);
  known.set(name, keys);
  return keys;
}

/** Whether a list is that of the globally excluded entities. */
export function isGlobalRule(name: string): boolean {
  return ruleKeys(name).includes(globalRule);
}

let byName: ReadonlyMap<string, ReadonlySet<number>> | undefined;

function findKeys(name: string): string[] {
  const text = plain(name);
  if (/^(?:global|globalexcludedentities)$/.test(text)) return [globalRule];
  if (/^\d{4}$/.test(text)) return [`id ${text}`];
  byName ??= namesOfRules();
  const ids = byName.get(text);
  return ids === undefined ? [`name ${text}`] : [...ids].map((id) => `id ${id}`);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What is documented or seen overrules what is inferred, and a present name overrules a former one. */
function namesOfRules(): Map<string, Set<number>> {
  const names = new Map<string, Set<number>>();
  for (const source of [privateNames(), presentNames(), formerNames(), stems()]) {
    const found = new Map<string, Set<number>>();
    for (const [name, id] of source) found.set(plain(name), (found.get(plain(name)) ?? new Set()).add(id));
    for (const [name, ids] of found) if (!names.has(name)) names.set(name, ids);
  }
  return names;
}

type NamedRule = readonly [string, number];

function privateNames(): NamedRule[] {
  return alertEntries().flatMap(({ externalId, privateName }): NamedRule[] =>
    externalId === null || privateName === null ? [] : [[privateName, externalId]],
  );
}

function presentNames(): NamedRule[] {
  const ofAlerts = alertEntries().flatMap(({ externalId, name }): NamedRule[] =>
    externalId === null ? [] : [[name, externalId]],
  );
  const ofTargets = detectorEntries().flatMap(({ targets }) =>
    targets.flatMap((target) =>
      [target, target.alsoClassicRule].flatMap((rule): NamedRule[] =>
        rule === null || rule.externalId === null ? [] : [[rule.detectionName, rule.externalId]],
      ),
    ),
  );
  return [...ofAlerts, ...ofTargets];
}

function formerNames(): NamedRule[] {
  return alertEntries().flatMap(({ externalId, previousName }): NamedRule[] =>
    externalId === null || previousName === null ? [] : [[previousName, externalId]],
  );
}

/** Type names of MDI end in SecurityAlert where those of ATA end in SuspiciousActivity (inferred). */
function stems(): NamedRule[] {
  return detectorEntries().flatMap((detector) => {
    const classic = detector.targets.map((target) => target.alsoClassicRule ?? target);
    const own = classic.find(({ externalId }) => externalId === detector.externalId) ?? classic[0];
    const id = own?.externalId ?? null;
    if (id === null) return [];
    return detector.suspiciousActivityTypes.map(
      (type): NamedRule => [type.replace(/SuspiciousActivity$/, 'SecurityAlert'), id],
    );
  });
}
