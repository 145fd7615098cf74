import { describe, expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { artifactText } from '../../test/support/artifacts.js';
import { canaries } from '../../test/support/deployments.js';
import { deploymentFiles, snapshotOfDeployment } from '../../test/support/loading.js';
import { manualWith, planOf, smallPlan, targetWith } from '../../test/support/plans.js';
import {
  isInside,
  nodesOf,
  nodesOfType,
  parsePowershell,
  syntaxErrors,
} from '../../test/support/powershell-syntax.js';
import { textOfExpression } from '../../test/support/powershell-values.js';
import { scripts } from '../plan/scripts.js';
import { translate } from '../plan/translate.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import { dataEnd, dataStart } from './powershell/script.js';
import { powershellWriter } from './powershell.js';

const names = Object.keys(deploymentFiles) as (keyof typeof deploymentFiles)[];

const hostileText = "’); Remove-Item C:\\ -Recurse #> '@\r\n$(calc) `\u202E\uD800“\u0000{0}";

/** A Gateway whose every value is an attack, and others that have what scripts take. */
const hostilePlan = planOf([
  gatewayWith({
    id: 'gateways/1/sensor',
    reason: { code: 'lightweight-gateway-to-sensor', text: '' },
    source: { paths: [], value: { Name: hostileText, 'Domain controllers': [hostileText] } },
  }),
  gatewayWith({
    id: 'gateways/1/description',
    reason: { code: 'gateway-description', text: '' },
    target: targetWith({ values: [{ field: 'description', value: hostileText }] }),
  }),
  gatewayWith({
    id: 'gateways/2/sensor',
    reason: { code: 'gateway-to-sensors-on-dcs', text: '' },
    source: { paths: [], value: { Name: 'GW02', 'Domain controllers': ['dc1.contoso.com', "d'c2"] } },
  }),
  gatewayWith({
    id: 'directory-services/account/x/y',
    area: 'directory-services',
    source: { paths: [], value: { Account: hostileText, Domain: hostileText, Password: null } },
  }),
  gatewayWith({
    id: 'role-groups/viewers/x',
    area: 'role-groups',
    reason: { code: 'role-member', text: '' },
    entities: [
      {
        id: 'x',
        kind: 'user',
        name: hostileText,
        domain: null,
        samName: null,
        sid: 'S-1-5-21-1-2-3-1104',
        upn: hostileText,
        dnsName: null,
        ipAddress: null,
        resolved: true,
        deleted: false,
        domainController: false,
        operatingSystem: null,
      },
    ],
  }),
]);

function gatewayWith(over: Partial<Item>): Item {
  return { ...manualWith({ area: 'gateways' }), ...over } as Item;
}

const plans: readonly (readonly [string, MigrationPlan])[] = [
  ...(await Promise.all(
    names.map(async (name) => [name, translate(await snapshotOfDeployment(name))] as const),
  )),
  ['small', smallPlan()],
  ['empty', planOf([])],
  ['hostile names', hostilePlan],
];

const readOnly = ['Get-MdiObserved'];

function textsOf(plan: MigrationPlan): Map<string, string> {
  return new Map(
    powershellWriter
      .artifacts(plan)
      .map((artifact) => [artifact.name.replace(/^scripts\/|\.ps1$/g, ''), artifactText(artifact)]),
  );
}

function textOf(plan: MigrationPlan, name: string): string {
  return textsOf(plan).get(name) ?? '';
}

function dataOf(text: string): string {
  return text.slice(text.indexOf(dataStart), text.indexOf(dataEnd, text.indexOf(dataStart)));
}

function logicOf(text: string): string {
  return text.replace(dataOf(text), '');
}

/** The values of a property in the rows of `$Items`, as PowerShell reads them. */
function valuesIn(text: string, property: string): string[] {
  const rows = dataOf(text).slice(dataOf(text).indexOf('$Items'));
  return [...rows.matchAll(new RegExp(`^ +${property} += (.*)\\r$`, 'gm'))].map((match) =>
    textOfExpression(match[1] ?? ''),
  );
}

describe.each(plans)('the scripts of the plan %s', (_, plan) => {
  const texts = [...textsOf(plan)];

  it('are all that items name, one file each below scripts/', () => {
    expect(texts.map(([name]) => name)).toEqual(scripts.map(({ name }) => name));
  });

  it.each(texts)('%s has no error of syntax', (_name, text) => {
    expect(syntaxErrors(text)).toEqual([]);
  });

  it.each(texts)('%s is a file for Windows', (_name, text) => {
    expect(text).toMatch(/^\uFEFF<#\r\n/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(logicOf(text.slice(1))).toMatch(/^[\r\n\x20-\x7e]*$/);
  });

  it.each(texts)('%s differs from that of an empty plan in its data only', (name, text) => {
    expect(logicOf(text)).toBe(logicOf(textOf(planOf([]), name)));
  });

  it.each(texts)('%s holds nothing but values in its data', (_name, text) => {
    const data = parsePowershell(dataOf(text));
    for (const type of ['command', 'sub_expression', 'script_block_expression', 'invokation_expression'])
      expect(nodesOfType(data, type).map((node) => node.text)).toEqual([]);
    const variables = new Set(nodesOfType(data, 'variable').map((node) => node.text));
    for (const known of ['$Plan', '$Items', '$true', '$false', '$null']) variables.delete(known);
    expect([...variables]).toEqual([]);
    expect(nodesOfType(data, 'expandable_string_literal')).toEqual([]);
  });

  it('hold no secret', () => {
    for (const [, text] of texts) for (const canary of canaries) expect(text).not.toContain(canary);
  });
});

/** Commands that only read, or that write into the log and the folder of the script alone. */
const harmless = [
  'Add-Content',
  'Connect-MgGraph',
  'ConvertFrom-Json',
  'ConvertTo-Json',
  'ForEach-Object',
  'Get-MDISensorProxyConfiguration',
  'Get-MgContext',
  'Get-Module',
  'Get-Service',
  'Import-Csv',
  'Import-Module',
  'Join-Path',
  'New-MDIConfigurationReport',
  'New-Object',
  'Select-Object',
  'Set-StrictMode',
  'Sort-Object',
  'Test-MDIConfiguration',
  'Test-MDIDSA',
  'Test-MDISensorApiConnection',
  'Test-Path',
  'Where-Object',
  'Write-Verbose',
  'Write-Warning',
];

/** Commands that change something, each in the script that is for it. */
const changing: Readonly<Record<string, string>> = {
  'New-MDIDSA': 'New-MdiGmsa',
  'Set-MDIConfiguration': 'Set-MdiAuditing',
  'Set-MDISensorProxyConfiguration': 'Set-MdiSensorProxy',
  'Restart-Service': 'Set-MdiSensorProxy',
};

describe.each([...textsOf(hostilePlan)])('%s', (name, text) => {
  const root = parsePowershell(text);
  const commands = nodesOfType(root, 'command').map((node) => ({
    node,
    command: node.childForFieldName('command_name')?.text ?? '',
  }));

  it('asks before every change, and is an advanced function with help', () => {
    const attributes = nodesOfType(root, 'attribute').map((node) => node.text);
    if (readOnly.includes(name)) expect(attributes).toContain('[CmdletBinding()]');
    else
      expect(attributes).toContain("[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]");
    expect(text).toContain('\r\n#Requires -Version 5.1\r\n');
    expect(text).toContain("\r\nSet-StrictMode -Version 2.0\r\n$ErrorActionPreference = 'Stop'\r\n");
    const [help = ''] = text.split('#>');
    for (const section of ['SYNOPSIS', 'DESCRIPTION', 'EXAMPLE', 'NOTES'])
      expect(help).toContain(`\r\n.${section}\r\n`);
    const described = [...help.matchAll(/^\.PARAMETER (\w+)\r$/gm)].map((match) => match[1]);
    expect([...described].sort()).toEqual([...parametersOf(root)].sort());
  });

  it('runs only what is listed here', () => {
    const own = nodesOfType(root, 'function_name').map((node) => node.text);
    const known = [
      ...own,
      ...harmless,
      'Invoke-MgGraphRequest',
      ...(readOnly.includes(name) ? ['New-Item'] : []),
    ];
    const others = new Set(
      commands.map(({ command }) => command).filter((command) => !known.includes(command)),
    );
    expect([...others].sort()).toEqual(
      Object.keys(changing)
        .filter((command) => changing[command] === name)
        .sort(),
    );
  });

  it('changes nothing unless ShouldProcess said so', () => {
    const changes = commands.filter(({ node, command }) =>
      command === 'Invoke-MgGraphRequest' ? !isReading(node.text) : command in changing,
    );
    expect(changes.length > 0).toBe(!readOnly.includes(name));
    for (const { node } of changes) expect(isInside(node, isGuard(node)), node.text).toBe(true);
  });

  it('calls Microsoft Graph only', () => {
    for (const [address] of text.matchAll(/https?:\/\/[^\s'"}]+/g))
      expect(address).toMatch(/^https:\/\/graph\.microsoft\.com(?:\/|$)|^http:\/\/proxy/);
  });

  it('has nothing of PowerShell 7 and nothing that runs text', () => {
    const types = new Set(nodesOf(root).map(({ type }) => type));
    for (const type of ['&&', '||', '??', '??=', '?.', 'ternary_expression'])
      expect(types).not.toContain(type);
    expect(logicOf(text)).not.toMatch(
      /`|Invoke-Expression|\biex\b|Add-Type|ConvertTo-SecureString|-AsPlainText|EncodedCommand/i,
    );
  });
});

/** Names of the parameters of the script itself. */
function parametersOf(root: Node): string[] {
  const [block] = root.children.filter((child) => child?.type === 'param_block');
  if (block === undefined || block === null) return [];
  return nodesOfType(block, 'script_parameter').flatMap((parameter) =>
    parameter.children
      .filter((child) => child?.type === 'variable')
      .map((child) => child?.text.slice(1) ?? ''),
  );
}

function isReading(call: string): boolean {
  return / -Method GET\b/.test(call) || /\/security\/runHuntingQuery/.test(call);
}

/** An `if` that asks, in the branch where the answer was yes. */
function isGuard(node: Node): (ancestor: Node) => boolean {
  return (ancestor) => {
    if (ancestor.type !== 'if_statement' && ancestor.type !== 'elseif_clause') return false;
    const condition = ancestor.childForFieldName('condition');
    const [block] = ancestor.children.filter((child) => child?.type === 'statement_block');
    return (
      condition?.text.startsWith('$PSCmdlet.ShouldProcess(') === true &&
      block !== undefined &&
      block !== null &&
      block.startIndex <= node.startIndex &&
      node.endIndex <= block.endIndex
    );
  };
}

describe('the check of syntax can fail', () => {
  it.each(["$a = 'x", 'if ($a) {', '$a = @(1, 2', '$a = $b ? 1 : 2', '$a ?? 3', '$a = @{ x = 1', '@"\nx'])(
    'on %j',
    (text) => {
      expect(syntaxErrors(text)).not.toEqual([]);
    },
  );
});

describe('what the plan gives', () => {
  const contoso = plans.find(([name]) => name === 'contoso')?.[1] ?? planOf([]);

  it('descriptions, with the server whose sensor takes them', () => {
    const text = textOf(contoso, 'Set-MdiSensorSettings');
    expect(valuesIn(text, 'Gateway')).toEqual(['ATAGW1', 'DC01', 'DC02']);
    expect(dataOf(text)).toContain("Description       = 'Lightweight Gateway, Zürich'");
    expect(dataOf(text)).toContain("Server            = 'dc01.contoso.com'");
  });

  it('hostile names, unchanged', () => {
    const text = textOf(hostilePlan, 'Set-MdiSensorSettings');
    expect(valuesIn(text, 'Gateway')).toEqual([hostileText, 'GW02']);
    expect(dataOf(text)).toContain("DomainControllers = @('dc1.contoso.com', 'd''c2')");
    expect(valuesIn(textOf(hostilePlan, 'New-MdiGmsa'), 'AtaAccount')).toEqual([hostileText]);
    expect(valuesIn(textOf(hostilePlan, 'Add-MdiRoleMember'), 'Name')).toEqual([hostileText]);
    expect(valuesIn(textOf(hostilePlan, 'Add-MdiRoleMember'), 'Role')).toEqual(['viewers']);
    expect(valuesIn(textOf(hostilePlan, 'Set-MdiSensorProxy'), 'Server')).toContain("d'c2");
  });

  it('members who may get a role, by their SID where nothing else is known of them', () => {
    const member = (id: string, code: string) =>
      gatewayWith({
        id: `role-groups/users/${id}`,
        area: 'role-groups',
        reason: { code, text: '' },
        source: { paths: [], value: `CONTOSO\\x, ${id}` },
      });
    const sids = ['S-1-5-21-1-2-3-1', 'S-1-5-21-1-2-3-2', 'S-1-5-21-1-2-3-3'];
    const codes = ['role-member-group', 'role-member-deleted', 'role-member-stronger'];
    const plan = planOf(sids.map((sid, index) => member(sid, codes[index] ?? '')));
    const text = textOf(plan, 'Add-MdiRoleMember');
    expect(valuesIn(text, 'Sid')).toEqual(['S-1-5-21-1-2-3-1']);
    expect(valuesIn(text, 'Name')).toEqual(['CONTOSO\\x']);
    expect(valuesIn(text, 'Role')).toEqual(['users']);
  });

  it('the narrower rights for ATA Users, the documented ones beside', () => {
    const data = dataOf(textOf(contoso, 'New-MdiRole'));
    expect(valuesIn(textOf(contoso, 'New-MdiRole'), 'Role')).toEqual(['administrators', 'users', 'viewers']);
    expect(data.match(/IsToDecide +=.*/g)?.map((line) => line.slice(-7).trim())).toHaveLength(3);
    const users = data.slice(data.indexOf("'users'"), data.indexOf("'viewers'"));
    expect(/ Actions +=.*/.exec(users)?.[0]).not.toContain('configuration/security/manage');
    expect(/DocumentedActions +=.*/.exec(users)?.[0]).toContain('configuration/security/manage');
  });

  it('the configurations of Windows auditing', () => {
    expect(valuesIn(textOf(contoso, 'Set-MdiAuditing'), 'Configuration')).toContain('AdvancedAuditPolicyDCs');
  });
});
