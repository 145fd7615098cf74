/**
 * The fields of an entity that a snapshot is made of. A server may send more: what comes is not relied on to hold only
 * these.
 */
export const entityFields = [
  '_id',
  '_t',
  'Name',
  'SystemDisplayName',
  'SamName',
  'DomainId',
  'DistinguishedName',
  'Sid',
  'UpnName',
  'DnsName',
  'IpAddress',
  'IsDeleted',
  'IsDomainController',
  'DomainController',
  'OperatingSystemDisplayName',
] as const;
