/** Decides which files of a folder are parts of the deployment, and which have nothing to do with it. */
import type { UserError } from './errors.js';
import { timeInName } from './name-times.js';
import { beginsLikeArchive } from './readers/bson/recognise.js';
import { documentId, documentKind } from './readers/document-kinds.js';
import { entityCollections, profileCollections } from './readers/mongo-collections.js';
import { millisecondsOf } from './readers/mongo-values.js';
import { isNamedLikeRoleGroup } from './readers/role-groups/group-names.js';
import type { Place } from './readers/sources.js';
import type { DecodedSource, SourceBytes } from './readers/values.js';
import type { Notice } from './reporter.js';

/** Why a file of a folder is no source. */
const reasons = {
  empty: 'empty',
  'unknown-format': 'of no format that this program reads',
  'no-configuration': 'no configuration of ATA in it',
  'written-by-ata2mdi': 'written by ata2mdi itself',
  'center-configuration': "names only the Center's database: give it by itself to read the running database",
  'older-backup': 'an older backup of the same Center; ata2mdi history tells what changed between them',
  'damaged-older-backup': 'a damaged backup, and there is a newer one that is whole',
} as const;

export type LeftOutReason = keyof typeof reasons;

/** A file of a folder, and what came of reading it; null where it is read as a stream, later. */
export interface FolderMember {
  readonly name: string;
  readonly outcome: DecodedSource | UserError | LeftOutReason | null;
  readonly places?: readonly Place[];
}

/** How ATA names the backups of its configuration (certainty: documented; the form of the time in it is not). */
const backupName = /^SystemProfile_.*\.json(?:\.gz)?$/i;

/**
 * Which files are left out: those that hold nothing of ATA's configuration, and of the many backups of one Center all
 * but the newest. Older states are no part of the deployment as it is.
 *
 * @returns the reasons by file: two folders may have files of the same name
 * @throws UserError for a damaged file that may be a part of the deployment
 */
export function filesToLeaveOut<Member extends FolderMember>(
  members: readonly Member[],
): ReadonlyMap<Member, LeftOutReason> {
  const leftOut = new Map<Member, LeftOutReason>();
  const backups = new Map<string, Backup<Member>[]>();
  for (const member of members) {
    const { name, outcome } = member;
    if (outcome === null || outcome instanceof Error) continue;
    const reason = typeof outcome === 'string' ? outcome : reasonAgainst(outcome);
    if (reason !== null) leftOut.set(member, reason);
    else if (typeof outcome !== 'string' && isBackup(name)) addBackup(backups, member, outcome);
  }
  // Of a damaged backup nobody knows the Center: beside those of several, only its folder can tell.
  const byFolder = backups.size > 1;
  const newestNames = new Map<string, string>();
  for (const ofCenter of backups.values()) {
    const [newest, ...older] = ofCenter.sort(newestFirst);
    for (const { member } of older) leftOut.set(member, 'older-backup');
    if (newest === undefined) continue;
    const [name, folder] = [baseName(newest.member.name), byFolder ? folderOf(newest.member) : ''];
    const known = newestNames.get(folder);
    if (known === undefined || name < known) newestNames.set(folder, name);
  }
  for (const member of members) {
    const { name, outcome } = member;
    if (!(outcome instanceof Error)) continue;
    // The names of backups hold their time, and sort by it.
    const newestName = newestNames.get(byFolder ? folderOf(member) : '') ?? '';
    if (!isBackup(name) || baseName(name) >= newestName) throw outcome;
    leftOut.set(member, 'damaged-older-backup');
  }
  return leftOut;
}

/** What a decoded file is, if it is nothing of ATA's configuration. */
function reasonAgainst({ documents, roleGroups, isFiltered }: DecodedSource): LeftOutReason | null {
  if (roleGroups !== undefined || isFiltered === true) return null;
  const kinds = new Set(documents.map(({ value }) => documentKind(value)));
  if (documents.some(({ value }) => value.has('DatabaseConfigurationServerEndpoint')))
    return 'center-configuration';
  if (kinds.has('ata-snapshot') || kinds.has('migration-plan')) return 'written-by-ata2mdi';
  return [...kinds].every((kind) => kind === 'unknown') ? 'no-configuration' : null;
}

interface Backup<Member extends FolderMember> {
  readonly member: Member;
  /** When it was made, in milliseconds since 1970; null if neither its name nor its content tells. */
  readonly time: bigint | null;
}

function addBackup<Member extends FolderMember>(
  backups: Map<string, Backup<Member>[]>,
  member: Member,
  { documents }: DecodedSource,
): void {
  const center = documents.find(({ value }) => documentKind(value) === 'center-profile')?.value;
  if (center === undefined) return;
  const id = documentId(center) ?? '';
  // The name first: once an older backup was restored in ATA, UpdateTime goes back, and the file that was written last is
  // the state in force (ATA names backups by their time and restores them document by document: documented).
  const named = timeInName(member.name);
  const time = named === null ? millisecondsOf(center.get('UpdateTime')) : BigInt(Date.parse(named));
  const backup = { member, time };
  backups.set(id, [...(backups.get(id) ?? []), backup]);
}

/** By the time of the backup, the oldest where there is none; then by the name. */
function newestFirst(a: Backup<FolderMember>, b: Backup<FolderMember>): number {
  const [first, second] = [a.time ?? oldest, b.time ?? oldest];
  if (first !== second) return first > second ? -1 : 1;
  const [path, otherPath] = [a.member.name, b.member.name];
  const [name, otherName] = [baseName(path), baseName(otherPath)];
  return name === otherName ? (path > otherPath ? -1 : 1) : name > otherName ? -1 : 1;
}

const oldest = -(2n ** 63n);

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function folderOf({ places }: FolderMember): string {
  return places?.[0]?.folder ?? '';
}

/** Whether a file is named as ATA names its backups. */
export function isBackup(name: string): boolean {
  return backupName.test(baseName(name));
}

/** Files of mongodump and mongoexport, by the collections that they are named after. */
const collectionFile = /^(\w+)\.(?:bson|json)(?:\.gz)?$/i;

/** How people call what `mongodump --archive=FILE` writes, as the manual of MongoDB's tools does. */
const archiveFile = /\.archive(?:\.gz)?$/i;

/** Formats that are read, by the ends of names. */
const dataFile = /\.(?:json|xml|clixml|csv|bson|gz)$/i;

/** What is shorter than this, and is called a data file, is the beginning of one: nothing in it tells what it was. */
const shortestData = 64;

/** Whether a file promises a part of the deployment, by its name or its first bytes: if it is none, it is damaged. */
export function promisesExport({ name, bytes }: SourceBytes): boolean {
  const collection = collectionFile.exec(baseName(name))?.[1] ?? '';
  const isScrap = bytes.length > 0 && bytes.length < shortestData && dataFile.test(name);
  return (
    isScrap ||
    isBackup(name) ||
    isNamedLikeRoleGroup(name) ||
    archiveFile.test(name) ||
    beginsLikeArchive(bytes) ||
    [...profileCollections, ...entityCollections].includes(collection)
  );
}

/** What was left out of folders and why, in one notice for each reason. */
export function noticesOfLeftOut(leftOut: ReadonlyMap<FolderMember, LeftOutReason>): Notice[] {
  return Object.entries(reasons).flatMap(([reason, why]) => {
    const names = [...leftOut].flatMap(([{ name }, other]) => (other === reason ? [name] : [])).sort();
    if (names.length === 0) return [];
    return [{ code: 'left-out', text: `left out (${why}): ${names.join(', ')}` }];
  });
}
