/** Which names of a document are words of ATA's own, and which could be somebody's data. In doubt, they are data. */
import type { KnownObject } from '../catalogue/settings.js';
import { isKnownKey } from '../snapshot/secret-names.js';

/** What stands in a path for keys that are, or could be, data. */
export const foldedKey = '{key}';

/** The reader calls the earlier value of a key that comes twice `<key> (duplicate n)`. */
const duplicateMark = / \(duplicate \d+\)$/;

/** A property of a .NET class: a few capitals, and letters only. A name with a digit may be that of a server. */
const propertyName = /^(?=.{2,64}$)(?=.*[a-z])[A-Z][A-Za-z]*$/;
const wordsOfName = /[A-Z]+(?![a-z])|[A-Z][a-z]+/g;

/**
 * Words in which names of ATA's end. `SupportCaseNumber` is a property;
 * `JohnSmith` may be one too, but nobody can tell it from an account.
 */
const technicalWords = [
  'Account Action Activities Activity Address Addresses Age Alert Alerts Amount Attribute Attributes Authentication',
  'Behavior Body Buffer Cache Capacity Category Certificate Certificates Channel Class Client Code Color Command Comment',
  'Component Components Computer Computers Condition Configuration Configurations Connection Content Context Controller',
  'Controllers Count Counter Country Creation Culture Data Database Date Day Days Default Delay Delegation Depth Description',
  'Destination Details Detector Direction Directory Disabled Domain Domains Duration Edition Email Enabled Encoding',
  'Encrypted End Endpoint Endpoints Entities Entity Entries Entry Error Errors Event Events Evidence Exclusion Exclusions',
  'Expiration Expiry Factor Failure Field Fields File Filter Filters Flag Flags Folder Format Frequency From Gateway Group',
  'Groups Hash Header Height History Host Hour Hours Id Identifier Identifiers Identity Ids Index Info Information Instance',
  'Interface Interval Ip Item Items Job Key Keys Kind Label Language Length Level License Licence Limit Line Link Links List',
  'Locale Location Lock Log Machine Mail Manager Mask Max Maximum Member Members Message Method Min Minimum Minute Minutes',
  'Mode Model Module Month Name Names Network Networks Node Note Notes Notification Notifications Number Object Objects',
  'Offset Operation Operations Operator Option Options Order Origin Output Owner Packet Page Parameter Parameters Parent',
  'Password Path Paths Pattern Percentage Period Permission Permissions Phase Policy Pool Port Ports Position Prefix Priority',
  'Process Product Profile Profiles Property Properties Protocol Protocols Provider Proxy Purpose Quantity Query Quota Range',
  'Rate Ratio Reason Recipient Recipients Record Records Recurrence Reference References Region Release Report Reports Request',
  'Requests Resolution Resource Resources Response Restart Result Results Retention Retries Role Roles Root Rule Rules Sam',
  'Schedule Scheduler Schedules Schema Scope Score Second Seconds Secret Section Sender Sensitivity Sensor Serial Server',
  'Servers Service Services Session Set Setting Settings Severity Sid Sids Site Sites Size Software Source Sources Start State',
  'Statistics Status Step Storage Store String Subject Subnet Subnets Suffix Summary Switch System Tag Tags Target Task Tasks',
  'Template Tenant Term Text Threshold Thresholds Thumbprint Ticket Time Timeout Times Timestamp Title To Token Tokens Total',
  'Transport Trust Type Types Uid Unit Update Updates Uri Url Urls Usage User Users Validity Value Values Vendor Version',
  'Versions View Volume Week Weight Width Window Windows Workspace Year Years Zone',
]
  .join(' ')
  .split(' ');
const technical: ReadonlySet<string> = new Set(technicalWords);

/** An object of this name maps what is data to something: `MonitoringAlertTypeNameToIsEnabledMapping`. */
const mappingName = /(?:Mapping|Mappings|Map|Dictionary|Lookup|Table)$|By[A-Z][A-Za-z]*$|[a-z]To[A-Z]/;

/** As many unknown keys of one shape are entries of a map, whatever they are called. */
const mostAlike = 8;
/** The same of keys that do not sound like properties, where other properties stand. */
const mostAlikeUnlikely = 3;

/** A key of an object, with a text that is the same for values of the same shape. */
export interface ShapedKey {
  readonly key: string;
  readonly shape: string;
}

/** The keys of one object, and what is known of it. */
export interface ObjectKeys {
  readonly keys: readonly ShapedKey[];
  /** The key that the object itself stands at; null for a document, and for an element of a list. */
  readonly name: string | null;
  readonly known: KnownObject | null;
  /** The keys are properties of a class of ATA's: the document itself, or an object that the catalogue knows. */
  readonly isPlain: boolean;
  /** It is a secret, or below one: there any key but ATA's own may be one itself. */
  readonly isSecret: boolean;
}

/**
 * Which keys of an object are shown; all others are folded into `{key}`.
 *
 * A key is shown if the catalogue knows it; or if it is written like a property of a .NET class and the object does not
 * look like a map: it is no mapping by the catalogue or by its name, none of its keys is written in another way, and not
 * many of them have one shape. Inside of what is not known at all, it must sound technical too.
 */
export function shownKeys({ keys, name, known, isPlain, isSecret }: ObjectKeys): Set<string> {
  if (known?.isMapping === true || (!isPlain && name !== null && mappingName.test(name))) return new Set();
  const shown = new Set(keys.flatMap(({ key }) => (isKnown(key, known) ? [key] : [])));
  if (isSecret) return shown;
  const unknown = keys.filter(({ key }) => !shown.has(key) && !duplicateMark.test(key));
  const properties = unknown.filter(({ key }) => propertyName.test(key));
  if (!isPlain && properties.length < unknown.length) return shown;
  const likely = properties.filter(({ key }) => soundsTechnical(key));
  const unlikely = isPlain ? properties.filter(({ key }) => !soundsTechnical(key)) : [];
  const most = isPlain ? Number.POSITIVE_INFINITY : mostAlike;
  for (const { key } of withoutAlike(likely, most)) shown.add(key);
  for (const { key } of withoutAlike(unlikely, mostAlikeUnlikely)) shown.add(key);
  return shown;
}

/** A class name that is a word of ATA's. */
export function isShownClass(name: string): boolean {
  return isKnownKey(name) || (propertyName.test(name) && soundsTechnical(name));
}

/** The catalogue knows the key in this object, or as a name of ATA's that could stand in any. */
function isKnown(key: string, known: KnownObject | null): boolean {
  return known?.hasKey(key) === true || (isKnownKey(key) && /^[A-Za-z_]+$/.test(key));
}

function soundsTechnical(name: string): boolean {
  return /^(?:Is|Has|Can)[A-Z]/.test(name) || technical.has(name.match(wordsOfName)?.at(-1) ?? '');
}

function withoutAlike(keys: readonly ShapedKey[], most: number): ShapedKey[] {
  const counts = new Map<string, number>();
  for (const { shape } of keys) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  return keys.filter(({ shape }) => (counts.get(shape) ?? 0) < most);
}
