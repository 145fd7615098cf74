import type { MapperContext } from '../../src/mappers/mapper.js';
import { mapperContext } from '../../src/plan/context.js';
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

/** The snapshot of documents given as plain JSON, and what its mappers are given. */
export async function snapshotOf(
  ...documents: readonly { readonly [key: string]: Plain }[]
): Promise<{ readonly snapshot: AtaSnapshot; readonly context: MapperContext }> {
  const snapshot = await normalise([
    {
      name: 'test.json',
      format: 'extended-json',
      encoding: 'utf-8',
      byteLength: 1,
      sha256: '0'.repeat(64),
      documents: documents.map((document, index) => ({ value: documentOf(document), line: index + 1 })),
    },
  ]);
  return { snapshot, context: mapperContext(snapshot) };
}
