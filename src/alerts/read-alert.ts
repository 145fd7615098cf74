/**
 * One suspicious activity or health alert as ATA stores it, in the spelling of the database or of REST, turned into what a
 * record keeps of it. Fields are asked for by name (seen in public REST samples and in public code that writes the
 * collection: demisto/content, microsoft/Advanced-Threat-Analytics, EladEli/Abnormal_Tool), all of them are optional; of
 * any other only the name is told.
 */
import { classNames, documentId } from '../readers/document-kinds.js';
import { millisecondsOf } from '../readers/mongo-values.js';
import type { AlertKind } from '../readers/sources.js';
import {
  type DocumentObject,
  type DocumentValue,
  isList,
  isObject,
  ObjectIdValue,
} from '../readers/values.js';
import { leafValueOf } from '../snapshot/leaf-values.js';
import { scrubText } from '../snapshot/scrub.js';
import type { Detail, Kind, Severity, Status } from '../types/alert-record.js';

/** An alert whose entities are not yet looked up. Credentials that a text carries are taken out of it. */
export interface ReadAlert {
  readonly id: string | null;
  readonly kind: Kind;
  readonly type: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly statusTime: string | null;
  readonly updateTime: string | null;
  /** Ids of the computers and accounts that it came from. */
  readonly sourceIds: readonly string[];
  /** Names of accounts that have no id, as `DOMAIN\name`. */
  readonly sourceNames: readonly string[];
  readonly destinationIds: readonly string[];
  readonly otherIds: readonly string[];
  /** Ids of Gateways: of SystemProfile documents, not of entities. */
  readonly gatewayIds: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly details: readonly Detail[];
  readonly note: string | null;
  readonly relatedActivities: number | null;
  readonly windowsEventId: number | null;
  readonly hidden: boolean;
  /** Names of fields that hold something which is kept nowhere here. */
  readonly fieldsLeftOut: readonly string[];
}

/** Reads an alert; `kind` is what the reader saw its class to be. */
export function readAlert(document: DocumentObject, kind: AlertKind): ReadAlert {
  const sourceIds: string[] = [];
  const destinationIds: string[] = [];
  const otherIds: string[] = [];
  const gatewayIds: string[] = [];
  const fieldsLeftOut: string[] = [];
  for (const [field, value] of document) {
    if (knownFields.has(field) || isNothing(value)) continue;
    const group = sourceField.test(field)
      ? sourceIds
      : destinationField.test(field)
        ? destinationIds
        : entityField.test(field)
          ? otherIds
          : gatewayField.test(field)
            ? gatewayIds
            : null;
    const ids = group === null ? null : idsOf(value);
    if (group === null || ids === null) fieldsLeftOut.push(fieldName(field));
    else group.push(...ids);
  }
  const [from, to] = [unique(sourceIds), unique(destinationIds)];
  const named = new Set([...from, ...to]);
  return {
    id: idOf(document),
    kind: kind === 'monitoring-alert' ? 'health-alert' : kind,
    type: typeOf(document, kind),
    status: wordOf(document.get('Status'), statusWords),
    severity: wordOf(document.get('Severity'), severityWords),
    startTime: timeOf(document.get('StartTime')),
    endTime: timeOf(document.get('EndTime')),
    statusTime: timeOf(document.get('StatusUpdateTime')),
    updateTime: timeOf(document.get('SystemUpdateTime')),
    sourceIds: from,
    sourceNames: accountNames(document.get('FailedSourceAccountNames')),
    destinationIds: to,
    otherIds: unique(otherIds).filter((id) => !named.has(id)),
    gatewayIds: unique(gatewayIds),
    ipAddresses: textsOf(document.get('SourceIpAddresses')),
    details: detailsOf(document),
    note: textOf(document.get('Note')),
    relatedActivities: integerOf(document.get('RelatedActivityCount')),
    windowsEventId: integerOf(document.get('WindowsEventId')),
    hidden: document.get('IsVisible') === false,
    fieldsLeftOut,
  };
}

/**
 * When an alert was seen last, which filters by time go by: the later one of its end and its start, since an end that is not
 * set may be year 1, as .NET has it (inferred). Null where it names no time that can be read.
 */
export function lastTime({ endTime, startTime, statusTime, updateTime }: ReadAlert): number | null {
  const seen = [endTime, startTime].flatMap((text) => (text === null ? [] : [Date.parse(text)]));
  if (seen.length > 0) return Math.max(...seen);
  const text = updateTime ?? statusTime;
  return text === null ? null : Date.parse(text);
}

/** When the document was last changed, as far as it says so: of two copies of an alert, the later one counts. */
export function changeTime({ updateTime, statusTime, endTime }: ReadAlert): number {
  return Math.max(...[updateTime, statusTime, endTime].map((text) => (text === null ? 0 : Date.parse(text))));
}

// Names of fields that refer to entities (certainty: seen; by pattern, because each type of activity has some of its own).
const sourceField = /Source(?:Computer|Account)Ids?$/;
const destinationField = /Destination(?:Computer|Account)Ids?$/;
const entityField = /(?:UniqueEntity|Account|Computer|User|Group|Domain)Ids?$/;
const gatewayField = /SystemProfileIds?$/;

/**
 * Fields that are read below, and fields that say nothing of an alert by themselves: keys of texts that the console has,
 * switches of the console, and the entity that an exclusion would be made for, which is among the others.
 */
const knownFields: ReadonlySet<string> = new Set([
  ...['_id', 'Id', '_t', 'Type', 'Status', 'Severity', 'StartTime', 'EndTime', 'StatusUpdateTime'],
  ...['SystemUpdateTime', 'SystemCreationTime', 'NotificationTime', 'SourceIpAddresses', 'Note'],
  ...['RelatedActivityCount', 'WindowsEventId', 'IsVisible', 'FailedSourceAccountNames'],
  ...['DomainSynchronizerNotAssignedDomainDnsNames', 'AccountDomainName', 'AccountName'],
  ...['IsPasswordExpired', 'PasswordExpiryTime', 'ExclusionUniqueEntityId'],
  ...['TitleKey', 'TitleDetailKeys', 'DescriptionFormatKey', 'DescriptionDetailFormatKeys', 'ReasonKey'],
  ...['EvidenceKeys', 'HasDetails', 'HasInput', 'InputTitleKey', 'IsInputProvided', 'Scope'],
  ...['IsAdditionalDataAvailable', 'HasUnknownLdapResources', 'HasUnknownNtlmResources'],
]);

/** ATA 1.8 and later: Open, Closed, Suppressed (certainty: seen); before: Open, Resolved, Dismissed (documented). */
const statusWords: ReadonlyMap<string, Status> = new Map(
  (['open', 'closed', 'suppressed', 'resolved', 'dismissed'] as const).map((word) => [word, word]),
);

/** Texts in REST and database (certainty: seen); the numbers are those of ATA's syslog messages (documented). */
const severityWords: ReadonlyMap<string, Severity> = new Map([
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['3', 'low'],
  ['5', 'medium'],
  ['10', 'high'],
]);

function wordOf<Word extends string>(
  value: DocumentValue | undefined,
  words: ReadonlyMap<string, Word>,
): Word | 'unknown' {
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
  return words.get(word) ?? 'unknown';
}

/** The most specific of an alert's classes: the last one that is called after its kind. */
function typeOf(document: DocumentObject, kind: AlertKind): string {
  const ending = kind === 'monitoring-alert' ? 'MonitoringAlert' : 'SuspiciousActivity';
  const name = classNames(document).findLast((one) => one.endsWith(ending)) ?? ending;
  return longText(scrubText(name), 200);
}

function timeOf(value: DocumentValue | undefined): string | null {
  const milliseconds = millisecondsOf(value);
  if (milliseconds === null) return null;
  const time = new Date(Number(milliseconds));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function integerOf(value: DocumentValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

function textOf(value: DocumentValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? scrubText(value) : null;
}

function textsOf(value: DocumentValue | undefined): string[] {
  const list = value !== undefined && isList(value) ? value : [value];
  return unique(list.flatMap((element) => textOf(element) ?? []));
}

/** Null also for an id that holds a secret: without it two alerts with different ones would be taken for copies. */
function idOf(document: DocumentObject): string | null {
  const id = documentId(document);
  return id === null || scrubText(id) === id ? id : null;
}

/** Ids, as one or as a list; null for what cannot be ids. */
function idsOf(value: DocumentValue): string[] | null {
  const ids: string[] = [];
  for (const element of isList(value) ? value : [value]) {
    const id = element instanceof ObjectIdValue ? element.hex : idText(element);
    if (id === null) return null;
    ids.push(scrubText(id));
  }
  return ids;
}

/** A text, or a GUID that is stored as binary data. */
function idText(value: DocumentValue): string | null {
  const text = leafValueOf(value);
  return typeof text === 'string' ? text : null;
}

/** Names of accounts as the database has them: `{DomainName, Name}` (certainty: seen). */
function accountNames(value: DocumentValue | undefined): string[] {
  if (value === undefined || !isList(value)) return [];
  return unique(value.flatMap((element) => accountName(element) ?? []));
}

function accountName(value: DocumentValue): string | null {
  if (!isObject(value)) return textOf(value);
  return joinedName(value.get('DomainName'), value.get('Name'));
}

function joinedName(domain: DocumentValue | undefined, name: DocumentValue | undefined): string | null {
  const parts = [textOf(domain), textOf(name)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\\');
}

/** What health alerts say besides, field by field (certainty: seen). */
function detailsOf(document: DocumentObject): Detail[] {
  const domains = textsOf(document.get('DomainSynchronizerNotAssignedDomainDnsNames'));
  const account = joinedName(document.get('AccountDomainName'), document.get('AccountName'));
  const isExpired = document.get('IsPasswordExpired');
  return [
    ...detail('Domains without a synchronizer', domains.length === 0 ? null : domains.join(', ')),
    ...detail('Account', account),
    ...detail('Password expired', typeof isExpired === 'boolean' ? (isExpired ? 'yes' : 'no') : null),
    ...detail('Password expires', timeOf(document.get('PasswordExpiryTime'))),
    ...detail('Last notified', timeOf(document.get('NotificationTime'))),
  ];
}

function detail(label: string, text: string | null): Detail[] {
  return text === null ? [] : [{ label, text }];
}

function isNothing(value: DocumentValue): boolean {
  return value === null || value === '' || (isList(value) && value.length === 0);
}

/** The name of a field as ATA writes them; what is written otherwise could be data. */
function fieldName(field: string): string {
  return /^[A-Z][A-Za-z0-9]{0,63}$/.test(field) ? field : '(other)';
}

function unique(texts: readonly string[]): string[] {
  return texts.length < 2 ? [...texts] : [...new Set(texts)];
}

function longText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
