import { InternalError } from '../errors.js';
import { scripts } from '../plan/scripts.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { auditingScript } from './powershell/auditing.js';
import { gmsaScript } from './powershell/gmsa.js';
import { observedScript } from './powershell/observed.js';
import { roleScript } from './powershell/role.js';
import { roleMemberScript } from './powershell/role-member.js';
import { type Script, scriptArtifact } from './powershell/script.js';
import { sensorProxyScript } from './powershell/sensor-proxy.js';
import { sensorSettingsScript } from './powershell/sensor-settings.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `scripts/*.ps1`: what public commands and Microsoft Graph can do, as scripts that people read and run. This program
 * runs none of them. All are written for every plan, in the order of `src/plan/scripts.ts`, so that a step that names one
 * never names one that is not there.
 */
export const powershellWriter = { format: 'ps1', artifacts: powershellArtifacts } satisfies Writer;

/** Every script, for the tests that hold of all. */
export const powershellScripts: readonly Script[] = [
  auditingScript,
  gmsaScript,
  observedScript,
  roleMemberScript,
  roleScript,
  sensorProxyScript,
  sensorSettingsScript,
];

function powershellArtifacts(plan: MigrationPlan): Artifact[] {
  return scripts.map(({ name }) => {
    const script = powershellScripts.find((candidate) => candidate.name === name);
    if (script === undefined) throw new InternalError(`there is no script ${name}`);
    return scriptArtifact(script, plan);
  });
}
