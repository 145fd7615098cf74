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

const known = new Map<string, string>();

/**
 * The key of a rule by its name as a source has it: `Global`, the name of the detection now or before, its external id, or
 * the type name of the private interface (`DnsReconnaissanceSecurityAlert`). Where that type name is not known, it is
 * taken for that of the ATA detector with the same stem (inferred).
 */
export function ruleKey(name: string): string {
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  const key = findKey(name);
  known.set(name, key);
  return key;
}

let byName: ReadonlyMap<string, number> | undefined;

function findKey(name: string): string {
  const text = plain(name);
  if (/^(?:global|globalexcludedentities)$/.test(text)) return globalRule;
  if (/^\d{4}$/.test(text)) return `id ${text}`;
  byName ??= namesOfRules();
  const id = byName.get(text);
  return id === undefined ? `name ${text}` : `id ${id}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** A later one of these overrules an earlier one: what is documented counts most. */
function namesOfRules(): Map<string, number> {
  const names = new Map<string, number>();
  for (const detector of detectorEntries()) {
    const classic = detector.targets.flatMap((target) => target.alsoClassicRule ?? target);
    const own = classic.find(({ externalId }) => externalId === detector.externalId) ?? classic[0];
    if (own?.externalId == null) continue;
    for (const type of detector.suspiciousActivityTypes)
      names.set(plain(type.replace(/SuspiciousActivity$/, 'SecurityAlert')), own.externalId);
  }
  for (const { externalId, previousName } of alertEntries())
    if (externalId !== null && previousName !== null) names.set(plain(previousName), externalId);
  for (const { externalId, name, privateName } of alertEntries()) {
    if (externalId === null) continue;
    names.set(plain(name), externalId);
    if (privateName !== null) names.set(plain(privateName), externalId);
  }
  for (const { targets } of detectorEntries())
    for (const target of targets)
      for (const { externalId, detectionName } of [target, target.alsoClassicRule].filter(
        (rule) => rule !== null,
      ))
        if (externalId !== null) names.set(plain(detectionName), externalId);
  return names;
}
