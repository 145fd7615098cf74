/** What a document is, by its class name. The names: ATA's REST interface and database (certainty: seen). */
import { type DocumentObject, ObjectIdValue } from './values.js';

export type DocumentKind =
  | 'center-profile'
  | 'gateway-profile'
  | 'other-profile'
  | 'unique-entity'
  | 'suspicious-activity'
  | 'monitoring-alert'
  | 'ata-snapshot'
  | 'migration-plan'
  | 'unknown';

const entityClasses: ReadonlySet<string> = new Set(['UniqueEntity', 'User', 'Computer', 'Group', 'Domain']);

/** The kind of a document; `unknown` when its class is not one that is known, or it names none. */
export function documentKind(document: DocumentObject): DocumentKind {
  const schema = document.get('schema');
  if (schema === 'ata-snapshot' || schema === 'migration-plan') return schema;
  const classes = classNames(document);
  if (classes.length === 0) return isUnnamedCenter(document) ? 'center-profile' : 'unknown';
  if (classes.includes('CenterSystemProfile')) return 'center-profile';
  if (classes.includes('GatewaySystemProfile')) return 'gateway-profile';
  if (anyEndsIn(classes, 'SystemProfile')) return 'other-profile';
  if (anyEndsIn(classes, 'SuspiciousActivity')) return 'suspicious-activity';
  if (anyEndsIn(classes, 'MonitoringAlert')) return 'monitoring-alert';
  // What ATA learned of an entity is a profile with the entity's id, not the entity.
  const isEntity = classes.some((name) => entityClasses.has(name)) && !anyEndsIn(classes, 'Profile');
  return isEntity ? 'unique-entity' : 'unknown';
}

/**
 * A document's class names: `_t` of the database (one name, or the chain of classes) and `Type` of REST. In a chain,
 * any name counts, because its length differs between versions.
 */
export function classNames(document: DocumentObject): string[] {
  const inDatabase = document.get('_t');
  const named = Array.isArray(inDatabase) ? inDatabase : [inDatabase];
  return [...named, document.get('Type')].filter((name) => typeof name === 'string');
}

/** A document's id as text, from `_id` of the database or `Id` of REST; null when it has none of a known form. */
export function documentId(document: DocumentObject): string | null {
  const id = document.get('_id') ?? document.get('Id');
  if (id instanceof ObjectIdValue) return id.hex;
  return typeof id === 'string' ? id : null;
}

/** The body that is sent to the REST interface to change the Center has no class name, but has both of its parts. */
function isUnnamedCenter(document: DocumentObject): boolean {
  return (
    document.get('Configuration') instanceof Map && document.get('GatewayCommonConfiguration') instanceof Map
  );
}

function anyEndsIn(classes: readonly string[], ending: string): boolean {
  return classes.some((name) => name.endsWith(ending));
}
