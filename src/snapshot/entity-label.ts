import type { Entity } from '../types/ata-snapshot.js';

/** What people know a directory object by: `decoy.admin@contoso.com (Decoy Admin)`, or its id where nothing tells more. */
export function entityLabel(entity: Entity): string {
  if (!entity.resolved) return `${entity.id} (not resolved)`;
  const name = entity.upn ?? entity.dnsName ?? entity.name ?? entity.samName ?? entity.ipAddress ?? entity.id;
  const display = entity.name !== null && entity.name !== name ? ` (${entity.name})` : '';
  return `${name}${display}`;
}
