import type { ReasonCode } from '../catalogue/reasons.js';
import { ataRoles, roleMapping } from '../catalogue/roles.js';
import { itemId } from '../ids.js';
import type { Item } from '../types/migration-plan.js';

/** Which script helps with which item: the one place that says so, for items, worksheets and scripts alike. */

/** A script that `--format ps1` writes. */
export interface ScriptInfo {
  /** Name of the file below `scripts/`, without `.ps1`. */
  readonly name: string;
  /** What it is for, in a line of a list of files. */
  readonly purpose: string;
}

/** In the order in which they are of use. */
export const scripts = [
  {
    name: 'New-MdiGmsa',
    purpose: 'creates the group managed service account, after that decision',
  },
  { name: 'Set-MdiAuditing', purpose: 'switches on the Windows auditing that sensors need' },
  { name: 'Set-MdiSensorProxy', purpose: 'sets the proxy of a sensor, on its server' },
  { name: 'Set-MdiSensorSettings', purpose: 'description, delayed update, domain controllers of sensors' },
  { name: 'New-MdiRole', purpose: 'roles of unified RBAC (Microsoft Graph beta)' },
  { name: 'Add-MdiRoleMember', purpose: 'puts members of ATA role groups into Entra groups' },
  { name: 'Get-MdiObserved', purpose: 'reads what is set in MDI into files for verify; changes nothing' },
] as const satisfies readonly ScriptInfo[];

export type ScriptName = (typeof scripts)[number]['name'];

interface ScriptRule {
  readonly script: ScriptName;
  /** What the item is: its reason, or its whole id. */
  readonly reasons?: readonly ReasonCode[];
  readonly ids?: readonly string[];
  /** What has to hold for the script to be of use; without it, the script does what the item is about. */
  readonly when?: string;
  /** Arguments besides `-WhatIf`, with placeholders in angle brackets. */
  readonly arguments?: string;
}

/** An item may have several scripts. */
const rules: readonly ScriptRule[] = [
  {
    script: 'New-MdiGmsa',
    ids: ['directory-services/group-managed-service-account'],
    arguments: "-Identity '<account name>' -GmsaGroupName '<group name>'",
  },
  { script: 'Set-MdiAuditing', reasons: ['windows-auditing'] },
  { script: 'Set-MdiSensorSettings', reasons: ['gateway-description'] },
  {
    script: 'Set-MdiSensorSettings',
    reasons: ['gateway-to-sensors-on-dcs'],
    when: 'If a standalone sensor was chosen, a script can enter its domain controllers once it is installed',
    arguments: "-StandaloneSensor @{ '<ATA Gateway>' = '<sensor>' }",
  },
  {
    script: 'Set-MdiSensorSettings',
    reasons: ['delayed-update'],
    when: 'If delayed update was chosen, a script can switch it on',
    arguments: "-DelayedUpdate '<sensor>', '<sensor>'",
  },
  {
    script: 'Set-MdiSensorProxy',
    reasons: ['lightweight-gateway-to-sensor', 'gateway-to-sensors-on-dcs', 'gateway-kind-unknown'],
    when: 'If a server reaches the internet through a proxy, a script can set it there',
    arguments: "-ProxyUrl '<http://proxy:port>'",
  },
  ...ataRoles().map(
    (role): ScriptRule => ({
      script: 'New-MdiRole',
      ids: [itemId('role-groups', role)],
      arguments: `-Role ${role}`,
      ...(roleMapping(role).leastPrivilege === null
        ? {}
        : {
            when: 'A script can create the role, with the narrower rights or, with -DocumentedRights, the documented ones',
          }),
    }),
  ),
  {
    script: 'Add-MdiRoleMember',
    reasons: ['role-members-unknown'],
    when: 'Once it is known who gets which role, a script can put them into the groups of Microsoft Entra ID',
    arguments: "-GroupId @{ '<role>' = '<object id of the group>' }",
  },
  {
    script: 'Get-MdiObserved',
    ids: [itemId('center', 'validate')],
    when: 'A script can read what is set in Defender for Identity into files, for the record and for ata2mdi verify',
    arguments: '-OutputFolder observed',
  },
];

/**
 * The item with steps that name its scripts, or the same item if it has none. Whoever reads it is told to run a script
 * with `-WhatIf` first.
 */
export function withScriptSteps(item: Item): Item {
  const found = rules.filter(
    ({ reasons, ids }) =>
      ids?.includes(item.id) === true || reasons?.some((code) => code === item.reason.code) === true,
  );
  if (found.length === 0) return item;
  const first = found.filter(({ when }) => when === undefined).map(stepText);
  const last = found.filter(({ when }) => when !== undefined).map(stepText);
  return { ...item, steps: [...first, ...item.steps, ...last] };
}

function stepText({ script, when, arguments: words }: ScriptRule): string {
  const command = [`scripts/${script}.ps1`, ...(words === undefined ? [] : [words])].join(' ');
  if (script === 'Get-MdiObserved') return `${when}: ${command}. It only reads.`;
  const run = `run ${command} -WhatIf and read what it would change; then run it without -WhatIf: it asks before every change.`;
  return when === undefined ? `By script: ${run} Or do it without the script:` : `${when}: ${run}`;
}
