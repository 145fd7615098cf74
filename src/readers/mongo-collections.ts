/**
 * The collections of ATA's database that are read. The plural names are those of ATA 1.5 and earlier (certainty:
 * documented, in the history of ATA's documentation).
 */
export const profileCollections: readonly string[] = ['SystemProfile', 'SystemProfiles'];
export const entityCollections: readonly string[] = ['UniqueEntity', 'UniqueEntities'];
export const activityCollections: readonly string[] = ['SuspiciousActivity', 'SuspiciousActivities'];

/** Health alerts (certainty: inferred from the name of their class; the plural as above). */
export const healthAlertCollections: readonly string[] = ['MonitoringAlert', 'MonitoringAlerts'];

/** What a suspicious activity was concluded from (certainty: seen): activities of the network, no alerts. */
export const activityDetailCollections: readonly string[] = ['SuspiciousActivityActivity'];
