import type { Item, MigrationPlan } from '../../types/migration-plan.js';
import { ps } from './ps.js';
import type { Script, ScriptRow } from './script.js';
import {
  graphParameters,
  graphSnippet,
  logHelp,
  logSnippet,
  outcomeSnippet,
  tenantHelp,
} from './snippets.js';

/** Members of the groups of Microsoft Entra ID that answer ATA's role groups. */
export const roleMemberScript: Script = {
  name: 'Add-MdiRoleMember',
  head: ps`
<#
.SYNOPSIS
    Puts the members of ATA's role groups into the groups of Microsoft Entra ID that take their place.

.DESCRIPTION
    ATA's role groups hold accounts of Active Directory or of the Center's server; roles in Defender for Identity are
    given to users and groups of Microsoft Entra ID. The script looks for the match of each member, by its SID and then
    by its user principal name, and adds it to the group that you name. It never removes anybody, and makes no group.

    The members come from the plan, as far as it holds them, and from -MemberPath.

    Run it with -WhatIf first: it then only reads, and shows who would be added. Without -WhatIf it asks before every
    change. Who is a member already is left alone, so it can be run again at any time.

.PARAMETER GroupId
    Which group of Microsoft Entra ID answers which role, as a table of role = object id. Roles: administrators,
    local-administrators, users, viewers. A role that is not named is left out.

.PARAMETER MemberPath
    A CSV file with more members, with the columns Role, Sid, UserPrincipalName and Name. Sid or UserPrincipalName has
    to be filled in.

${tenantHelp}

${logHelp}

.EXAMPLE
    .\Add-MdiRoleMember.ps1 -GroupId @{ viewers = '11111111-2222-3333-4444-555555555555' } -WhatIf

    Shows which members of the ATA Viewers would be added to that group.

.NOTES
    Permissions: GroupMember.ReadWrite.All (with -WhatIf GroupMember.Read.All) and User.Read.All. A group that may be
    given roles of Microsoft Entra ID needs more rights; use another one.
    Local accounts of the Center's server have no match in Microsoft Entra ID.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory = $true)]
    [ValidateNotNull()]
    [hashtable]$GroupId,

    [ValidateNotNullOrEmpty()]
    [string]$MemberPath,

    ${graphParameters}

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\Add-MdiRoleMember.log'
)
`,
  items: memberRows,
  body: ps`
$graph = 'https://graph.microsoft.com/v1.0'
$roles = @('administrators', 'local-administrators', 'users', 'viewers')
${logSnippet}${outcomeSnippet}
${graphSnippet}
# A member by the same properties, wherever it comes from.
function Get-PlanMember {
    foreach ($item in $Items) { $item }
    if (-not $MemberPath) { return }
    foreach ($line in @(Import-Csv -LiteralPath $MemberPath)) {
        $columns = @($line.PSObject.Properties | ForEach-Object -Process { $_.Name })
        $member = @{ ItemId = $MemberPath }
        foreach ($column in @('Role', 'Sid', 'UserPrincipalName', 'Name')) {
            $member[$column] = if ($columns -contains $column) { [string]$line.$column } else { '' }
        }
        [pscustomobject]$member
    }
}

# The user or group of Microsoft Entra ID that answers a member: by SID, which only synchronised ones have, then by
# user principal name. Nothing but a SID gets into the filter.
function Find-DirectoryObject {
    param($Member)
    $header = @{ ConsistencyLevel = 'eventual' }
    if ([string]$Member.Sid -match '^S-1(-[0-9]+)+$') {
        foreach ($kind in @('users', 'groups')) {
            $uri = '{0}/{1}?$count=true&$select=id,displayName&$filter=onPremisesSecurityIdentifier eq ''{2}''' -f $graph, $kind, $Member.Sid
            $found = @(Get-GraphPage -Uri $uri -Headers $header)
            if ($found.Count -eq 1) { return $found[0] }
        }
    }
    if ($Member.UserPrincipalName) {
        $name = ([string]$Member.UserPrincipalName).Replace("'", "''")
        $uri = '{0}/users?$select=id,displayName&$filter=userPrincipalName eq ''{1}''' -f $graph, [uri]::EscapeDataString($name)
        $found = @(Get-GraphPage -Uri $uri)
        if ($found.Count -eq 1) { return $found[0] }
    }
}

foreach ($role in $GroupId.Keys) {
    if ($roles -notcontains $role) { throw ('There is no role {0}. Roles: {1}' -f $role, ($roles -join ', ')) }
    if ([string]$GroupId[$role] -notmatch '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$') {
        throw ('{0} is no object id of a group.' -f $GroupId[$role])
    }
}
$members = @(Get-PlanMember | Where-Object -FilterScript { $GroupId.ContainsKey([string]$_.Role) })
if ($members.Count -eq 0) {
    Write-ScriptWarning -Message 'Neither the plan nor -MemberPath names a member of these roles.'
    return
}

$scope = if ($WhatIfPreference) { 'GroupMember.Read.All' } else { 'GroupMember.ReadWrite.All' }
Connect-GraphSession -Scopes @($scope, 'User.Read.All')

foreach ($role in @($GroupId.Keys | Sort-Object)) {
    $group = Invoke-MgGraphRequest -Method GET -Uri ('{0}/groups/{1}?$select=id,displayName' -f $graph, $GroupId[$role])
    $present = @(Get-GraphPage -Uri ('{0}/groups/{1}/members?$select=id' -f $graph, $group['id']) | ForEach-Object -Process { $_['id'] })
    Write-ScriptLog -Message ('{0}: group {1}, {2} members' -f $role, $group['displayName'], $present.Count)
    foreach ($member in @($members | Where-Object -FilterScript { $_.Role -eq $role })) {
        $outcome = @{ ItemId = $member.ItemId; Target = $group['displayName']; Setting = 'member'; Before = $null }
        $object = Find-DirectoryObject -Member $member
        if (-not $object) {
            Write-ScriptWarning -Message ('No single match in Microsoft Entra ID for {0} (SID {1}, {2}).' -f $member.Name, $member.Sid, $member.UserPrincipalName)
            Write-Outcome @outcome -After $member.Name -Outcome 'NotFound'
            continue
        }
        if ($present -contains $object['id']) {
            Write-Outcome @outcome -After $object['displayName'] -Outcome 'AlreadySet'
            continue
        }
        if ($PSCmdlet.ShouldProcess((Get-VisibleText -Text ('group {0}' -f $group['displayName'])), (Get-VisibleText -Text ('Add {0} ({1}), for {2}' -f $object['displayName'], $object['id'], $member.Name)))) {
            $reference = @{ '@odata.id' = '{0}/directoryObjects/{1}' -f $graph, $object['id'] }
            [void](Invoke-MgGraphRequest -Method POST -Uri ('{0}/groups/{1}/members/$ref' -f $graph, $group['id']) -Body (ConvertTo-GraphJson -Body $reference) -ContentType 'application/json')
            $present += $object['id']
            Write-Outcome @outcome -After $object['displayName'] -Outcome 'Changed'
        }
        else {
            Write-Outcome @outcome -After $object['displayName'] -Outcome (Get-RefusalWord)
        }
    }
}
`,
};

/** The users and groups that items of role groups name, each with the role whose item it is. */
/** Members who may get a role: not those who are deleted, have a stronger role, or have no identity in Entra ID. */
const assignable: ReadonlySet<string> = new Set([
  'role-member',
  'role-member-group',
  'role-local-administrator',
]);

function memberRows({ items }: MigrationPlan): ScriptRow[] {
  return items
    .filter(({ area, reason }) => area === 'role-groups' && assignable.has(reason.code))
    .map(memberRow);
}

function memberRow({ id, entities, source }: Item): ScriptRow {
  // The ids of members are made of the group and of the SID, where there is one.
  const [, role = '', member = ''] = id.split('/');
  const [entity] = entities;
  const value = typeof source.value === 'string' ? source.value : '';
  return {
    ItemId: id,
    Role: role,
    Name: entity?.name ?? entity?.samName ?? value.replace(`, ${member}`, ''),
    Sid: entity?.sid ?? (member.startsWith('S-1-') ? member : null),
    UserPrincipalName: entity?.upn ?? null,
  };
}
