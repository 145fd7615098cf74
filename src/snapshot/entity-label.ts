import type { Entity } from '../types/ata-snapshot.js';

/**
 * A name people can act on, which tells objects of several domains and forests apart: the UPN or the DNS name, else
 * `contoso.com\name`, else the name alone with the SID or the id. In brackets stands what else it is known by; a UPN may
 * end otherwise than the domain, and so be the same in two forests. The id itself where no source resolves it.
 */
export function entityLabel(entity: Entity): string {
  const { id, upn, dnsName, name, domain, sid } = entity;
  if (!entity.resolved) return `${id} (not resolved)`;
  const short = shortName(entity);
  const whole = upn ?? (dnsName?.includes('.') ? dnsName : null);
  const label = whole ?? (domain === null ? short : `${domain}\\${short}`);
  const aside = [
    ...(name === null || name === (whole ?? short) ? [] : [name]),
    ...(upn === null || domain === null || endsIn(upn, domain) ? [] : [domain]),
    ...(whole !== null || domain !== null || id.endsWith(short) ? [] : [sid ?? id]),
  ];
  return aside.length === 0 ? label : `${label} (${aside.join(', ')})`;
}

/** The name inside a domain. */
function shortName({ kind, samName, name, dnsName, ipAddress, id }: Entity): string {
  const sam = kind === 'computer' ? samName?.replace(/\$$/, '') : samName;
  return sam || name || dnsName || ipAddress || id;
}

function endsIn(upn: string, domain: string): boolean {
  return upn.toLowerCase().endsWith(`@${domain.toLowerCase()}`);
}
