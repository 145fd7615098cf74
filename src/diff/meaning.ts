import { detectorBySection } from '../catalogue/detectors.js';
import { monitoringAlertByType } from '../catalogue/monitoring-alerts.js';
import type { Classification, SettingsIndex } from '../catalogue/settings.js';
import { scopeOf } from '../snapshot/classify.js';
import { entityLabel } from '../snapshot/entity-label.js';
import type { AtaSnapshot, Document, Entity } from '../types/ata-snapshot.js';
import type { Change } from '../types/configuration-diff.js';
import { serverNameOf } from './documents.js';

/** What a place of a document means to people. */
export type Meaning = Pick<Change, 'area' | 'setting' | 'title' | 'subject'>;

/** What the catalogue says of a leaf or an element of a document. */
export function meaningOf(document: Document, path: string, settings: SettingsIndex): Meaning {
  const classification = classify(document, path, settings);
  const owner = document.kind === 'gateway' ? ownerOf(document) : null;
  if (classification === null)
    return {
      area: 'unrecognised',
      setting: null,
      title: plainPath(path),
      subject: owner ?? foreign(document),
    };
  const { area, captures } = classification;
  if (classification.kind === 'tuning')
    return { area, setting: null, title: plainPath(path), subject: owner };
  return {
    area,
    setting: classification.entry.id,
    title: classification.entry.title,
    subject: owner ?? foreign(document) ?? subjectOf(classification, captures),
  };
}

/** What a whole document is. */
export function meaningOfDocument(document: Document): Meaning {
  const area =
    document.kind === 'gateway' ? 'gateways' : document.kind === 'center' ? 'center' : 'unrecognised';
  const titles = { gateway: 'Gateway', center: 'ATA Center', other: 'Document', unknown: 'Document' };
  return { area, setting: null, title: titles[document.kind], subject: ownerOf(document) };
}

/** Setting and what its keys stand for: two leaves that share it are the same setting at two places. */
export function settingKey(document: Document, path: string, settings: SettingsIndex): string | null {
  const classification = classify(document, path, settings);
  if (classification?.kind !== 'setting') return null;
  return JSON.stringify([classification.entry.id, ...classification.captures]);
}

/** Looks up what ids stand for in the names of a snapshot. */
export function entityNames(snapshot: Pick<AtaSnapshot, 'entities'>): (id: unknown) => string | null {
  let byId: ReadonlyMap<string, Entity> | undefined;
  return (id) => {
    if (typeof id !== 'string') return null;
    byId ??= new Map(snapshot.entities.map((entity) => [entity.id.toLowerCase(), entity]));
    const entity = byId.get(id.toLowerCase());
    return entity?.resolved === true ? entityLabel(entity) : null;
  };
}

function classify(document: Document, path: string, settings: SettingsIndex): Classification | null {
  const scope = scopeOf(document.kind);
  // An element with leaves of its own is known by its list.
  return (
    settings.classify(scope, path) ??
    (path.endsWith(']') && !path.endsWith('"]')
      ? settings.classify(scope, path.slice(0, path.lastIndexOf('[')))
      : null)
  );
}

function subjectOf(classification: Classification, captures: readonly string[]): string | null {
  const [first] = captures;
  if (first === undefined || classification.kind !== 'setting') return null;
  if (classification.entry.id === 'monitoring-alerts.enabled')
    return monitoringAlertByType(first)?.titles[0]?.title ?? first;
  const detector = detectorBySection(first);
  return detector === undefined
    ? first
    : (detector.titleInAta ?? first.replace(/DetectorConfiguration$/, ''));
}

function ownerOf(document: Document): string | null {
  return serverNameOf(document) ?? document.id ?? document.type;
}

function foreign(document: Document): string | null {
  return document.kind === 'center' ? null : ownerOf(document);
}

/** Nearly every path begins with `Configuration.`, which tells nothing. */
function plainPath(path: string): string {
  return path.replace(/^Configuration\.(?=.)/, '');
}
