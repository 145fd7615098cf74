/** The closed list of configuration topics. Every item, worksheet section and catalogue entry belongs to one. */
export const areas = [
  'directory-services',
  'syslog',
  'email',
  'health-notifications',
  'role-groups',
  'vpn',
  'exclusions',
  'honeytokens',
  'sensitive-entities',
  'reports',
  'gateways',
  'event-collection',
  'updates',
  'detectors',
  'monitoring-alerts',
  'center',
  'telemetry',
  'localization',
  'licensing',
  'engine-tuning',
  'learned-state',
  'unrecognised',
] as const;

/** One configuration topic. */
export type Area = (typeof areas)[number];
