import { versionInfo } from '../catalogue/versions.js';
import type {
  AtaSnapshot,
  Detector,
  Document,
  Endpoint,
  Entity,
  Exclusion,
  Gateway,
  Recipient,
  Report,
  Secret,
  Tagged,
  Version,
} from '../types/ata-snapshot.js';
import type { ClassifiedLeaf, LeafIndex } from './classify.js';
import { shippedDefaultOf, tuningState } from './defaults.js';
import { isRedacted } from './leaves.js';

/** The parts of a snapshot that are read out of its leaves. */
export type Sections = Omit<
  AtaSnapshot,
  | 'schema'
  | 'schemaVersion'
  | 'program'
  | 'factsAsOf'
  | 'createdAt'
  | 'sources'
  | 'notices'
  | 'roleGroups'
  | 'entities'
  | 'documents'
>;

/**
 * Reads every area out of the classified leaves. Which leaf means what is the catalogue's knowledge alone: no path
 * stands here.
 *
 * @param documents all documents; those that are superseded are passed over
 * @param leaves the leaves in force
 * @param entities what the ids stand for, to tell Lightweight Gateways by the domain controller they run on
 */
export function readSections(
  documents: readonly Document[],
  leaves: LeafIndex,
  entities: readonly Entity[],
): Sections {
  const inForce = documents.filter(({ supersededBy }) => supersededBy === null);
  const center = inForce.find(({ kind }) => kind === 'center');
  const read = reader(leaves, center?.key ?? null);
  const centerPart = center === undefined ? null : centerSection(center, read);
  return {
    center: centerPart,
    directoryServicesAccount: read.section('directory-services', () => ({
      account: read.text('directory-services.account'),
      domain: read.text('directory-services.domain'),
      password: read.secret('directory-services.password'),
    })),
    eventCollection: read.section('event-collection', () => ({
      syslogListener: read.boolean('event-collection.syslogListener'),
      windowsEventReader: read.boolean('event-collection.windowsEventReader'),
      windowsEventLogClient: read.boolean('event-collection.windowsEventLogClient'),
    })),
    vpn: read.section('vpn', () => ({
      enabled: read.boolean('vpn.enabled'),
      sharedSecret: read.secret('vpn.sharedSecret'),
    })),
    mailServer: read.section('email', () => ({
      enabled: read.boolean('email.enabled'),
      from: read.text('email.from'),
      server: read.endpoint('email.server'),
      ssl: read.boolean('email.ssl'),
      acceptAnyCertificate: read.boolean('email.acceptAnyCertificate'),
      authentication: read.boolean('email.authentication'),
      account: read.text('email.authenticationAccount'),
      password: read.secret('email.authenticationPassword'),
    })),
    syslogServer: read.section('syslog', () => ({
      enabled: read.boolean('syslog.enabled'),
      server: read.endpoint('syslog.server'),
      transport: read.text('syslog.transport'),
      transportTimeout: read.text('syslog.transportTimeout'),
      format: read.text('syslog.format'),
    })),
    alertNotifications: read.section('email', () => ({
      mail: read.boolean('email.alertMail'),
      syslog: read.boolean('syslog.alerts'),
      recipients: recipientsOf(read.all('email.alertRecipient')),
      verbosity: read.text('email.verbosity'),
    })),
    healthNotifications: read.section('health-notifications', () => ({
      mail: read.boolean('health-notifications.mail'),
      syslog: read.boolean('syslog.healthAlerts'),
      recipients: recipientsOf(read.all('health-notifications.recipient')),
    })),
    reports: reportSections(read),
    honeytokens: taggedOf(read.all('honeytokens.account')),
    sensitiveAccounts: taggedOf(read.all('sensitive-entities.account')),
    sensitiveGroups: taggedOf(read.all('sensitive-entities.group')),
    detectors: detectorSections(leaves),
    monitoringAlerts: read.all('monitoring-alerts.enabled').flatMap(({ classification, value, ref }) => {
      const type = classification?.captures.at(-1);
      return type === undefined || typeof value !== 'boolean' ? [] : [{ type, enabled: value, ref }];
    }),
    gateways: inForce
      .filter(({ kind }) => kind === 'gateway')
      .map((document) => gatewaySection(document, leaves, entities)),
    updates: read.section('updates', () => ({
      enabled: read.boolean('updates.enabled'),
      gatewayAutomaticUpdate: read.boolean('updates.gatewayAutomaticUpdate'),
      lightweightGatewayAutomaticRestart: read.boolean('updates.lightweightGatewayAutomaticRestart'),
    })),
    telemetry: read.section('telemetry', () => ({ enabled: read.boolean('telemetry.enabled') })),
    localization: read.section('localization', () => ({ localeId: read.text('localization.localeId') })),
    engineTuning: engineTuningSection(leaves.ofArea('engine-tuning'), centerPart?.version ?? null),
    learnedState: leaves.ofArea('learned-state').map(reffed),
    unrecognised: leaves.ofArea('unrecognised').map(reffed),
  };
}

/** Reads settings of one document by their catalogue id. */
interface SettingReader {
  all(id: string): readonly ClassifiedLeaf[];
  text(id: string): string | null;
  number(id: string): number | null;
  boolean(id: string): boolean | null;
  endpoint(id: string): Endpoint | null;
  secret(id: string): Secret;
  /** Null where the document has no leaf of the area at all. */
  section<Section>(area: ClassifiedLeaf['area'], read: () => Section): Section | null;
}

function reader(leaves: LeafIndex, document: string | null): SettingReader {
  function all(id: string): readonly ClassifiedLeaf[] {
    return leaves.ofSetting(id).filter((leaf) => leaf.document === document);
  }
  function first(id: string): ClassifiedLeaf['value'] | undefined {
    return all(id)[0]?.value;
  }
  function text(id: string): string | null {
    const value = first(id);
    return typeof value === 'string' ? value : null;
  }
  function number(id: string): number | null {
    const value = first(id);
    return typeof value === 'number' && Number.isInteger(value) ? value : null;
  }
  return {
    all,
    text,
    number,
    boolean(id) {
      const value = first(id);
      return typeof value === 'boolean' ? value : null;
    },
    endpoint(id) {
      const endpoint = { address: text(`${id}.address`), port: number(`${id}.port`) };
      return endpoint.address === null && endpoint.port === null ? null : endpoint;
    },
    secret: (id) => secretOf(all(id)),
    section(area, read) {
      return leaves.ofArea(area).some((leaf) => leaf.document === document) ? read() : null;
    },
  };
}

/** The one secret that the leaves of a secret setting make up. */
function secretOf(leaves: readonly ClassifiedLeaf[]): Secret {
  const secrets = leaves.flatMap(({ value }) => (isRedacted(value) ? [value.$redacted] : []));
  const secret = secrets.find(({ set }) => set) ?? secrets[0];
  return secret === undefined
    ? { set: false, form: 'none', fingerprint: null, certificateThumbprint: null }
    : { ...secret };
}

function versionOf(text: string): Version {
  const { full, name, build, released, supportEnded, supportState } = versionInfo(text);
  return { full, name, build, released, supportEnded, supportState };
}

function centerSection(document: Document, read: SettingReader): NonNullable<AtaSnapshot['center']> {
  const endpoints = endpointList(
    read.all('center.serviceEndpoint.address'),
    read.all('center.serviceEndpoint.port'),
  );
  const version = read.text('center.version');
  return {
    document: document.key,
    id: document.id,
    name: read.text('center.netbiosName'),
    version: version === null ? null : versionOf(version),
    versionUpdateTime: read.text('center.versionUpdateTime'),
    updateTime: read.text('center.updateTime'),
    urls: endpoints.flatMap(({ address, port }) => (address === null ? [] : [urlOf(address, port)])),
    serviceEndpoints: endpoints,
    listeningEndpoint: read.endpoint('center.listeningEndpoint'),
    databaseEndpoint: read.endpoint('center.databaseEndpoint'),
    certificateThumbprints: texts(read.all('center.serviceCertificateThumbprint')),
    secretManagerCertificateThumbprint: read.text('center.secretManagerCertificateThumbprint'),
  };
}

function urlOf(address: string, port: number | null): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `https://${host}${port === null || port === 443 ? '' : `:${port}`}`;
}

/** Pairs the addresses and ports of a list of endpoints by the list element that holds them. */
function endpointList(addresses: readonly ClassifiedLeaf[], ports: readonly ClassifiedLeaf[]): Endpoint[] {
  const byElement = new Map<string, Endpoint>();
  for (const { path, value } of [...addresses, ...ports]) {
    const element = path.slice(0, path.lastIndexOf('.'));
    const endpoint = byElement.get(element) ?? { address: null, port: null };
    if (typeof value === 'string') endpoint.address = value;
    if (typeof value === 'number' && Number.isInteger(value)) endpoint.port = value;
    byElement.set(element, endpoint);
  }
  return [...byElement.values()].filter(({ address, port }) => address !== null || port !== null);
}

function texts(leaves: readonly ClassifiedLeaf[]): string[] {
  return leaves.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

function recipientsOf(leaves: readonly ClassifiedLeaf[]): Recipient[] {
  return leaves.flatMap(({ value, ref }) => (typeof value === 'string' ? [{ address: value, ref }] : []));
}

function taggedOf(leaves: readonly ClassifiedLeaf[]): Tagged[] {
  return leaves.flatMap(({ value, ref }) => (typeof value === 'string' ? [{ id: value, ref }] : []));
}

function reffed({ ref, value }: ClassifiedLeaf): { ref: string; value: ClassifiedLeaf['value'] } {
  return { ref, value };
}

/** Report schedules by type. Their fields are presumed: no public sample shows the shape of one. */
function reportSections(read: SettingReader): Report[] {
  const enabled = byType(read.all('reports.schedule.enabled'));
  const recipients = byType(read.all('reports.schedule.recipient'));
  const timing = byType(read.all('reports.schedule.timing'));
  const types = new Set([...enabled.keys(), ...recipients.keys(), ...timing.keys()]);
  return [...types].sort().map((type) => {
    const isEnabled = enabled.get(type)?.[0]?.value;
    return {
      type,
      enabled: typeof isEnabled === 'boolean' ? isEnabled : null,
      recipients: recipientsOf(recipients.get(type) ?? []),
      timing: (timing.get(type) ?? []).map(reffed),
      certainty: 'inferred',
    };
  });
}

/** Leaves by the type of report that their path names; one look at each, because a source may have any number of types. */
function byType(leaves: readonly ClassifiedLeaf[]): ReadonlyMap<string, ClassifiedLeaf[]> {
  const types = new Map<string, ClassifiedLeaf[]>();
  for (const leaf of leaves) {
    const type = leaf.classification?.captures[0];
    if (type === undefined) continue;
    const known = types.get(type);
    if (known === undefined) types.set(type, [leaf]);
    else known.push(leaf);
  }
  return types;
}

const exclusionSettings = {
  'exclusions.computer': 'computer',
  'exclusions.subnet': 'subnet',
  'exclusions.account': 'account',
} as const satisfies Record<string, Exclusion['kind']>;

function detectorSections(leaves: LeafIndex): Detector[] {
  const detectors = new Map<string, Detector>();
  function sectionOf(leaf: ClassifiedLeaf): Detector | null {
    const section = leaf.classification?.captures[0];
    if (section === undefined) return null;
    const known = detectors.get(section) ?? { section, enabled: null, exclusions: [] };
    detectors.set(section, known);
    return known;
  }
  for (const leaf of leaves.ofSetting('detectors.enabled')) {
    const detector = sectionOf(leaf);
    if (detector !== null && typeof leaf.value === 'boolean') detector.enabled = leaf.value;
  }
  for (const [setting, kind] of Object.entries(exclusionSettings)) {
    for (const leaf of leaves.ofSetting(setting)) {
      const detector = sectionOf(leaf);
      if (detector !== null && typeof leaf.value === 'string')
        detector.exclusions.push({ kind, value: leaf.value, ref: leaf.ref });
    }
  }
  return [...detectors.values()].sort((a, b) => (a.section < b.section ? -1 : 1));
}

function engineTuningSection(
  leaves: readonly ClassifiedLeaf[],
  version: Version | null,
): AtaSnapshot['engineTuning'] {
  const section: AtaSnapshot['engineTuning'] = { atDefault: 0, changed: [], defaultUnknown: [] };
  for (const leaf of leaves) {
    const state = tuningState(leaf, version);
    const shippedDefault = shippedDefaultOf(leaf);
    if (state === 'shipped') section.atDefault += 1;
    else if (state === 'unknown' || shippedDefault === undefined) section.defaultUnknown.push(reffed(leaf));
    else section.changed.push({ ...reffed(leaf), shippedDefault });
  }
  return section;
}

function gatewaySection(document: Document, leaves: LeafIndex, entities: readonly Entity[]): Gateway {
  const read = reader(leaves, document.key);
  const name = read.text('gateways.netbiosName');
  const version = read.text('gateways.version');
  return {
    document: document.key,
    id: document.id,
    name,
    ...gatewayKind(read.all('gateways.kind'), name, entities),
    version: version === null ? null : versionOf(version),
    serviceStatus: read.text('gateways.serviceStatus'),
    status: read.text('gateways.status'),
    domainSynchronizerCandidate: read.boolean('gateways.domainSynchronizerCandidate'),
    description: read.text('gateways.description'),
    domainControllers: namesOf(read.all('gateways.domainController'), ['DnsName', 'Name']),
    networkAdapters: namesOf(read.all('gateways.networkAdapter'), ['Name', 'Description', 'Id', '_id']),
  };
}

/**
 * One name for each element of a list of names or of objects.
 *
 * @param fields which field of an object names it, the best first
 */
function namesOf(leaves: readonly ClassifiedLeaf[], fields: readonly string[]): string[] {
  const byElement = new Map<string, { name: string; rank: number }>();
  for (const { path, value } of leaves) {
    if (typeof value !== 'string') continue;
    const field = /\.([^.[\]]+)$/.exec(path)?.[1];
    const isField = field !== undefined && /\]\.[^.[\]]+$/.test(path);
    const element = isField ? path.slice(0, path.lastIndexOf('.')) : path;
    const rank = isField ? fields.indexOf(field) : 0;
    const known = byElement.get(element);
    if (rank >= 0 && (known === undefined || rank < known.rank))
      byElement.set(element, { name: value, rank });
  }
  return [...byElement.values()].map(({ name }) => name);
}

/**
 * No public sample shows how a gateway's document tells its kind. A field whose name says `Lightweight` is believed; else
 * a gateway on a domain controller must be a Lightweight Gateway, since only those are installed there
 * (MicrosoftDocs/ATADocs). Both are conclusions, and marked so.
 */
function gatewayKind(
  kindLeaves: readonly ClassifiedLeaf[],
  name: string | null,
  entities: readonly Entity[],
): Pick<Gateway, 'kind' | 'kindCertainty' | 'kindEvidence'> {
  for (const { value, path } of kindLeaves) {
    const field = path.slice(path.lastIndexOf('.') + 1);
    const kind = kindSaidBy(value);
    if (kind !== null)
      return {
        kind,
        kindCertainty: 'inferred',
        kindEvidence: `its field ${field}, whose meaning is presumed`,
      };
  }
  const ownComputer = entities.find(
    ({ domainController, samName, name: display }) =>
      domainController &&
      name !== null &&
      [samName?.replace(/\$$/, ''), display].some((text) => text?.toLowerCase() === name.toLowerCase()),
  );
  if (ownComputer !== undefined)
    return {
      kind: 'lightweight-gateway',
      kindCertainty: 'inferred',
      kindEvidence: 'it runs on a domain controller',
    };
  return { kind: 'unknown', kindCertainty: 'inferred', kindEvidence: null };
}

/** A switch named for the Lightweight Gateway, or one of the two product names; anything else is not guessed at. */
function kindSaidBy(value: ClassifiedLeaf['value']): 'gateway' | 'lightweight-gateway' | null {
  if (typeof value === 'boolean') return value ? 'lightweight-gateway' : 'gateway';
  if (typeof value !== 'string') return null;
  if (/^(?:ATA ?)?Light-?weight ?Gateway$/i.test(value)) return 'lightweight-gateway';
  return /^(?:ATA ?)?Gateway$/i.test(value) ? 'gateway' : null;
}
