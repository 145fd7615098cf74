/**
 * Reads who is in ATA's role groups from whatever an administrator has: CLIXML, JSON, CSV, the text of
 * `net localgroup`, the table that PowerShell shows.
 */

import { UserError } from '../../errors.js';
import { collectingReporter, type Reporter } from '../../reporter.js';
import { parseClixml } from '../clixml/clixml.js';
import { recognisesClixml } from '../clixml/recognise.js';
import { parseDocuments } from '../extended-json-parser.js';
import type { CodePage } from '../powershell/code-pages.js';
import { type ConsoleText, decodeConsoleText } from '../powershell/console-text.js';
import { csvColumns, parseCsv } from '../powershell/csv.js';
import { isCutCell, parseTable } from '../powershell/table.js';
import { peekText } from '../text.js';
import { type DocumentValue, isList, isObject, type SourceBytes } from '../values.js';
import { isNamedLikeRoleGroup, recogniseGroup, roleOfFileName } from './group-names.js';
import { groupNameOf, isPrincipal, lostLetters, memberOf, type Properties, propertiesOf } from './members.js';
import { isNetLocalGroup, parseNetLocalGroup } from './net-localgroup.js';
import { isBlank, mayHoldPrincipals } from './recognise.js';
import type { RoleGroupExport, RoleGroupFormat, RoleGroupMember } from './types.js';

/** The members of one group, before it is known which group it is. */
interface Membership {
  /** The group's name in the content; null where there is none. */
  readonly groupName: string | null;
  readonly members: readonly RoleGroupMember[];
  readonly unnamed: number;
}

interface Reading {
  readonly format: RoleGroupFormat;
  readonly memberships: readonly Membership[];
  /** Whether an empty list of members is what the command found, not what a failed one leaves. */
  readonly emptyIsEmpty: boolean;
  readonly remarks: readonly Remark[];
}

interface Remark {
  readonly code: string;
  readonly text: string;
}

/**
 * The members of each group that a source holds; several only where the content names the groups. An empty list for a
 * source that is no export of members, which is for another reader to judge.
 *
 * A source without any object is taken for one only if its name says which group it is.
 *
 * @throws UserError when the source is an export of members and is cut short, damaged, or holds an error instead
 */
export function readRoleGroups(source: SourceBytes, reporter: Reporter): readonly RoleGroupExport[] {
  // What a source turns out to be is known late: the reader that takes it in the end tells its notices then.
  const collected = collectingReporter();
  const reading = isBlank(source.bytes) ? nothing('empty') : readAny(source, collected);
  if (reading === null) return [];
  const exports = reading.memberships.map((membership) => exportOf(source.name, reading, membership));
  const isNothing = exports.every(({ members, unnamed }) => members.length + unnamed === 0);
  if (isNothing && !reading.emptyIsEmpty && roleOfFileName(source.name) === null) return [];
  for (const notice of collected.notices) reporter.notice(notice);
  for (const remark of new Map(
    exports.flatMap(({ remarks }) => remarks.map((one) => [one.text, one])),
  ).values())
    reporter.notice({ ...remark, source: source.name });
  return exports.map(({ remarks, ...rest }) => ({ ...rest, notes: remarks.map(({ text }) => text) }));
}

function readAny(source: SourceBytes, reporter: Reporter): Reading | null {
  // Cheap first: a large source of another kind is not decoded for this.
  const start = peekText(source.bytes);
  if (start === '') return null;
  const isNamed = roleOfFileName(source.name) !== null;
  if (recognisesClixml(source))
    return mayHoldPrincipals(start, isNamed) ? readFromClixml(source, isNamed, reporter) : null;
  if (/^\s*(?:[[{]|null\s*$)/.test(start)) {
    return mayHoldPrincipals(start, isNamed) ? readFromJson(source, isNamed, reporter) : null;
  }
  if (isNetLocalGroup(start)) return readFromNetLocalGroup(source);
  // A column of names alone is of members only in a file that is named after a group, not merely with its word.
  return readFromTable(source, start) ?? readFromCsv(source, start, isNamedLikeRoleGroup(source.name));
}

function readFromClixml(source: SourceBytes, isNamed: boolean, reporter: Reporter): Reading | null {
  const { items, errors } = parseClixml(source, reporter);
  const reading = readObjects(
    'clixml',
    items.map(({ value }) => value),
    isNamed,
    source.name,
  );
  if (reading === null || errors === 0) return reading;
  const text = 'The command that wrote this export also wrote errors: members may be missing.';
  return { ...reading, remarks: [{ code: 'role-group-incomplete', text }] };
}

function readFromJson(source: SourceBytes, isNamed: boolean, reporter: Reporter): Reading | null {
  const decoded = decodeConsoleText(source, 'windows-1252');
  const values = jsonValues(decoded.text, source.name, reporter);
  const reading = readObjects('json', values, isNamed, source.name);
  return reading === null ? null : withCodePage(reading, decoded);
}

/** Strict JSON has members that are null, which are no documents; what is no strict JSON is read as documents. */
function jsonValues(text: string, sourceName: string, reporter: Reporter): readonly DocumentValue[] {
  try {
    return [fromJson(JSON.parse(text))];
  } catch {
    return parseDocuments(text, sourceName, reporter).map(({ value }) => value);
  }
}

function fromJson(value: unknown): DocumentValue {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value as string | number | boolean | null;
  const members = new Map(Object.entries(value).map(([key, member]) => [key, fromJson(member)] as const));
  // Windows PowerShell writes an array that it holds as one object so (certainty: seen).
  const list = members.get('value');
  return members.size === 2 && Array.isArray(list) && members.has('Count') ? list : members;
}

/** Objects, lists of objects, and null for members that the command could not name. */
function readObjects(
  format: RoleGroupFormat,
  values: readonly DocumentValue[],
  isNamed: boolean,
  sourceName: string,
): Reading | null {
  const flat = values.flatMap(elementsOf);
  const objects = flat.filter(isObject).map(propertiesOf);
  const unnamed = flat.filter((value) => value === null).length;
  const principals = objects.filter((properties) => isPrincipal(properties, false));
  if (flat.length > 0 && principals.length === 0 && (unnamed < flat.length || !isNamed)) return null;
  if (principals.length + unnamed < flat.length) throw mixed(sourceName);
  return { ...nothing(format), memberships: byGroup(principals, unnamed) };
}

function elementsOf(value: DocumentValue): readonly DocumentValue[] {
  return isList(value) ? value.flatMap(elementsOf) : [value];
}

function readFromCsv(source: SourceBytes, start: string, isNamed: boolean): Reading | null {
  const columns = new Set(csvColumns(start).map((column) => column.toLowerCase()));
  if (!isPrincipal(columns, isNamed)) return null;
  const decoded = decodeConsoleText(source, 'windows-1252');
  const { rows, cuts } = parseCsv(decoded.text, source.name);
  const principals = rows.map(propertiesOf);
  const reading: Reading = { ...nothing('csv'), memberships: byGroup(principals, 0) };
  if (cuts === 0) return withCodePage(reading, decoded);
  const text = `${cuts} cell${cuts === 1 ? '' : 's'} of the CSV file hold only the name of a type: Export-Csv cannot write lists and objects.`;
  return withCodePage({ ...reading, remarks: [{ code: 'role-group-cut', text }] }, decoded);
}

function readFromNetLocalGroup(source: SourceBytes): Reading {
  const decoded = decodeConsoleText(source, 'cp850');
  const memberships = parseNetLocalGroup(decoded.text, source.name).map(({ name, members }) => ({
    groupName: name,
    members,
    unnamed: 0,
  }));
  const hasNoDomain = memberships.some(({ members }) =>
    members.some(({ domain, resolvable }) => domain === null && resolvable),
  );
  const text =
    'net localgroup shows accounts of the computer itself without a domain, and groups such as Everyone too: which of the two a name is cannot be seen.';
  const remarks = hasNoDomain ? [{ code: 'role-group-no-domain', text }] : [];
  return withCodePage({ format: 'net-localgroup', memberships, emptyIsEmpty: true, remarks }, decoded);
}

function readFromTable(source: SourceBytes, start: string): Reading | null {
  const columns = new Set(parseTable(start)?.columns.map((column) => column.toLowerCase()));
  if (!isPrincipal(columns, false)) return null;
  const decoded = decodeConsoleText(source, 'cp850');
  const table = parseTable(decoded.text);
  if (table === null) return null;
  if (!/\n\s*$/.test(decoded.text)) throw tableCutShort(source.name);
  const members = table.rows.map((row) => {
    const member = memberOf(propertiesOf(row));
    return isCutCell(member.name) ? { ...member, resolvable: member.sid !== null } : member;
  });
  const cuts = table.rows.filter((row) => [...row.values()].some(isCutCell)).length;
  const text = `${cuts} line${cuts === 1 ? '' : 's'} of the table ${cuts === 1 ? 'is' : 'are'} cut with dots: export the members with Export-Csv or Export-Clixml instead.`;
  const remarks = cuts === 0 ? [] : [{ code: 'role-group-cut', text }];
  const memberships = [{ groupName: null, members, unnamed: 0 }];
  return withCodePage({ ...nothing('table'), memberships, remarks }, decoded);
}

/** Members by the group that each says it belongs to, in the order in which the groups come. */
function byGroup(principals: readonly Properties[], unnamed: number): Membership[] {
  const groups = new Map<string | null, RoleGroupMember[]>();
  for (const properties of principals) {
    const groupName = groupNameOf(properties);
    const members = groups.get(groupName) ?? [];
    members.push(memberOf(properties));
    groups.set(groupName, members);
  }
  if (groups.size === 0) groups.set(null, []);
  // Which group they are of is not said: they go with the first.
  return [...groups].map(([groupName, members], index) => ({
    groupName,
    members,
    unnamed: index === 0 ? unnamed : 0,
  }));
}

function exportOf(
  source: string,
  { format, emptyIsEmpty, remarks }: Reading,
  { groupName, members, unnamed }: Membership,
): Omit<RoleGroupExport, 'notes'> & { readonly remarks: readonly Remark[] } {
  const group = recogniseGroup(groupName, source);
  const unknown = members.length === 0 && !emptyIsEmpty;
  const found = [
    ...remarks,
    ...(group === null ? [unknownGroup(groupName)] : []),
    ...(group?.recognisedBy === 'file name' && groupName !== null ? [believedFileName] : []),
    ...(unknown && unnamed === 0 ? [emptyExport] : []),
    ...(unnamed > 0 ? [unnamedMembers(unnamed)] : []),
    ...damagedNames(members),
  ];
  return { source, format, group, members, unnamed, unknown, remarks: found };
}

const emptyExport: Remark = {
  code: 'role-group-empty',
  text: 'The export is empty. That does not say that the group is: Get-LocalGroupMember gives nothing too when it fails on a member whose account is no more. Use net localgroup "<name of the group>" instead.',
};

const believedFileName: Remark = {
  code: 'role-group-by-file-name',
  text: "The group's name in the export is not one that is known, perhaps because it is in another language: the file's name was believed.",
};

function unknownGroup(groupName: string | null): Remark {
  const text =
    groupName === null
      ? "Which role group this is can be seen neither in the export nor in the file's name. Name the file after it: administrators, users, viewers or local-administrators."
      : "The group's name in the export is none of those known to give a role in ATA. If it is the local group of administrators in another language, put local-administrators into the file's name.";
  return { code: 'role-group-not-recognised', text };
}

function unnamedMembers(count: number): Remark {
  const text = `${count} member${count === 1 ? '' : 's'} of the group could not be named by the command: the account is no more.`;
  return { code: 'role-group-unnamed', text };
}

function damagedNames(members: readonly RoleGroupMember[]): Remark[] {
  const count = members.filter(({ name }) => lostLetters(name)).length;
  if (count === 0) return [];
  const text = `${count} name${count === 1 ? '' : 's'} of members lost letters: they have question marks, which no account name has. Export them again with -Encoding UTF8.`;
  return [{ code: 'role-group-lost-letters', text }];
}

/** A code page is a guess, and is said to be one. */
function withCodePage(reading: Reading, { encoding }: ConsoleText): Reading {
  const label = codePageNames.get(encoding);
  if (label === undefined) return reading;
  const text = `The file is in a code page of Windows that nothing in it names; it was read as ${label}. Check the letters beyond A to Z.`;
  return { ...reading, remarks: [...reading.remarks, { code: 'code-page-presumed', text }] };
}

const codePageNames: ReadonlyMap<string, string> = new Map<CodePage, string>([
  ['cp850', 'code page 850'],
  ['windows-1252', 'Windows-1252'],
]);

function nothing(format: RoleGroupFormat): Reading {
  const memberships = [{ groupName: null, members: [], unnamed: 0 }];
  return { format, memberships, emptyIsEmpty: false, remarks: [] };
}

function mixed(source: string): UserError {
  return new UserError('The file holds members of a group together with something else.', {
    advice: ['Export the members of each group to a file of its own.'],
    location: { source },
  });
}

function tableCutShort(source: string): UserError {
  return new UserError('The table is cut short: its last line does not end.', {
    advice: ['Export the members with Export-Csv or Export-Clixml instead.'],
    location: { source },
  });
}
