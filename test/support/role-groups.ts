import { roleGroupsMapper } from '../../src/mappers/role-groups.js';
import type { RoleGroupExport } from '../../src/readers/role-groups/types.js';
import { type Mapped, mappedDeployment } from './mapped.js';
import { centerWith, type Plain, type roleGroupExport } from './snapshots.js';

const domainSid = 'S-1-5-21-331155643-194726017-284011963';

/** A user of the domain CONTOSO, and one of its groups, as exports of role groups list them. */
export const anna = { name: 'anna', sid: `${domainSid}-1104` } as const;
export const soc = { name: 'SOC', sid: `${domainSid}-1105`, objectClass: 'group' } as const;

/** What ATA's database knows of the user. */
export const annaEntity = {
  Id: '4412d323-0dd7-4e03-a5ef-fbd1b35e8437',
  Type: 'User',
  SamName: 'anna',
  UpnName: 'anna.kern@contoso.com',
  Sid: anna.sid,
};

export type Members = Parameters<typeof roleGroupExport>[1];

/** The items of a Center with these exports of its role groups. */
export function deployed(
  roleGroups: readonly RoleGroupExport[],
  ...entities: { readonly [key: string]: Plain }[]
): Promise<Mapped> {
  return mappedDeployment(roleGroupsMapper, { documents: [centerWith(), ...entities], roleGroups });
}
