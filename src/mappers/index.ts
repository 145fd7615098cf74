import { centerMapper } from './center.js';
import { detectorsMapper } from './detectors.js';
import { directoryServicesMapper } from './directory-services.js';
import { emailMapper } from './email.js';
import { engineTuningMapper } from './engine-tuning.js';
import { eventCollectionMapper } from './event-collection.js';
import { exclusionsMapper } from './exclusions.js';
import { gatewaysMapper } from './gateways.js';
import { healthNotificationsMapper } from './health-notifications.js';
import { honeytokensMapper } from './honeytokens.js';
import { learnedStateMapper } from './learned-state.js';
import { licensingMapper } from './licensing.js';
import { localizationMapper } from './localization.js';
import type { Mapper } from './mapper.js';
import { monitoringAlertsMapper } from './monitoring-alerts.js';
import { reportsMapper } from './reports.js';
import { roleGroupsMapper } from './role-groups.js';
import { sensitiveEntitiesMapper } from './sensitive-entities.js';
import { syslogMapper } from './syslog.js';
import { telemetryMapper } from './telemetry.js';
import { unrecognisedMapper } from './unrecognised.js';
import { updatesMapper } from './updates.js';
import { vpnMapper } from './vpn.js';

/** Every mapper, one for each area, in the order of the areas. */
export const mappers: readonly Mapper[] = [
  directoryServicesMapper,
  syslogMapper,
  emailMapper,
  healthNotificationsMapper,
  roleGroupsMapper,
  vpnMapper,
  exclusionsMapper,
  honeytokensMapper,
  sensitiveEntitiesMapper,
  reportsMapper,
  gatewaysMapper,
  eventCollectionMapper,
  updatesMapper,
  detectorsMapper,
  monitoringAlertsMapper,
  centerMapper,
  telemetryMapper,
  localizationMapper,
  licensingMapper,
  engineTuningMapper,
  learnedStateMapper,
  unrecognisedMapper,
];
