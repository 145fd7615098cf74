import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleGroupExport } from '../../test/support/snapshots.js';
import type { RoleGroupExport } from '../readers/role-groups/types.js';
import type { RoleGroup } from '../types/ata-snapshot.js';
import { mergeRoleGroups } from './role-groups.js';

const anna = { name: 'anna', sid: 'S-1-5-21-1-2-3-1104' } as const;
const soc = { name: 'SOC', sid: 'S-1-5-21-1-2-3-1105', objectClass: 'group' } as const;

function merge(...exports: readonly RoleGroupExport[]): RoleGroup[] {
  return mergeRoleGroups(exports, (sid) => (sid === anna.sid ? 'id-of-anna' : null));
}

/** `DOMAIN\name SID`, member by member. */
function shown(group: RoleGroup | undefined): string[] {
  return (group?.members ?? []).map(({ domain, name, sid }) => `${domain}\\${name} ${sid}`);
}

describe('mergeRoleGroups', () => {
  it('gives one section for each group, in a fixed order, with members sorted', () => {
    const groups = merge(
      roleGroupExport(null, [anna], { source: 'z.csv' }),
      roleGroupExport('viewers', [soc, anna]),
      roleGroupExport(null, [soc], { source: 'a.csv' }),
      roleGroupExport('administrators', [anna]),
    );
    expect(groups.map(({ role, sources }) => [role, ...sources])).toEqual([
      ['administrators', 'administrators.csv'],
      ['viewers', 'viewers.csv'],
      [null, 'a.csv'],
      [null, 'z.csv'],
    ]);
    expect(shown(groups[1])).toEqual([`CONTOSO\\anna ${anna.sid}`, `CONTOSO\\SOC ${soc.sid}`]);
  });

  it('joins a member to the directory object of its SID', () => {
    const [group] = merge(roleGroupExport('users', [anna, soc]));
    expect(group?.members.map(({ entity }) => entity)).toEqual(['id-of-anna', null]);
  });

  it.each<[string, RoleGroupExport, RoleGroupExport, string[]]>([
    [
      'the same SID, however it is named, is one member, and the whole name counts',
      roleGroupExport('users', [{ ...anna, name: 'J?rgen' }]),
      roleGroupExport('users', [{ ...anna, name: 'Jürgen' }]),
      [`CONTOSO\\Jürgen ${anna.sid}`],
    ],
    [
      'a SID without an account takes the name that another export has',
      roleGroupExport('users', [{ name: anna.sid, sid: anna.sid, domain: null, resolvable: false }]),
      roleGroupExport('users', [anna]),
      [`CONTOSO\\anna ${anna.sid}`],
    ],
    [
      'a name without a SID is that of the member with one, in any case',
      roleGroupExport('users', [anna]),
      roleGroupExport('users', [{ name: 'ANNA', domain: 'Contoso' }]),
      [`CONTOSO\\anna ${anna.sid}`],
    ],
    [
      'net localgroup shows accounts of the computer without its name',
      roleGroupExport('users', [{ ...anna, domain: 'ATACENTER', source: 'local' }]),
      roleGroupExport('users', [{ name: 'anna', domain: null }]),
      [`ATACENTER\\anna ${anna.sid}`],
    ],
    [
      'one name in two domains is two members',
      roleGroupExport('users', [{ name: 'anna' }]),
      roleGroupExport('users', [{ name: 'anna', domain: 'FABRIKAM' }]),
      ['CONTOSO\\anna null', 'FABRIKAM\\anna null'],
    ],
    [
      'one name with two SIDs is two members: an account was made anew',
      roleGroupExport('users', [anna]),
      roleGroupExport('users', [{ ...anna, sid: 'S-1-5-21-1-2-3-9' }]),
      [`CONTOSO\\anna ${anna.sid}`, 'CONTOSO\\anna S-1-5-21-1-2-3-9'],
    ],
  ])('%s', (_, one, other, expected) => {
    for (const exports of [
      [one, other],
      [other, one],
    ])
      expect(shown(merge(...exports)[0])).toEqual(expected);
  });

  it('completes what one export does not say', () => {
    const [group] = merge(
      roleGroupExport('users', [{ ...anna, objectClass: 'unknown' }]),
      roleGroupExport('users', [{ ...anna, source: 'active-directory' }]),
    );
    expect(group?.members).toMatchObject([{ objectClass: 'user', principalSource: 'active-directory' }]);
  });

  it.each<[string, RoleGroupExport[], boolean]>([
    ['empty and nothing else', [roleGroupExport('users', [])], false],
    ['empty, and another command says so', [roleGroupExport('users', [], { unknown: false })], true],
    ['empty beside one with members', [roleGroupExport('users', []), roleGroupExport('users', [anna])], true],
  ])('%s: members known?', (_, exports, known) => {
    expect(merge(...exports)[0]?.membersKnown).toBe(known);
  });

  it('says which export lacks a member, but not of one that cannot tell', () => {
    const whole = roleGroupExport('users', [anna, soc], { source: 'whole.csv' });
    const short = roleGroupExport('users', [{ name: 'Anna' }], { source: 'short.txt' });
    expect(merge(whole, short)[0]?.notes).toEqual([
      'The exports of this group differ: short.txt does not have one of the members that another one has. Nothing tells which is newer, so all of them are listed.',
    ]);
    expect(merge(whole, roleGroupExport('users', [], { source: 'failed.csv' }))[0]?.notes).toEqual([]);
  });

  it('takes credentials out of names, after which two may be one', () => {
    const [group] = merge(
      roleGroupExport('users', [{ name: 'x Password=CANARY-1' }, { name: 'x Password=CANARY-2' }]),
    );
    expect(shown(group)).toEqual(['CONTOSO\\x Password=[redacted] null']);
  });

  it('does not depend on the order of the exports or of their members', () => {
    const word = fc.constantFrom('anna', 'Anna', 'J?rgen', 'Jürgen', 'bob');
    const member = fc.record({
      name: word,
      domain: fc.constantFrom(null, 'CONTOSO', 'contoso.com', 'FABRIKAM'),
      sid: fc.constantFrom(null, anna.sid, soc.sid),
      objectClass: fc.constantFrom('user' as const, 'group' as const, 'unknown' as const),
      source: fc.constantFrom(null, 'local' as const, 'active-directory' as const),
      resolvable: fc.boolean(),
    });
    const exported = fc
      .tuple(
        fc.constantFrom('users' as const, 'viewers' as const, null),
        fc.constantFrom('a', 'b'),
        fc.array(member, { maxLength: 4 }),
      )
      .map(([role, source, members]) => roleGroupExport(role, members, { source }));
    const shuffled = fc
      .array(exported, { minLength: 1, maxLength: 4 })
      .chain((exports) =>
        fc.tuple(
          fc.constant(exports),
          fc.shuffledSubarray(exports, { minLength: exports.length }),
          fc.integer({ min: 0, max: 3 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([exports, others, turn]) => {
        const turned = others.map((one) => ({
          ...one,
          members: [...one.members.slice(turn), ...one.members.slice(0, turn)],
        }));
        expect(merge(...turned)).toEqual(merge(...exports));
      }),
    );
  });
});
