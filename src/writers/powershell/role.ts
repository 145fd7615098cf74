import { ataRoles, roleMapping } from '../../catalogue/roles.js';
import { itemId } from '../../ids.js';
import type { MigrationPlan } from '../../types/migration-plan.js';
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

/** Roles of unified RBAC. Microsoft Graph offers them in beta only. */
export const roleScript: Script = {
  name: 'New-MdiRole',
  head: ps`
<#
.SYNOPSIS
    BETA. Creates the roles of unified role-based access control that answer ATA's role groups, and assigns them.

.DESCRIPTION
    Uses roleManagement/defender of Microsoft Graph BETA, which may change at any time and is not supported for use in
    production. The portal does the same: Permissions > Microsoft Defender XDR > Roles.

    A role that exists already under the same name is never changed: where its permissions differ, the script says so.
    Roles take effect only once the workload of Defender for Identity is activated (Settings > Microsoft Defender XDR >
    Permissions and roles), which is possible in the portal only.

    Run it with -WhatIf first: it then only reads, and shows what it would create. Without -WhatIf it asks before every
    change. It can be run again at any time.

.PARAMETER Role
    Which roles: administrators, users, viewers. Without it, those that the plan leaves nothing to decide about.

.PARAMETER DocumentedRights
    Give the role the rights of Microsoft's documented mapping, where the plan advises narrower ones (users: the
    documented role may change settings, which ATA Users may not).

.PARAMETER PrincipalId
    Who gets a role, as a table of role = object ids of Microsoft Entra ID groups or users. Without it no assignment is
    made.

.PARAMETER ScopeId
    The scope of the assignments (directoryScopeIds). What has to be given is not in the documentation that ata2mdi
    knows: make one assignment in the portal and look at it, for instance with Get-MdiObserved.ps1. Without it no
    assignment is made.

${tenantHelp}

${logHelp}

.EXAMPLE
    .\New-MdiRole.ps1 -Role viewers -WhatIf

    Shows whether the role for viewers would be created.

.EXAMPLE
    .\New-MdiRole.ps1 -Role users

    Creates the role for ATA Users with no more rights than they have in ATA.

.NOTES
    Permission: RoleManagement.ReadWrite.Defender (with -WhatIf RoleManagement.Read.Defender). The tenant needs Microsoft
    Entra ID P1 or P2.
    Action strings come from Microsoft's article of October 2022; that of authorization was seen in a third party's
    table only. The script warns of a string that no role of the tenant uses yet.
    Written by ata2mdi, which is not a product of Microsoft.
#>

#Requires -Version 5.1

[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [ValidateSet('administrators', 'users', 'viewers')]
    [string[]]$Role,

    [switch]$DocumentedRights,

    [ValidateNotNull()]
    [hashtable]$PrincipalId = @{},

    [string[]]$ScopeId = @(),

    ${graphParameters}

    [ValidateNotNullOrEmpty()]
    [string]$LogPath = '.\New-MdiRole.log'
)
`,
  items: roleRows,
  body: ps`
$defender = 'https://graph.microsoft.com/beta/roleManagement/defender'
${logSnippet}${outcomeSnippet}
${graphSnippet}
# The action strings of a role definition.
function Get-RoleAction {
    param($Definition)
    foreach ($permission in @($Definition['rolePermissions'])) {
        if ($null -ne $permission) { $permission['allowedResourceActions'] }
    }
}

$chosen = @($Items | Where-Object -FilterScript {
        if ($Role) { $Role -contains $_.Role } else { -not $_.IsToDecide }
    })
if ($chosen.Count -eq 0) {
    Write-ScriptWarning -Message 'The plan has no such role.'
    return
}

$scope = if ($WhatIfPreference) { 'RoleManagement.Read.Defender' } else { 'RoleManagement.ReadWrite.Defender' }
Connect-GraphSession -Scopes $scope
$definitions = @(Get-GraphPage -Uri ('{0}/roleDefinitions' -f $defender))
$assignments = @(Get-GraphPage -Uri ('{0}/roleAssignments' -f $defender))
$knownActions = @($definitions | ForEach-Object -Process { Get-RoleAction -Definition $_ } | Select-Object -Unique)
Write-ScriptLog -Message ('{0} roles and {1} assignments in the tenant' -f $definitions.Count, $assignments.Count)

foreach ($item in $chosen) {
    $actions = @(if ($DocumentedRights) { $item.DocumentedActions } else { $item.Actions })
    $unknown = @($actions | Where-Object -FilterScript { $knownActions -notcontains $_ })
    if ($unknown.Count -gt 0) {
        Write-ScriptWarning -Message ('No role of the tenant uses these action strings yet; compare them with a role that was made in the portal: {0}' -f ($unknown -join ', '))
    }
    $outcome = @{ ItemId = $item.ItemId; Target = $item.DisplayName; Setting = 'role'; After = $actions }
    $id = $null
    $existing = @($definitions | Where-Object -FilterScript { $_['displayName'] -eq $item.DisplayName })
    if ($existing.Count -gt 1) {
        Write-ScriptWarning -Message ('There are {0} roles named {1}.' -f $existing.Count, $item.DisplayName)
        Write-Outcome @outcome -Before $null -Outcome 'Ambiguous'
        continue
    }
    if ($existing.Count -eq 1) {
        $id = $existing[0]['id']
        $has = @(Get-RoleAction -Definition $existing[0] | Sort-Object -Unique)
        if (($has -join ' ') -eq (@($actions | Sort-Object -Unique) -join ' ')) {
            Write-Outcome @outcome -Before $has -Outcome 'AlreadySet'
        }
        else {
            Write-ScriptWarning -Message ('The role {0} exists with other permissions and is left alone. It has: {1}. The plan has: {2}' -f $item.DisplayName, ($has -join ', '), ($actions -join ', '))
            Write-Outcome @outcome -Before $has -Outcome 'DiffersLeftAlone'
            continue
        }
    }
    elseif ($PSCmdlet.ShouldProcess(('role {0}' -f $item.DisplayName), ('Create it with these permissions (Microsoft Graph beta): {0}' -f ($actions -join ', ')))) {
        $definition = @{
            displayName     = $item.DisplayName
            description     = $item.Description
            rolePermissions = @(@{ allowedResourceActions = [string[]]$actions })
        }
        $created = Invoke-MgGraphRequest -Method POST -Uri ('{0}/roleDefinitions' -f $defender) -Body (ConvertTo-GraphJson -Body $definition) -ContentType 'application/json'
        $id = $created['id']
        Write-Outcome @outcome -Before $null -Outcome 'Changed'
    }
    else {
        Write-Outcome @outcome -Before $null -Outcome (Get-RefusalWord)
    }

    if (-not $PrincipalId.ContainsKey($item.Role)) { continue }
    # A role that was declined cannot be assigned; with -WhatIf the assignment is shown all the same.
    if (-not $id -and -not $WhatIfPreference) { continue }
    if ($ScopeId.Count -eq 0) {
        $seen = @($assignments | ForEach-Object -Process { $_['directoryScopeIds']; $_['appScopeIds'] } | Where-Object -FilterScript { $_ } | Select-Object -Unique)
        Write-ScriptWarning -Message ('No assignment is made without -ScopeId. Scopes of the assignments in the tenant: {0}' -f ($seen -join ', '))
        continue
    }
    $assigned = @($assignments | Where-Object -FilterScript { $id -and $_['roleDefinitionId'] -eq $id } | ForEach-Object -Process { $_['principalIds'] })
    $missing = @($PrincipalId[$item.Role] | Where-Object -FilterScript { $assigned -notcontains $_ })
    $outcome = @{ ItemId = $item.ItemId; Target = $item.DisplayName; Setting = 'assignment'; Before = $assigned; After = @($PrincipalId[$item.Role]) }
    if ($missing.Count -eq 0) {
        Write-Outcome @outcome -Outcome 'AlreadySet'
    }
    elseif ($PSCmdlet.ShouldProcess(('role {0}' -f $item.DisplayName), ('Assign it to {0} in the scope {1} (Microsoft Graph beta)' -f ($missing -join ', '), ($ScopeId -join ', ')))) {
        $assignment = @{
            displayName       = $item.DisplayName
            description       = $item.Description
            roleDefinitionId  = $id
            principalIds      = [string[]]$missing
            directoryScopeIds = [string[]]$ScopeId
        }
        [void](Invoke-MgGraphRequest -Method POST -Uri ('{0}/roleAssignments' -f $defender) -Body (ConvertTo-GraphJson -Body $assignment) -ContentType 'application/json')
        Write-Outcome @outcome -Outcome 'Changed'
    }
    else {
        Write-Outcome @outcome -Outcome (Get-RefusalWord)
    }
}
`,
};

/** The roles that the plan has an item for. `Actions` are those that it advises. */
function roleRows({ items }: MigrationPlan): ScriptRow[] {
  return ataRoles().flatMap((role) => {
    const item = items.find(({ id }) => id === itemId('role-groups', role));
    if (item === undefined) return [];
    const mapping = roleMapping(role);
    const value = (name: string): string | undefined =>
      item.target?.values.find(({ field }) => field === name)?.value;
    const documented = mapping.actions.map(({ action }) => action);
    return [
      {
        ItemId: item.id,
        Role: role,
        AtaGroup: mapping.ataGroup,
        IsToDecide: item.disposition === 'decision',
        DisplayName: value('Role name') ?? mapping.mdiRole,
        Description: value('Description') ?? mapping.ataGroup,
        Actions: mapping.leastPrivilege?.actions.map(({ action }) => action) ?? documented,
        DocumentedActions: documented,
      },
    ];
  });
}
