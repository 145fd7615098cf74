import type { MapperContext } from '../../src/mappers/mapper.js';
import { mapperContext } from '../../src/plan/context.js';
import type { RoleGroupExport, RoleGroupMember, RoleGroupRole } from '../../src/readers/role-groups/types.js';
import type { LoadedSource } from '../../src/readers/sources.js';
import type { DocumentObject, DocumentValue } from '../../src/readers/values.js';
import { normalise } from '../../src/snapshot/normalise.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';

/** Plain JSON, as tests write documents down. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Plain JSON as the readers would return it. */
export function documentOf(plain: { readonly [key: string]: Plain }): DocumentObject {
  return new Map(Object.entries(plain).map(([key, value]) => [key, decoded(value)]));
}

function decoded(plain: Plain): DocumentValue {
  if (plain === null || typeof plain !== 'object') return plain;
  return Array.isArray(plain) ? plain.map(decoded) : documentOf(plain as { readonly [key: string]: Plain });
}

/** A Center in REST shape with nothing in it but what a test is about. */
export function centerWith(
  configuration: { readonly [section: string]: Plain } = {},
  gatewayCommonConfiguration: { readonly [key: string]: Plain } = {},
  top: { readonly [key: string]: Plain } = {},
): { readonly [key: string]: Plain } {
  return {
    Configuration: configuration,
    GatewayCommonConfiguration: gatewayCommonConfiguration,
    NetbiosName: 'ATACENTER',
    Version: '1.9.7576.49398',
    Id: '5aed5ee92bd5d60dd07c0001',
    ...top,
    Type: 'CenterSystemProfile',
  };
}

/** What a deployment consists of, as far as a test is about it. */
export interface Deployment {
  readonly documents: readonly { readonly [key: string]: Plain }[];
  /** Exports of the members of role groups. */
  readonly roleGroups?: readonly RoleGroupExport[];
}

/** The snapshot of documents given as plain JSON, and what its mappers are given. */
export async function snapshotOf(...documents: Deployment['documents']): Promise<SnapshotInContext> {
  return snapshotOfDeployment({ documents });
}

/** The same for documents and what else a deployment has. */
export async function snapshotOfDeployment({
  documents,
  roleGroups = [],
}: Deployment): Promise<SnapshotInContext> {
  const source: LoadedSource = {
    name: 'test.json',
    format: 'extended-json',
    encoding: 'utf-8',
    byteLength: 1,
    sha256: '0'.repeat(64),
    documents: documents.map((document, index) => ({ value: documentOf(document), line: index + 1 })),
  };
  const groups = { ...source, format: 'role-group', encoding: null, documents: [], roleGroups };
  const snapshot = await normalise(roleGroups.length === 0 ? [source] : [source, groups]);
  return { snapshot, context: mapperContext(snapshot) };
}

interface SnapshotInContext {
  readonly snapshot: AtaSnapshot;
  readonly context: MapperContext;
}

/** An export of the members of a role group as the readers would return it. */
export function roleGroupExport(
  role: RoleGroupRole | null,
  members: readonly (Partial<RoleGroupMember> & { readonly name: string })[],
  other: Partial<RoleGroupExport> = {},
): RoleGroupExport {
  return {
    source: `${role ?? 'group'}.csv`,
    format: 'csv',
    group: role === null ? null : { role, recognisedBy: 'file name' },
    members: members.map((member) => ({
      domain: 'CONTOSO',
      sid: null,
      objectClass: 'user',
      source: null,
      resolvable: true,
      ...member,
    })),
    unnamed: 0,
    unknown: members.length === 0,
    notes: [],
    ...other,
  };
}
