import type { ExclusionKind } from '../catalogue/detectors.js';
import { slug } from '../ids.js';
import type { Entity, Field } from '../types/migration-plan.js';
import { type CanonicalAddress, canonicalAddress } from './addresses.js';
import { searchInstruction, searchText } from './entity-items.js';
import { entityLabel } from './items.js';
import type { MapperContext } from './mapper.js';

/**
 * What an entry of an exclusion list excludes, and what is typed for it in the portal. Worked out once for each entry,
 * because it is often excluded from several detections.
 */

/** A list of a detector section, by its id in the catalogue of settings. */
export type ExclusionSetting = 'exclusions.account' | 'exclusions.computer' | 'exclusions.subnet';

/** Whether an id of the catalogue of settings is that of an exclusion list. */
export function isExclusionSetting(id: string | null): id is ExclusionSetting {
  return id === 'exclusions.account' || id === 'exclusions.computer' || id === 'exclusions.subnet';
}

/** One thing to exclude. */
export interface Subject {
  /**
   * What it is, as a part of an item's id; the same however ATA writes it: `10.9.8.7`, `10.9.8.7/32` and
   * `computer 10.9.8.7` are one.
   */
  readonly idPart: string;
  /** For titles. */
  readonly label: string;
  /** As ATA has it, for people. */
  readonly ataValue: string;
  /**
   * `everything`: a subnet that holds every address; `unreadable`: neither an address nor a subnet; `unresolved`: an id
   * and nothing more.
   */
  readonly state: 'known' | 'everything' | 'deleted' | 'unresolved' | 'unreadable';
  /** What kind of entity the portal would call it. */
  readonly kind: ExclusionKind;
  /** The kind is taken from the list that the entry stands in, because nothing else tells it. */
  readonly isKindPresumed: boolean;
  readonly isSubnet: boolean;
  /** The very value to type. */
  readonly value: string;
  /** The field of an exclusion by detection rule, filled in. */
  readonly ruleField: Field;
  /** How the field is filled in: `Under IP addresses, add 10.1.0.0/16.` */
  readonly ruleStep: string;
  /** The condition of an alert tuning rule: `IP address in the evidence is 10.9.8.7`. */
  readonly condition: string;
  /** None where it is a subnet, or an address that ATA has as a text. */
  readonly entities: readonly Entity[];
  readonly notes: readonly string[];
}

/** Reads an entry of an exclusion list. */
export function subjectOf(setting: ExclusionSetting, text: string, context: MapperContext): Subject {
  if (setting === 'exclusions.subnet') return addressSubject(text, text, none);
  const entity = context.entity(text);
  if (entity.kind === 'ip-address') return addressSubject(entity.ipAddress ?? text, text, [entity]);
  return entitySubject(setting, entity);
}

const none: readonly never[] = [];

function addressSubject(text: string, ataValue: string, entities: readonly Entity[]): Subject {
  const address = canonicalAddress(text);
  if (address === null)
    return {
      idPart: `text/${slug(text)}`,
      label: `"${text}"`,
      ataValue,
      state: 'unreadable',
      ...typed('ip', 'IP address', text, `add ${text}`),
      isKindPresumed: false,
      isSubnet: false,
      entities,
      notes: none,
    };
  const kindWord = address.isSubnet ? 'IP subnet' : 'IP address';
  return {
    idPart: `address/${slug(address.text)}`,
    label: address.text,
    ataValue,
    state: address.isEverything ? 'everything' : 'known',
    ...typed('ip', kindWord, address.text, `add ${address.text}`),
    isKindPresumed: false,
    isSubnet: address.isSubnet,
    entities,
    notes: addressNotes(text, address),
  };
}

function addressNotes(text: string, address: CanonicalAddress): readonly string[] {
  return address.hadHostBits
    ? [`ATA has ${text}, an address inside the subnet; ${address.text} is the same subnet, written as usual.`]
    : none;
}

/** The fields of a rule by their names in portal.json. */
const ruleFields: Readonly<Record<ExclusionKind, string>> = {
  user: 'Users',
  device: 'Devices',
  domain: 'Domains',
  ip: 'IP addresses',
};

/**
 * What is typed.
 *
 * @param kindWord the kind in the words of a condition
 * @param instruction how the value gets into the field of a rule
 */
function typed(
  kind: ExclusionKind,
  kindWord: string,
  value: string,
  instruction: string,
): Pick<Subject, 'kind' | 'value' | 'ruleField' | 'ruleStep' | 'condition'> {
  return {
    kind,
    value,
    ruleField: { field: ruleFields[kind], value },
    ruleStep: `Under ${ruleFields[kind]}, ${instruction}.`,
    condition: `${kindWord} in the evidence is ${value}`,
  };
}

function entitySubject(setting: ExclusionSetting, entity: Entity): Subject {
  const kind = kindOf(setting, entity);
  const label = entityLabel(entity);
  const typedParts = entity.resolved
    ? typed(kind, kindWords[kind], searchText(entity), searchInstruction(entity))
    : typed(
        kind,
        kindWords[kind],
        `the name that belongs to ${entity.id}`,
        'search for the name that you found and select it',
      );
  return {
    idPart: `entity/${slug(entity.id)}`,
    label,
    ataValue: label,
    state: stateOf(entity),
    ...typedParts,
    isKindPresumed: entity.kind === 'unknown',
    isSubnet: false,
    entities: [entity],
    notes: entityNotes(entity.kind, kind),
  };
}

function entityNotes(entityKind: Entity['kind'], kind: ExclusionKind): readonly string[] {
  if (entityKind === 'group') return groupNotes;
  if (entityKind !== 'unknown') return none;
  return kind === 'user' ? presumedUserNotes : presumedDeviceNotes;
}

const presumedUserNotes = ['Presumed: it is a user, because of the ATA list it stands in.'];
const presumedDeviceNotes = ['Presumed: it is a device, because of the ATA list it stands in.'];

const groupNotes = [
  'ATA lists a group here. No exclusion of groups is documented for Defender for Identity: exclude its members one by one.',
];

function stateOf({ resolved, deleted }: Entity): Subject['state'] {
  if (!resolved) return 'unresolved';
  return deleted ? 'deleted' : 'known';
}

/** Where the entity does not tell, the list that it stands in does. */
function kindOf(setting: ExclusionSetting, { kind }: Entity): ExclusionKind {
  if (kind === 'computer') return 'device';
  if (kind === 'domain') return 'domain';
  if (kind === 'user' || kind === 'group') return 'user';
  return setting === 'exclusions.account' ? 'user' : 'device';
}

const kindWords: Readonly<Record<ExclusionKind, string>> = {
  user: 'user',
  device: 'device',
  domain: 'domain',
  ip: 'IP address',
};
