import { sensorLogIssues } from '../../src/catalogue/sensor-log.js';
import { readObserved } from '../../src/readers/mdi-observed/read.js';
import { collectingReporter } from '../../src/reporter.js';
import type { MdiObserved } from '../../src/types/mdi-observed.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import type { CheckedItem, Verification } from '../../src/types/verification.js';
import { checkObserved, checkVerification } from '../../src/validate.js';
import { observedOf } from '../../src/verify/observed.js';
import { type VerifyOptions, verify } from '../../src/verify/verify.js';
import type { ObservedFile } from './perfect-mdi.js';

/** What files show together, as the command reads them. */
export function observedIn(files: readonly ObservedFile[]): MdiObserved {
  const reporter = collectingReporter();
  const parts = files.map(({ name, text }) =>
    readObserved({ name, bytes: new TextEncoder().encode(text) }, sensorLogIssues(), reporter),
  );
  const observed = observedOf(parts, reporter.notices);
  checkObserved(observed);
  return observed;
}

/** A verification of a plan against files. */
export function verified(
  plan: MigrationPlan,
  files: readonly ObservedFile[],
  options: VerifyOptions = {},
): Verification {
  const verification = verify(plan, observedIn(files), options);
  checkVerification(verification);
  return verification;
}

/** The result of one item. */
export function resultOf(verification: Verification, id: string): CheckedItem {
  const item = verification.items.find((one) => one.id === id);
  if (item === undefined) throw new Error(`no item ${id} was compared`);
  return item;
}
