/** The alerts of a collection as they leave the program: with names in place of ids, and with what answers them. */
import { detectorFactsAsOf } from '../catalogue/detectors.js';
import { entityLabel } from '../mappers/items.js';
import { program } from '../program.js';
import type { Alert, AlertRecord, Entity, Field, Filters, Summary } from '../types/alert-record.js';
import type { AlertCollection, AlertCounts } from './collection.js';
import type { Names } from './gather.js';
import { knowledgeOf } from './knowledge.js';
import type { ReadAlert } from './read-alert.js';

/** A record whose alerts come one by one; what is only known once all have come is told afterwards. */
export interface AlertStream {
  readonly head: Omit<AlertRecord, 'alerts' | 'summary'>;
  readonly counts: AlertCounts;
  /** The alerts in the order of the record, once. */
  alerts(): Generator<Alert>;
  /** To be asked when all alerts have come. */
  summary(): Summary;
}

/** More names of fields than this no version of ATA has: others are counted together. */
const mostFields = 200;
const otherFields = '(other)';

/** @param createdAt the time to put into the record, if any */
export function alertStream(
  collection: AlertCollection,
  names: Names,
  filters: Filters,
  createdAt?: string,
): AlertStream {
  const counts = collection.counts();
  const resolve = resolver(names);
  const fields = new Map<string, number>();
  let hidden = 0;
  return {
    head: {
      schema: 'alert-record',
      schemaVersion: 1,
      program: program(),
      factsAsOf: detectorFactsAsOf(),
      ...(createdAt === undefined ? {} : { createdAt }),
      sources: [...collection.sources],
      filters,
    },
    counts,
    *alerts() {
      for (const { alert, source } of collection.inOrder()) {
        for (const field of new Set(alert.fieldsLeftOut)) {
          const name = fields.has(field) || fields.size < mostFields ? field : otherFields;
          fields.set(name, (fields.get(name) ?? 0) + 1);
        }
        if (alert.hidden) hidden += 1;
        yield recordOf(alert, source, resolve);
      }
    },
    summary: () => ({
      read: counts.read,
      written: counts.written,
      leftOut: counts.read - counts.written,
      openRead: counts.openRead,
      repeated: counts.repeated,
      undated: counts.undated,
      hidden,
      byStatus: counts.byStatus,
      bySeverity: counts.bySeverity,
      openBySeverity: counts.openBySeverity,
      types: [...counts.types],
      unresolvedEntities: resolve.unresolved(),
      fieldsLeftOut: fieldCounts(fields),
    }),
  };
}

function fieldCounts(fields: ReadonlyMap<string, number>): Field[] {
  return [...fields]
    .map(([field, alerts]) => ({ field, alerts }))
    .sort((a, b) => b.alerts - a.alerts || (a.field < b.field ? -1 : 1));
}

interface Resolver {
  entity(id: string): Entity;
  gateway(id: string): Entity;
  /** How many of the ids that were asked for no source names. */
  unresolved(): number;
}

/** Each id is looked up once: a domain controller is named by most alerts. */
function resolver({ entities, gateways }: Names): Resolver {
  const known = new Map<string, Entity>();
  function remembered(id: string, make: () => Entity): Entity {
    let entity = known.get(id);
    if (entity === undefined) {
      entity = make();
      known.set(id, entity);
    }
    return entity;
  }
  return {
    entity: (id) =>
      remembered(id, () => {
        const entity = entities.find(id);
        const { kind, resolved } = entity;
        return { id, name: resolved ? entityLabel(entity) : id, kind, resolved };
      }),
    gateway: (id) =>
      remembered(id, () => {
        const name = gateways.get(id);
        return { id, name: name ?? id, kind: 'gateway', resolved: name !== undefined };
      }),
    unresolved: () => [...known.values()].filter(({ resolved }) => !resolved).length,
  };
}

function recordOf(alert: ReadAlert, source: string, resolve: Resolver): Alert {
  const { title, known, mdi, whatToDo } = knowledgeOf(alert);
  const { sourceIds, sourceNames, destinationIds, otherIds, gatewayIds } = alert;
  // Field by field, because to copy the rest of an object a million times takes longer than all else here.
  return {
    id: alert.id,
    kind: alert.kind,
    type: alert.type,
    title,
    known,
    status: alert.status,
    severity: alert.severity,
    startTime: alert.startTime,
    endTime: alert.endTime,
    statusTime: alert.statusTime,
    updateTime: alert.updateTime,
    ipAddresses: [...alert.ipAddresses],
    details: [...alert.details],
    note: alert.note,
    relatedActivities: alert.relatedActivities,
    windowsEventId: alert.windowsEventId,
    hidden: alert.hidden,
    mdi,
    whatToDo,
    sources: [...sourceIds.map(resolve.entity), ...sourceNames.map(namedAccount)],
    destinations: destinationIds.map(resolve.entity),
    entities: [...otherIds.map(resolve.entity), ...gatewayIds.map(resolve.gateway)],
    readFrom: source,
  };
}

/** An account that the alert itself names: nothing has to be looked up. */
function namedAccount(name: string): Entity {
  return { id: null, name, kind: 'user', resolved: true };
}
