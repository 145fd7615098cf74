/**
 * The output of `net localgroup "name"`, read by its layout alone, because its words are in the language of Windows:
 * the first line of a group has a label and, after two or more blanks, the group's name; a line of dashes; the members,
 * one a line; a line that says that the command succeeded, which ends with a full stop (certainty: seen).
 */
import { UserError } from '../../errors.js';
import { isSid, memberNamed } from './members.js';
import type { RoleGroupMember } from './types.js';

/** One group of such an output; several come one after another when a file was appended to. */
export interface NetLocalGroup {
  readonly name: string;
  readonly members: readonly RoleGroupMember[];
}

const dashes = /^-{50,}$/;
const head = /^\S.*?\s{2,}(\S.*)$/;
const fullStop = /[.\u3002]$/;

/** Whether a text is laid out as this command does. */
export function isNetLocalGroup(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.some((line) => dashes.test(line)) && head.test(lines.find((line) => line !== '') ?? '');
}

/**
 * Reads every group of an output. The command takes away the computer's name, so that local accounts have no domain.
 *
 * @throws UserError with the line when it is cut short or is not laid out as the command does
 */
export function parseNetLocalGroup(text: string, sourceName: string): NetLocalGroup[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const groups: NetLocalGroup[] = [];
  let at = firstLine(lines, 0);
  while (at < lines.length) {
    const name = head.exec(lines[at] ?? '')?.[1];
    const rule = lines.findIndex((line, index) => index > at && dashes.test(line));
    if (name === undefined || rule === -1) throw notTheCommand(sourceName, at);
    const start = firstLine(lines, rule + 1);
    // Without its last line the output is not whole, and the last member would be taken for it. That line has an end:
    // a text that ends within a line may end after a full stop in a member's name.
    const end = lines.findIndex((line, index) => index > start && line === '');
    if (end === -1 || !fullStop.test(lines[end - 1] ?? '')) throw cutShort(sourceName, lines.length);
    groups.push({ name, members: lines.slice(start, end - 1).map(member) });
    at = firstLine(lines, end);
  }
  return groups;
}

function member(shown: string): RoleGroupMember {
  const sid = isSid(shown) ? shown.toUpperCase() : null;
  return memberNamed(shown, { sid, objectClass: 'unknown', source: null });
}

function firstLine(lines: readonly string[], from: number): number {
  const found = lines.findIndex((line, index) => index >= from && line !== '');
  return found === -1 ? lines.length : found;
}

const runAgain = ['Run it again: net localgroup "<name of the group>" > <file>'];

function cutShort(source: string, line: number): UserError {
  return new UserError(
    'The output of net localgroup is cut short: the line that says that the command succeeded is not there.',
    { advice: runAgain, location: { source, line } },
  );
}

function notTheCommand(source: string, index: number): UserError {
  return new UserError('Here is something that net localgroup does not write.', {
    advice: runAgain,
    location: { source, line: index + 1 },
  });
}
