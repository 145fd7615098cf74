import type { AtaSnapshot, Entity } from '../types/ata-snapshot.js';
import type { RawChange } from './raw-change.js';

/** Fields of a directory object that are its names. */
const names = ['name', 'domain', 'samName', 'upn', 'dnsName'] as const;
const details = ['kind', 'sid', 'ipAddress', 'deleted', 'domainController', 'operatingSystem'] as const;

/** What each field is called. */
export const entityFields: Readonly<Record<string, string>> = {
  name: 'Name',
  domain: 'Domain',
  samName: 'SAM account name',
  upn: 'User principal name',
  dnsName: 'DNS host name',
  kind: 'What it is',
  sid: 'Security identifier',
  ipAddress: 'IP address',
  deleted: 'Deleted in the directory',
  domainController: 'Domain controller',
  operatingSystem: 'Operating system',
  resolved: 'Described by the sources',
};

/** A difference of a directory object, with the object. */
export interface EntityChange {
  readonly entity: Entity;
  readonly change: RawChange;
}

/** Whether the sources of a snapshot tell names: settings hold ids only, and what ids such as `computer 10.1.2.7` say of themselves is no source. */
export function hasNames({ entities }: Pick<AtaSnapshot, 'entities'>): boolean {
  return entities.some(({ resolved, id }) => resolved && !id.startsWith('computer '));
}

/**
 * Compares the directory objects that settings name. An object that only one side names is no change of its own: the
 * setting is. A domain controller is, because every one needs a sensor.
 */
export function compareEntities(before: AtaSnapshot, after: AtaSnapshot): EntityChange[] {
  if (!hasNames(before) || !hasNames(after)) return [];
  const old = new Map(before.entities.map((entity) => [entity.id.toLowerCase(), entity]));
  const now = new Map(after.entities.map((entity) => [entity.id.toLowerCase(), entity]));
  const changes: EntityChange[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [first, second] = [old.get(key), now.get(key)];
    if (first !== undefined && second !== undefined) changes.push(...compareEntity(first, second));
    else if (second?.domainController)
      changes.push({ entity: second, change: presence(second, { kind: 'added', after: true }) });
    else if (first?.domainController)
      changes.push({ entity: first, change: presence(first, { kind: 'removed', before: true }) });
  }
  return changes;
}

function presence(
  { id }: Entity,
  side: { kind: 'added'; after: true } | { kind: 'removed'; before: true },
): RawChange {
  return {
    form: 'entity',
    path: 'domainController',
    identity: `${id.toLowerCase()}:domainController`,
    ...side,
  };
}

function compareEntity(old: Entity, now: Entity): EntityChange[] {
  // An object that only one of the sources describes has no names on the other side that could have changed.
  const fields = old.resolved !== now.resolved ? (['resolved'] as const) : [...names, ...details];
  return fields
    .filter((field) => old[field] !== now[field])
    .map((field) => ({
      entity: now.resolved ? now : old,
      change: {
        form: 'entity',
        kind: (names as readonly string[]).includes(field) ? 'renamed' : 'changed',
        path: field,
        pathBefore: field,
        identity: `${now.id.toLowerCase()}:${field}`,
        before: old[field],
        after: now[field],
      },
    }));
}
