/**
 * The rest of the story of `contoso`, from its configuration: what ATA was changed to, what people decided and did, what
 * Defender for Identity has in the end, and the backup of the database. `scripts/generate-contoso-story.mjs` writes it to
 * `fixtures/contoso-story`.
 */
import { readFileSync } from 'node:fs';
import { type Document, ObjectId } from 'bson';
import { translate } from '../../src/plan/translate.js';
import { readExtendedJson } from '../../src/readers/extended-json.js';
import { type DomainController, domainControllers } from '../../src/readiness/domain-controllers.js';
import { collectingReporter } from '../../src/reporter.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { fingerprintOf, type Progress } from '../../src/writers/progress.js';
import { type WorksheetRecord, worksheetRecords } from '../../src/writers/records.js';
import { fixturePath } from './deployments.js';
import { fixtureDocuments, forDriver } from './formats.js';
import { fixtureSource, snapshotOfSources, sourceOf } from './loading.js';
import { archive, bsonDocuments } from './mongodump.js';
import { filesOf, type ObservedFile, perfectMdi } from './perfect-mdi.js';
import { verified } from './verifying.js';

const firstBackup = 'contoso/SystemProfile_20251215T040000Z.json';
const secondBackup = 'SystemProfile_20261005T040000Z.json';
const entities = 'contoso/UniqueEntity.json';
const roleGroups = [
  'contoso/role-groups/ata-administrators.xml',
  'contoso/role-groups/ata-users.json',
  'contoso/role-groups/ata-viewers.csv',
  'contoso/role-groups/local-administrators.txt',
];

/** Every file of the folder by its name in it. */
export async function contosoStory(): Promise<Map<string, Uint8Array>> {
  const later = laterBackup();
  const groups = roleGroups.map(fixtureSource);
  const first = translate(
    await snapshotOfSources(fixtureSource(firstBackup), fixtureSource(entities), ...groups),
  );
  const snapshot = await snapshotOfSources(sourceOf(later, secondBackup), fixtureSource(entities), ...groups);
  const plan = translate(snapshot);
  const mdi = mdiInTheEnd(plan, domainControllers(snapshot));
  const files = new Map<string, string>([
    [secondBackup, later],
    ['decided.json', progressText(first, decided)],
    ['done.json', progressText(plan, doneBesides(plan, mdi))],
    ...mdi.map(({ name, text }): [string, string] => [`observed-final/${name}`, text]),
  ]);
  const bytes = new Map<string, Uint8Array>(
    [...files].map(([name, text]) => [name, new TextEncoder().encode(text)]),
  );
  return bytes.set('ata.archive', database(later));
}

/** In the autumn after: one exclusion and one recipient more, another port of the syslog server, one detection off. */
function laterBackup(): string {
  return readFileSync(fixturePath(firstBackup), 'utf8')
    .replaceAll('"2025-12-15T03:59:', '"2026-10-05T03:59:')
    .replace(/("DnsReconnaissanceDetectorConfiguration".*?"ExcludedSubnets":\s*\[)/, '$1"10.70.0.0/16", ')
    .replace(/("To":\s*\["soc@contoso\.com")/, '$1, "bereitschaft@contoso.com"')
    .replace(/("Port":\s*)6514/, '$16515')
    .replace(/("PassTheHashDetectorConfiguration".*?"IsEnabled":\s*)true/, '$1false');
}

/** What people wrote of an item; null if nothing. */
type Writing = (record: WorksheetRecord, options: readonly string[]) => Progress | null;

const owners: Readonly<Record<string, string>> = {
  exclusions: 'Mira',
  honeytokens: 'Mira',
  'sensitive-entities': 'Mira',
  detectors: 'Mira',
  syslog: 'Tomasz',
  email: 'Tomasz',
  'health-notifications': 'Tomasz',
};

/** Where the first option is not the one that they chose. */
const choices: Readonly<Record<string, string>> = {
  'gateways/605214c0afd9524294d46ccf/sensor': 'A Gateway: sensors on each domain controller that it watches',
  'center/existing-alerts': 'Back up MongoDB and keep the backup',
};

/** In the first week: what every decision came to, and the syslog server set up already. */
const decided: Writing = (record, options) => {
  const isSetUp = record.id.startsWith('syslog/server/');
  if (record.disposition !== 'decision') return null;
  return {
    status: isSetUp ? 'Done' : 'In progress',
    owner: owners[record.area] ?? 'Ines',
    decision: choiceOf(record.id, options),
    doneOn: isSetUp ? '2025-12-19' : '',
    notes: '',
  };
};

/** In the end: what no file can show, said by those who did it. The removal of the Center is still to come. */
function doneBesides(plan: MigrationPlan, mdi: readonly ObservedFile[]): Writing {
  const unseen = new Set(
    verified(plan, mdi)
      .items.filter(({ result }) => result !== 'replicated')
      .map(({ id }) => id),
  );
  return (record, options) => {
    if (!unseen.has(record.id) || record.id.startsWith('center/decommission')) return null;
    const isNameless = record.title.includes('(not resolved)');
    return {
      status: isNameless ? 'Not needed' : 'Done',
      owner: owners[record.area] ?? 'Ines',
      decision: choiceOf(record.id, options),
      doneOn: '2026-10-20',
      notes: isNameless ? 'Looked up in the ATA console: a server that was scrapped.' : '',
    };
  };
}

function choiceOf(id: string, options: readonly string[]): string {
  const choice = choices[id] ?? options[0] ?? '';
  if (choice !== '' && !options.includes(choice)) throw new Error(`${id} has no such option any more`);
  return choice;
}

function progressText(plan: MigrationPlan, writing: Writing): string {
  const options = new Map(
    plan.items.map((item) => [
      item.id,
      'decision' in item ? item.decision.options.map(({ label }) => label) : [],
    ]),
  );
  const items = worksheetRecords(plan).flatMap((record) => {
    const written = writing(record, options.get(record.id) ?? []);
    if (written === null) return [];
    return [{ id: record.id, title: record.title, fingerprint: fingerprintOf(record), ...written }];
  });
  const document = {
    schema: 'worksheet-progress',
    schemaVersion: 1,
    program: { name: 'ata2mdi', version: '0.1.0' },
    items,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** Everything that the plan asks for, with a sensor on every domain controller that is not deleted. */
function mdiInTheEnd(plan: MigrationPlan, controllers: readonly DomainController[]): ObservedFile[] {
  return filesOf(plan, perfectMdi(plan)).map(({ name, text }) => ({
    name,
    text: `${(name === 'sensors.json' ? sensorsEverywhere(text, controllers) : text).replaceAll('CANARY-observed-', 'CANARY-contoso-observed-')}\n`,
  }));
}

/** They came one a day. */
function sensorsEverywhere(text: string, controllers: readonly DomainController[]): string {
  const answer: { value: { id: string }[] } = JSON.parse(text);
  const [example] = answer.value;
  const asked = new Set(answer.value.map(({ id }) => id.toLowerCase()));
  const others = controllers
    .filter(({ name, deleted }) => !deleted && !asked.has(name.toLowerCase()))
    .map(({ name }) => {
      const [host = '', ...domain] = name.split('.');
      const settings = { description: null, domainControllerDnsNames: [name], networkAdapters: [] };
      return {
        ...example,
        id: name,
        displayName: host.toUpperCase(),
        domainName: domain.join('.'),
        settings,
      };
    });
  const value = [...answer.value, ...others].map((sensor, index) => ({
    ...sensor,
    createdDateTime: `2026-10-${String(index + 9).padStart(2, '0')}T08:30:00Z`,
  }));
  return JSON.stringify({ ...answer, value }, null, 1);
}

/** The database at the end: the Gateways are removed in the console, so that the configuration names the Center alone. */
function database(later: string): Uint8Array {
  const [center] = documentsIn(later);
  if (center === undefined) throw new Error('the backup holds no Center');
  const collections: [string, Document[]][] = [
    ['SystemProfile', [{ ...center, UpdateTime: new Date('2026-10-23T15:59:48.112Z') }]],
    ['UniqueEntity', fixtureDocuments(entities).map(forDriver)],
    ['SuspiciousActivity', activities()],
    ['MonitoringAlert', healthAlerts()],
  ];
  return archive(
    collections.map(([collection, documents]) => ({
      database: 'ATA',
      collection,
      documents: bsonDocuments(documents),
    })),
  );
}

function documentsIn(text: string): Document[] {
  return readExtendedJson(sourceOf(text), collectingReporter()).documents.map(({ value }) =>
    forDriver(value),
  );
}

// Entities of fixtures/contoso/UniqueEntity.json.
const dc01 = '4fa865de-bbef-4958-af21-e953131aaaac';
const scan01 = '8f43c2cf-e5d5-4d86-ae85-68f7807cf6a9';
const mgmt01 = 'fe320d5b-ff98-486b-a800-9a476a71b906';
const backupServer = '4954661a-7b91-436c-a874-4c4161728f3a';
const decoyAdmin = '55248e73-64b0-4123-a089-b51707f10463';
const legacySql = '67b72edc-9c2c-4845-abda-19f4a6d95c1f';
const domainAdmins = '758fa421-2964-4342-a358-05e012aeffb8';

interface Activity {
  readonly type: string;
  readonly status: 'Open' | 'Closed' | 'Suppressed';
  readonly severity: 'Low' | 'Medium' | 'High';
  readonly time: string;
  readonly externalId: number;
  readonly fields: Document;
}

function activities(): Document[] {
  return (
    [
      {
        type: 'HoneytokenActivitySuspiciousActivity',
        status: 'Open',
        severity: 'Medium',
        time: '2026-10-11T22:14:05.120Z',
        externalId: 2014,
        fields: {
          HoneytokenAccountId: decoyAdmin,
          SourceComputerIds: [mgmt01],
          DestinationComputerIds: [dc01],
        },
      },
      {
        type: 'DnsReconnaissanceSuspiciousActivity',
        status: 'Open',
        severity: 'Medium',
        time: '2026-10-06T09:41:17.004Z',
        externalId: 2007,
        fields: { SourceComputerId: backupServer, DestinationComputerIds: [dc01] },
      },
      {
        type: 'LdapSimpleBindCleartextPasswordSuspiciousActivity',
        status: 'Open',
        severity: 'Low',
        time: '2026-09-28T06:00:00.000Z',
        externalId: 2018,
        fields: { SourceComputerId: backupServer, SourceAccountIds: [legacySql] },
      },
      {
        type: 'DnsReconnaissanceSuspiciousActivity',
        status: 'Closed',
        severity: 'Medium',
        time: '2025-10-02T12:30:44.310Z',
        externalId: 2007,
        fields: { SourceComputerId: scan01, DestinationComputerIds: [dc01] },
      },
      {
        type: 'AbnormalSensitiveGroupMembershipChangeSuspiciousActivity',
        status: 'Closed',
        severity: 'Medium',
        time: '2025-09-15T14:02:09.871Z',
        externalId: 2024,
        fields: { SourceAccountId: legacySql, GroupId: domainAdmins },
      },
      {
        type: 'EnumerateSessionsSuspiciousActivity',
        status: 'Suppressed',
        severity: 'Medium',
        time: '2025-06-20T03:12:55.000Z',
        externalId: 2012,
        fields: { SourceComputerId: scan01, DestinationComputerIds: [dc01] },
      },
    ] satisfies Activity[]
  ).map(({ type, status, severity, time, externalId, fields }, index) => ({
    _id: objectId('5f7ad1', index),
    _t: ['Entity', 'Alert', 'SuspiciousActivity', type],
    StartTime: new Date(time),
    EndTime: new Date(time),
    IsVisible: true,
    Severity: severity,
    Status: status,
    TitleKey: `${type}Title`,
    DescriptionFormatKey: `${type}Description`,
    SystemUpdateTime: new Date(time),
    RelatedActivityCount: 1,
    WindowsEventId: externalId,
    ...fields,
  }));
}

function healthAlerts(): Document[] {
  const type = 'GatewayDomainSynchronizerNotAssignedMonitoringAlert';
  return [
    {
      _id: objectId('5f7ad2', 0),
      _t: ['Entity', 'Alert', 'MonitoringAlert', type],
      StartTime: new Date('2026-10-07T05:10:00.000Z'),
      EndTime: new Date('2026-10-07T06:00:00.000Z'),
      Severity: 'Low',
      Status: 'Closed',
      TitleKey: `${type}Title`,
      DomainSynchronizerNotAssignedDomainDnsNames: ['fabrikam.net'],
      WindowsEventId: 1007,
    },
  ];
}

function objectId(prefix: string, index: number): ObjectId {
  return new ObjectId(`${prefix}${String(index + 1).padStart(24 - prefix.length, '0')}`);
}
