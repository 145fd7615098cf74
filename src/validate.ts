import { InternalError } from './errors.js';
import type { AlertRecord } from './types/alert-record.js';
import type { AtaSnapshot } from './types/ata-snapshot.js';
import type { ConfigurationDiff } from './types/configuration-diff.js';
import type { ConfigurationHistory } from './types/configuration-history.js';
import type { DecommissionGate } from './types/decommission-gate.js';
import type { MdiObserved } from './types/mdi-observed.js';
import type { MigrationPlan } from './types/migration-plan.js';
import type { SensorReadiness } from './types/sensor-readiness.js';
import type { StructureReport } from './types/structure-report.js';
import { validate as validateAlerts } from './types/validate-alert-record.js';
import { validate as validateSnapshot } from './types/validate-ata-snapshot.js';
import { validate as validateDiff } from './types/validate-configuration-diff.js';
import { validate as validateHistory } from './types/validate-configuration-history.js';
import { validate as validateGate } from './types/validate-decommission-gate.js';
import { validate as validateObserved } from './types/validate-mdi-observed.js';
import { validate as validatePlan } from './types/validate-migration-plan.js';
import { validate as validateReadiness } from './types/validate-sensor-readiness.js';
import { validate as validateStructure } from './types/validate-structure-report.js';
import { validate as validateVerification } from './types/validate-verification.js';
import type { Verification } from './types/verification.js';

/**
 * Every document that leaves the program is checked against its published schema first.
 *
 * @throws InternalError naming the place where it breaks the schema
 */
export function checkSnapshot(snapshot: AtaSnapshot): void {
  if (!validateSnapshot(snapshot)) throw breach('snapshot', validateSnapshot.errors?.[0]);
}

/** As {@link checkSnapshot}, for a plan. */
export function checkPlan(plan: MigrationPlan): void {
  if (!validatePlan(plan)) throw breach('plan', validatePlan.errors?.[0]);
}

/** As {@link checkSnapshot}, for what was observed. */
export function checkObserved(observed: MdiObserved): void {
  if (!validateObserved(observed)) throw breach('picture of what was observed', validateObserved.errors?.[0]);
}

/** As {@link checkSnapshot}, for a verification. */
export function checkVerification(verification: Verification): void {
  if (!validateVerification(verification)) throw breach('verification', validateVerification.errors?.[0]);
}

/** As {@link checkSnapshot}, for the readiness of domain controllers. */
export function checkReadiness(readiness: SensorReadiness): void {
  if (!validateReadiness(readiness)) throw breach('readiness', validateReadiness.errors?.[0]);
}

/** As {@link checkSnapshot}, for what differs between two configurations. */
export function checkDiff(diff: ConfigurationDiff): void {
  if (!validateDiff(diff)) throw breach('comparison', validateDiff.errors?.[0]);
}

/** As {@link checkSnapshot}, for a timeline. */
export function checkHistory(history: ConfigurationHistory): void {
  if (!validateHistory(history)) throw breach('history', validateHistory.errors?.[0]);
}

/** As {@link checkSnapshot}, for the gate before decommissioning. */
export function checkGate(gate: DecommissionGate): void {
  if (!validateGate(gate)) throw breach('gate', validateGate.errors?.[0]);
}

/** As {@link checkSnapshot}, for a report on structure. */
export function checkStructureReport(report: StructureReport): void {
  if (!validateStructure(report)) throw breach('structure report', validateStructure.errors?.[0]);
}

/** As {@link checkSnapshot}, for a record of alerts. */
export function checkAlertRecord(record: AlertRecord): void {
  if (!validateAlerts(record)) throw breach('record of alerts', validateAlerts.errors?.[0]);
}

function breach(what: string, error: { instancePath: string; message?: string } | undefined): InternalError {
  return new InternalError(
    `the ${what} breaks its own schema at ${error?.instancePath || '/'}: ${error?.message ?? ''}`,
  );
}
