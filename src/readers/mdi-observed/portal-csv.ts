/**
 * CSV that the portal exports: sensors, exclusions, roles of unified RBAC, and results of advanced hunting. What is in
 * them is documented, the text of their headers is not: headers are matched by their meaning.
 */
import { UserError } from '../../errors.js';
import type { ObservedEntity, Sensor } from '../../types/mdi-observed.js';
import { type CsvRow, csvColumns, parseCsv } from '../powershell/csv.js';
import { entityFromText, fieldsOf, isoTime, plainWord, shownName, switchWord } from './fields.js';
import { tagPages, tagsOfRow } from './hunting-tags.js';
import type { Contribution, ListPage } from './parts.js';

interface CsvShape {
  readonly shape: string;
  recognises(headers: readonly string[]): boolean;
  read(rows: readonly Row[], source: string): Omit<Contribution, 'shape' | 'unread'>;
  /** Headers of which nothing is kept but which are no surprise. */
  readonly expected: RegExp;
}

/** A row by its headers in lower case without blanks; `find` gives the first cell whose header matches. */
interface Row {
  find(header: RegExp): string | null;
  readonly cells: CsvRow;
}

/** Whether a text begins with the headers of an export of the portal. */
export function recognisesPortalCsv(text: string): boolean {
  const headers = headersOf(csvColumns(text));
  return headers.length > 1 && shapes.some(({ recognises }) => recognises(headers));
}

/** Whether a text is one of this program's own worksheets, which is no export of the portal. */
export function isWorksheetCsv(text: string): boolean {
  const headers = headersOf(csvColumns(text));
  return ['id', 'area', 'title', 'disposition'].every((name) => headers.includes(name));
}

/** @throws UserError with the line for a table that is damaged or cut short */
export function readPortalCsv(text: string, source: string): Contribution {
  // What a browser writes need not end its last line.
  const table = parseCsv(text.endsWith('\n') ? text : `${text}\n`, source);
  const headers = headersOf(table.columns);
  const shape = shapes.find(({ recognises }) => recognises(headers));
  if (shape === undefined)
    throw new UserError('The columns of this table are not known.', {
      location: { source, line: 1 },
      advice: ['Give an export of sensors, exclusions or roles of the portal as it was saved.'],
    });
  const unread = table.columns.filter((column) => !shape.expected.test(headerOf(column))).map(shownName);
  return { shape: shape.shape, ...shape.read(table.rows.map(rowOf), source), unread };
}

function headerOf(column: string): string {
  return column.toLowerCase().replace(/[^a-z]/g, '');
}

function headersOf(columns: readonly string[]): string[] {
  return columns.map(headerOf);
}

function rowOf(cells: CsvRow): Row {
  const entries = [...cells].map(([column, cell]) => [headerOf(column), cell.trim()] as const);
  return {
    cells,
    find: (header) => entries.find(([name, cell]) => header.test(name) && cell !== '')?.[1] ?? null,
  };
}

function wholePage(list: ListPage['list'], rows: readonly Row[], over: Partial<ListPage> = {}): ListPage {
  return {
    list,
    scope: null,
    kinds: null,
    entries: rows.length,
    start: null,
    next: null,
    total: null,
    lacks: null,
    ...over,
  };
}

/** Columns as shown in the list of sensors: Sensor, Type, Domain, Service status, Sensor status, Version… */
const sensorList: CsvShape = {
  shape: 'portal-csv-sensors',
  recognises: (headers) =>
    headers.some((name) => /^(?:sensor|sensorname|name|computer|server)$/.test(name)) &&
    headers.some((name) => /servicestatus|sensorstatus|healthstatus/.test(name)) &&
    headers.some((name) => /version/.test(name)),
  expected:
    /^(?:sensor|sensorname|name|computer|server|type|sensortype|domain|domainname|migrationstate|servicestatus|sensorstatus|status|version|sensorversion|delayedupdate|healthissues|openhealthissues|healthstatus|health|created|createdon|createddate|description)$/,
  read: (rows, source) => ({
    sensors: rows.flatMap((row) => sensorOf(row, source) ?? []),
    pages: [wholePage('sensors', rows)],
  }),
};

function sensorOf(row: Row, source: string): Sensor | null {
  const name = row.find(/^(?:sensor|sensorname|name|computer|server)$/);
  if (name === null) return null;
  const issues = row.find(/^(?:open)?healthissues$/);
  return {
    name,
    domain: row.find(/^domain(?:name)?$/),
    type: row.find(/^(?:sensor)?type$/),
    version: row.find(/version/),
    serviceStatus: plainWord(row.find(/servicestatus/)),
    deploymentStatus: plainWord(row.find(/sensorstatus|^status$/)),
    healthStatus: plainWord(row.find(/^health(?:status)?$/)),
    openHealthIssues: issues !== null && /^\d+$/.test(issues) ? Number(issues) : null,
    description: row.find(/^description$/),
    domainControllers: [],
    delayedUpdate: switchWord(row.find(/delayedupdate/) ?? ''),
    adapters: null,
    created: isoTime(row.find(/^created(?:on|date)?$/)),
    source,
  };
}

/** Role name, permissions, assignment name, assigned users or groups; one row an assignment. */
const roles: CsvShape = {
  shape: 'portal-csv-roles',
  recognises: (headers) =>
    headers.some((name) => /^role/.test(name)) && headers.some((name) => /permission/.test(name)),
  expected:
    /^(?:role|rolename|roledescription|description|permissions?|rolepermissions?|assignment|assignmentname|(?:assigned)?datasources?|assigned(?:to|users|groups|usersorgroups|usersandgroups|entities)?|users(?:or|and)groups|(?:workload|activation).*|status)$/,
  read(rows, source) {
    const byName = new Map<string, Row>();
    for (const row of rows) {
      const name = row.find(/^role(?:name)?$/);
      if (name !== null) byName.set(name, row);
    }
    return {
      roles: [...byName].map(([name, row]) => ({
        id: null,
        name,
        actions: null,
        permissions: permissionsOf(row.find(/permission/) ?? ''),
        source,
      })),
      roleAssignments: rows.flatMap((row) => {
        const members = cellList(row.find(/^assigned(?!datasource)|^users(?:or|and)groups$/) ?? '');
        const name = row.find(/^assignment(?:name)?$/);
        if (name === null && members.length === 0) return [];
        return [{ role: row.find(/^role(?:name)?$/), name, members: members.length, source }];
      }),
      pages: [wholePage('role-definitions', rows), wholePage('role-assignments', rows)],
    };
  },
};

/** `A (read), B (read and manage)`: a comma within brackets does not separate. */
function permissionsOf(cell: string): string[] {
  return cell
    .split(/[;|\n]|,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function cellList(cell: string): string[] {
  return cell
    .split(/[;|,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const ruleHeader =
  /^(?:detectionrule|detectionrulename|rule|rulename|detection|alert|alertname|alerttype|securityalert)$/;
const kindHeaders = [
  ['user', /^(?:excluded)?(?:users?|accounts?)$/],
  ['device', /^(?:excluded)?(?:devices?|computers?)$/],
  ['domain', /^(?:excluded)?domains?(?:names?)?$/],
  ['ip', /^(?:excluded)?(?:ips?|ipaddress(?:es)?|subnets?|ipaddressesandsubnets|ipsubnets?)$/],
] as const satisfies readonly (readonly [ObservedEntity['kind'], RegExp])[];
const entityHeader = /^(?:entity|entityname|excludedentity|name|value|displayname|identifier)$/;
const entityKindHeader = /^(?:type|entitytype|kind|exclusiontype)$/;

/** Either a row for each entity with its kind, or a row for each rule with a column for each kind. */
const exclusions: CsvShape = {
  shape: 'portal-csv-exclusions',
  recognises: (headers) =>
    headers.some((name) => ruleHeader.test(name)) &&
    (headers.some((name) => entityHeader.test(name)) ||
      headers.filter((name) => kindHeaders.some(([, pattern]) => pattern.test(name))).length > 0),
  expected: new RegExp(
    [ruleHeader, entityHeader, entityKindHeader, ...kindHeaders.map(([, pattern]) => pattern)]
      .map(({ source }) => source)
      .join('|'),
  ),
  read(rows, source) {
    const found = rows.flatMap((row) => {
      const rule = row.find(ruleHeader);
      return rule === null ? [] : [{ rule, row }];
    });
    const perRule = new Map<string, Row[]>();
    for (const { rule, row } of found) {
      const known = perRule.get(rule);
      if (known === undefined) perRule.set(rule, [row]);
      else known.push(row);
    }
    return {
      exclusions: found.flatMap(({ rule, row }) =>
        excludedIn(row).map((entity) => ({ rule, entity, source })),
      ),
      pages: [...perRule].map(([scope, ofRule]) => wholePage('exclusions', ofRule, { scope })),
    };
  },
};

function excludedIn(row: Row): ObservedEntity[] {
  const text = row.find(entityHeader);
  if (text !== null) return [entityFromText(text, kindWord(row.find(entityKindHeader)))];
  return kindHeaders.flatMap(([kind, pattern]) =>
    cellList(row.find(pattern) ?? '').map((cell) => entityFromText(cell, kind)),
  );
}

function kindWord(word: string | null): ObservedEntity['kind'] {
  return kindHeaders.find(([, pattern]) => pattern.test(headerOf(word ?? '')))?.[0] ?? 'unknown';
}

/** Advanced hunting, exported. */
const hunting: CsvShape = {
  shape: 'hunting-tags',
  recognises: (headers) =>
    headers.includes('tags') && headers.some((name) => /upn|sid|accountname/.test(name)),
  expected: /tags|upn|sid|name|domain|timestamp|provider|id$/,
  read(rows, source) {
    const isRound = rows.length > 0 && rows.length % 1000 === 0;
    return {
      tags: rows.flatMap(({ cells }) => tagsOfRow(fieldsOf(cells), source)),
      pages: tagPages({
        entries: rows.length,
        start: null,
        next: null,
        total: null,
        lacks: isRound ? 'a round number of thousands of rows may be where the result was cut' : null,
      }),
    };
  },
};

const shapes: readonly CsvShape[] = [hunting, roles, sensorList, exclusions];
