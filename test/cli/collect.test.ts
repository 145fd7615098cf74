import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roleOfFileName } from '../../src/readers/role-groups/group-names.js';
import { readRoleGroups } from '../../src/readers/role-groups/role-groups.js';
import { collectingReporter } from '../../src/reporter.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { isInside, nodesOfType, parsePowershell, syntaxErrors } from '../support/powershell-syntax.js';

const script = readFileSync('scripts/collect/Get-AtaConfiguration.ps1', 'utf8');

describe('ata2mdi collect', () => {
  it('prints the script as it is, with the line ends of Windows', () => {
    const { code, stdout, stderr } = ata2mdi(['collect', '--print']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(script.replaceAll('\n', '\r\n'));
    expect(ata2mdi(['collect', '-o', '-']).stdout).toBe(stdout);
  });

  it('writes it as a file that Windows PowerShell 5.1 reads, and overwrites nothing', () => {
    const cwd = temporaryFolder();
    expect(ata2mdi(['collect', '-o', 'Get.ps1'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'wrote Get.ps1\n',
    });
    expect(readFileSync(join(cwd, 'Get.ps1'), 'utf8')).toBe(`\uFEFF${script.replaceAll('\n', '\r\n')}`);
    expect(ata2mdi(['collect', '-o', 'Get.ps1'], { cwd }).code).toBe(2);
  });

  it('says what it is for if it is not told where to', () => {
    const { code, stdout, stderr } = ata2mdi(['collect']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const words of ['collect --print', 'collect -o Get-AtaConfiguration.ps1', '-WhatIf', '2012 R2'])
      expect(stderr).toContain(words);
  });

  it('takes one way to get the script, and no source', () => {
    expect(ata2mdi(['collect', '--print', '-o', 'x.ps1'], { cwd: temporaryFolder() }).code).toBe(2);
    expect(ata2mdi(['collect', 'SystemProfile.json']).code).toBe(2);
  });
});

describe('Get-AtaConfiguration.ps1', () => {
  const root = parsePowershell(script);

  it('has no error of syntax, and no letter that depends on an encoding', () => {
    expect(syntaxErrors(script)).toEqual([]);
    expect(script).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('runs on Windows Server 2012 R2', () => {
    expect(script).toContain('#Requires -Version 4.0');
    // Of later versions: classes and their constructors, and what 5.0 and 5.1 brought.
    expect(script).not.toMatch(/::new\(|^\s*class |^\s*using |Compress-Archive|-Extended|\?\?|&&|\|\|/m);
    for (const node of nodesOfType(root, 'command').filter(({ text }) =>
      text.startsWith('Get-LocalGroupMember'),
    ))
      expect(
        isInside(
          node,
          ({ type, text }) =>
            type === 'if_statement' && text.startsWith("if (Get-Command -Name 'Get-LocalGroupMember'"),
        ),
      ).toBe(true);
  });

  it('runs only what reads, or writes into its own folder', () => {
    const own = nodesOfType(root, 'function_name').map((node) => node.text);
    const others = new Set(
      nodesOfType(root, 'command')
        .map((node) => node.childForFieldName('command_name')?.text ?? '')
        .filter((name) => !own.includes(name)),
    );
    expect([...others].sort()).toEqual([
      '$Path',
      'ConvertFrom-Json',
      'Copy-Item',
      'Export-Clixml',
      'ForEach-Object',
      'Get-ChildItem',
      'Get-CimInstance',
      'Get-Command',
      'Get-Content',
      'Get-FileHash',
      'Get-Item',
      'Get-ItemProperty',
      'Get-LocalGroupMember',
      'Invoke-WebRequest',
      'Join-Path',
      'New-Item',
      'New-Object',
      'Remove-Item',
      'Select-Object',
      'Set-StrictMode',
      'Sort-Object',
      'Split-Path',
      'Test-Path',
      'Where-Object',
      'Write-Verbose',
      'Write-Warning',
    ]);
    // The one call that leaves the server reads, and what is removed or written is in the folder that it made.
    expect(script.match(/Invoke-WebRequest .*/g)).toEqual([
      'Invoke-WebRequest -Uri $address -Method Get -UseDefaultCredentials -UseBasicParsing -OutFile $target',
    ]);
    expect(script.match(/Remove-Item .*/g)).toEqual(['Remove-Item -LiteralPath $target']);
    for (const [, value] of script.matchAll(/\$target = (.*)/g))
      expect(value).toMatch(/^Join-Path -Path \$folder /);
  });

  it('describes every parameter', () => {
    const described = [...script.matchAll(/^\.PARAMETER (\w+)$/gm)].map((match) => match[1]);
    const [block] = nodesOfType(root, 'param_block');
    const parameters = (block === undefined ? [] : nodesOfType(block, 'script_parameter')).map(
      ({ text }) => /\$(\w+)(?: = .*)?$/.exec(text)?.[1],
    );
    expect(described).toEqual(parameters);
  });
});

describe('the exports of role groups that the script writes', () => {
  const files = [...script.matchAll(/FileName = '([\w-]+)'; GroupName = (.*) \}/g)].map((match) => ({
    file: match[1] ?? '',
    group: (match[2] ?? '').replaceAll("'", ''),
  }));

  it('are recognised by their names', () => {
    expect(files.map(({ file }) => [roleOfFileName(`${file}.xml`), roleOfFileName(`${file}.txt`)])).toEqual([
      ['administrators', 'administrators'],
      ['users', 'users'],
      ['viewers', 'viewers'],
      ['local-administrators', 'local-administrators'],
    ]);
  });

  it.each(files)('$file is read in the form of net localgroup, in UTF-16', ({ file, group }) => {
    // The name of the local group is translated; a German server stands for those.
    const name = group.startsWith('$') ? 'Administratoren' : group;
    const lines = [
      `Aliasname       ${name}`,
      'Beschreibung    ',
      '',
      'Mitglieder',
      '',
      '-'.repeat(79),
      'CONTOSO\\Jürgen Groß',
      'CONTOSO\\東京',
      'Der Befehl wurde erfolgreich ausgeführt.',
      '',
      '',
    ];
    const bytes = new Uint8Array(
      Buffer.from(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`, 'utf16le'),
    );
    const [read, ...others] = readRoleGroups({ name: `${file}.txt`, bytes }, collectingReporter());
    expect(others).toEqual([]);
    expect(read?.group?.role).toBe(roleOfFileName(file));
    expect(read?.members.map((member) => member.name)).toEqual(['Jürgen Groß', '東京']);
  });
});

it('what the script gathers, ata2mdi reads: the newest backup and the names', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'Backup'));
  const backup = 'Backup/SystemProfile_20251215T040000Z.json';
  for (const [from, to] of [
    ['SystemProfile_20251215T040000Z.json', backup],
    ['UniqueEntity.json', 'UniqueEntity.json'],
  ] as const)
    writeFileSync(join(folder, to), readFileSync(`fixtures/contoso/${from}`));
  const result = ata2mdi(['run', backup, 'UniqueEntity.json', '-o', 'result'], { cwd: folder });
  expect(result.code).toBe(0);
  expect(readFileSync(join(folder, 'result/scripts/Set-MdiSensorSettings.ps1'), 'utf8')).toContain('Zürich');
});
