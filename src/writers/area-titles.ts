import type { Area } from '../catalogue/areas.js';

/** What the areas are called in headings for people. */
export const areaTitles: Readonly<Record<Area, string>> = {
  'directory-services': 'Directory services account',
  syslog: 'Syslog notifications',
  email: 'Mail about alerts',
  'health-notifications': 'Mail about health alerts',
  'role-groups': 'Role groups',
  vpn: 'VPN integration',
  exclusions: 'Exclusions',
  honeytokens: 'Honeytokens',
  'sensitive-entities': 'Sensitive accounts and groups',
  reports: 'Scheduled reports',
  gateways: 'Gateways and sensors',
  'event-collection': 'Event collection',
  updates: 'Updates',
  detectors: 'Detections',
  'monitoring-alerts': 'Health alerts',
  center: 'ATA Center and workspace',
  telemetry: 'Usage data',
  localization: 'Language',
  licensing: 'Licences',
  'engine-tuning': 'Engine tuning',
  'learned-state': 'Learned state',
  unrecognised: 'Not recognised',
};
