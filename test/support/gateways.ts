import type { Plain } from './snapshots.js';

/** A Gateway in REST shape with nothing in it but what a test is about. */
export function gatewayWith(
  name: string,
  top: { readonly [key: string]: Plain } = {},
  configuration: { readonly [section: string]: Plain } = {},
): { readonly [key: string]: Plain } {
  return {
    ...(Object.keys(configuration).length > 0 ? { Configuration: configuration } : {}),
    NetbiosName: name,
    Id: `id-of-${name}`,
    ...top,
    Type: 'GatewaySystemProfile',
  };
}

/** A domain controller as ATA's database knows it. */
export function domainControllerWith(
  dnsName: string,
  operatingSystem: string | null,
  id = `entity-${dnsName}`,
): { readonly [key: string]: Plain } {
  const name = dnsName.split('.')[0]?.toUpperCase() ?? '';
  return {
    Id: id,
    SystemDisplayName: name,
    SamName: `${name}$`,
    DnsName: dnsName,
    IsDomainController: true,
    OperatingSystemDisplayName: operatingSystem,
    Type: 'Computer',
  };
}
