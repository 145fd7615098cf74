import type { ExclusionKind } from '../catalogue/detectors.js';
import { slug } from '../ids.js';
import type { Entity } from '../types/migration-plan.js';
import { canonicalAddress } from './addresses.js';
import { searchInstruction, searchText } from './entity-items.js';
import { entityLabel } from './items.js';
import type { MapperContext } from './mapper.js';

/** What an entry of an exclusion list excludes, and what is typed for it in the portal. */

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
  /** `unreadable`: neither an address nor a subnet; `unresolved`: an id and nothing more. */
  readonly state: 'known' | 'deleted' | 'unresolved' | 'unreadable';
  /** What kind of entity the portal would call it. */
  readonly kind: ExclusionKind;
  /** Kind in words, for a condition: `IP address`. */
  readonly kindWord: string;
  readonly isSubnet: boolean;
  /** The very value to type. */
  readonly value: string;
  /** How it gets into the field: `add 10.1.0.0/16`. */
  readonly instruction: string;
  readonly entity: Entity | null;
  readonly notes: readonly string[];
}

/** Reads an entry of an exclusion list. */
export function subjectOf(setting: ExclusionSetting, text: string, context: MapperContext): Subject {
  if (setting === 'exclusions.subnet') return addressSubject(text, text, null);
  const entity = context.entity(text);
  if (entity.kind === 'ip-address') return addressSubject(entity.ipAddress ?? text, text, entity);
  return entitySubject(setting, entity);
}

function addressSubject(text: string, ataValue: string, entity: Entity | null): Subject {
  const address = canonicalAddress(text);
  const common = { ataValue, kind: 'ip', entity } as const;
  if (address === null)
    return {
      ...common,
      idPart: `text/${slug(text)}`,
      label: `"${text}"`,
      state: 'unreadable',
      kindWord: 'IP address',
      isSubnet: false,
      value: text,
      instruction: `add ${text}`,
      notes: [],
    };
  return {
    ...common,
    idPart: `address/${slug(address.text)}`,
    label: address.text,
    state: 'known',
    kindWord: address.isSubnet ? 'IP subnet' : 'IP address',
    isSubnet: address.isSubnet,
    value: address.text,
    instruction: `add ${address.text}`,
    notes: [
      ...(address.hadHostBits
        ? [
            `ATA has ${text}, an address inside the subnet; ${address.text} is the same subnet, written as usual.`,
          ]
        : []),
      ...(address.isEverything ? ['This covers every address, so the detection would be silent.'] : []),
    ],
  };
}

function entitySubject(setting: ExclusionSetting, entity: Entity): Subject {
  const kind = kindOf(setting, entity);
  return {
    idPart: `entity/${slug(entity.id)}`,
    label: entityLabel(entity),
    ataValue: entityLabel(entity),
    state: stateOf(entity),
    kind,
    kindWord: kindWords[kind],
    isSubnet: false,
    value: entity.resolved ? searchText(entity) : `the name that belongs to ${entity.id}`,
    instruction: entity.resolved
      ? searchInstruction(entity)
      : 'search for the name that you found and select it',
    entity,
    notes: entity.kind === 'group' ? [groupNote] : [],
  };
}

const groupNote =
  'ATA lists a group here. No exclusion of groups is documented for Defender for Identity: exclude its members one by one.';

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
