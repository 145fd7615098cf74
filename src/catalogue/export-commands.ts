/**
 * What people type to get out of ATA what this program reads: said here once, for errors, items and help alike.
 */

/**
 * The commands of the ATA PowerShell module that export a configuration whole. Set-Content and its encoding, because a
 * redirection or Out-File writes UTF-16, and Set-Content alone the local code page, in which letters are lost.
 */
export const exportCommands = {
  center: 'Get-ATAStatus -Center | ConvertTo-Json -Depth 10 | Set-Content center.json -Encoding UTF8',
  gateway: 'Get-ATAStatus -Gateway | ConvertTo-Json -Depth 10 | Set-Content gateways.json -Encoding UTF8',
} as const;

/** The command of MongoDB's tools that exports the directory objects whole, on the ATA Center. */
export const entitiesCommand = 'mongoexport --db ATA --collection UniqueEntity --out UniqueEntity.json';

/**
 * The commands that export alerts: of MongoDB's tools, on the ATA Center, and of the ATA PowerShell module. Without an id,
 * the module gives all of them.
 */
export const alertCommands = {
  database: 'mongoexport --db ATA --collection SuspiciousActivity --out SuspiciousActivity.json',
  activities:
    'Get-ATASuspiciousActivity | ConvertTo-Json -Depth 10 | Set-Content activities.json -Encoding UTF8',
  healthAlerts:
    'Get-ATAMonitoringAlert | ConvertTo-Json -Depth 10 | Set-Content health-alerts.json -Encoding UTF8',
} as const;

/** Ids that mean nothing to a shell: those of entities and security identifiers. */
const harmless = /^[\w-]+$/;

/**
 * The command that prints one entity, for a Command Prompt, whose quotation marks it has; null for a value that a shell
 * might take for something else.
 *
 * @param field `_id`, or `Sid` for a security identifier
 */
export function entityQuery(field: '_id' | 'Sid', value: string): string | null {
  if (!harmless.test(value)) return null;
  return `mongoexport --db ATA --collection UniqueEntity --query "{\\"${field}\\":\\"${value}\\"}"`;
}

/**
 * The command of Windows PowerShell that exports the members of a local group of the ATA Center. `-Encoding UTF8`,
 * because Export-Csv alone writes ASCII, in which letters are lost.
 *
 * @param group as the command takes it: `-Group "<name>"` or `-SID <security identifier>`
 */
export function membersCommand(group: string, file: string): string {
  return `Get-LocalGroupMember ${group} | Select-Object Name, SID, PrincipalSource, ObjectClass | Export-Csv -NoTypeInformation -Encoding UTF8 -Path ${file}`;
}
