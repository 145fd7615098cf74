import { Command, InvalidArgumentError, Option } from 'commander';
import { areas } from '../catalogue/areas.js';
import { exportCommands } from '../catalogue/export-commands.js';
import { program as programInfo } from '../program.js';
import { worksheetFormats } from '../writers/index.js';
import type { CommandIo, ExitCode, Invocation } from './io.js';

type Run = (invocation: Invocation<never>) => Promise<ExitCode>;

interface CommandDeclaration {
  readonly name: string;
  readonly words: readonly { readonly syntax: string; readonly description: string }[];
  readonly summary: string;
  readonly description: string;
  readonly options: () => readonly Option[];
  /** Command lines that work as they stand, each with what it does; one follows from the one before. */
  readonly examples: readonly (readonly [string, string])[];
  /** Loaded only when the command runs: `--version` must not pay for the whole program. */
  readonly load: () => Promise<Run>;
}

const whatSourcesAre =
  "a folder with what was gathered, SystemProfile_*.json of the Center's Backup folder, output of Get-ATAStatus, what mongodump or mongoexport wrote, mongodb://..., a snapshot, or - for standard input";

/** Sources of one Center. */
const sourceWords = [{ syntax: '<source...>', description: whatSourcesAre }];

/** Sources of one Center or of several, which go into one workspace. */
const sourcesOfCenters = [
  {
    syntax: '<source...>',
    description: `${whatSourcesAre}; of one ATA Center, or of several, each in a folder of its own`,
  },
];

const force = (): Option => new Option('--force', 'overwrite files that exist');
const stamp = (): Option => new Option('--stamp', 'write the current time (UTC) into the result');
const catalogue = (): Option =>
  new Option('--catalogue <file>', 'settings of your own, beside those that are known').argParser(givenOnce);
const outputFile = (): Option =>
  new Option('-o, --output <file>', 'write to this file instead of standard output (-)').argParser(givenOnce);
const reportForm = (): Option =>
  new Option('--format <form>', 'text, json, md or html').choices(['text', 'json', 'md', 'html']);
const failOn = (): Option =>
  new Option('--fail-on <changes>', 'which changes make the exit code 1: any, important or never')
    .choices(['any', 'important', 'never'])
    .default('any');
const ignore = (): Option =>
  new Option('--ignore <file>', 'changes that are not to be told, a line each').argParser(givenOnce);
const outputFolder = (): Option =>
  new Option('-o, --output <folder>', 'folder to write to; made if it is not there')
    .argParser(folderName)
    .makeOptionMandatory();

function givenOnce(value: string, previous: string | undefined): string {
  if (previous !== undefined) throw new InvalidArgumentError('It can be given once.');
  if (value === '') throw new InvalidArgumentError('It names nothing.');
  return value;
}

function folderName(value: string, previous: string | undefined): string {
  if (value === '-')
    throw new InvalidArgumentError('Several files do not go to standard output: name a folder.');
  return givenOnce(value, previous);
}

/** A day or a time in UTC; a time that names its zone is turned into UTC. */
function timeGiven(value: string, previous: string | undefined): string {
  givenOnce(value, previous);
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(value);
  const time = new Date(found === null ? Number.NaN : `${found[1]}T${found[2] ?? '00:00'}${found[3] ?? 'Z'}`);
  if (Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('It is no time. Write it as 2025-12-01 or 2025-12-01T08:00Z.');
  return time.toISOString().replace('.000Z', 'Z');
}

function areasGiven(value: string, previous: readonly string[] | undefined): readonly string[] {
  const words = value.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !(areas as readonly string[]).includes(word));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no area ${unknown.join(', ')}. Areas: ${areas.join(', ')}.`);
  return [...new Set([...(previous ?? []), ...words])];
}

const declarations: readonly CommandDeclaration[] = [
  {
    name: 'run',
    words: sourcesOfCenters,
    summary: 'everything: snapshot, plan and worksheets into one folder',
    description:
      'Reads an ATA configuration and writes snapshot.json, plan.json, the worksheets in every format, and scripts/.',
    options: () => [outputFolder(), catalogue(), force(), stamp()],
    examples: [
      ['ata2mdi run SystemProfile_20251215T040000Z.json -o contoso', 'from the newest backup of the Center'],
      [
        'ata2mdi run SystemProfile_20251215T040000Z.json UniqueEntity.json -o contoso',
        'with names instead of ids',
      ],
    ],
    load: async () => (await import('./commands/run.js')).run,
  },
  {
    name: 'export',
    words: sourceWords,
    summary: 'the snapshot: the whole configuration, without secrets',
    description:
      'Reads an ATA configuration and prints its snapshot: normalised, redacted, the same bytes for the same input.',
    options: () => [outputFile(), catalogue(), force(), stamp()],
    examples: [
      [
        'ata2mdi export SystemProfile_20251215T040000Z.json -o snapshot.json',
        'keep the configuration for the record',
      ],
    ],
    load: async () => (await import('./commands/export.js')).run,
  },
  {
    name: 'translate',
    words: sourcesOfCenters,
    summary: 'the plan: what becomes of every setting',
    description: 'Translates an ATA configuration, or a snapshot of one, and prints the plan as JSON.',
    options: () => [outputFile(), catalogue(), force(), stamp()],
    examples: [
      ['ata2mdi translate snapshot.json -o plan.json', 'from a snapshot that was made earlier'],
      [exportCommands.center, 'in PowerShell, from the running Center'],
      ['ata2mdi translate center.json', 'and then'],
    ],
    load: async () => (await import('./commands/translate.js')).run,
  },
  {
    name: 'worksheet',
    words: sourcesOfCenters,
    summary: 'the worksheets that people work through',
    description:
      'Translates an ATA configuration and writes the worksheets. The source may also be a plan that was saved earlier.',
    options: () => [
      outputFolder(),
      new Option(
        '--format <list>',
        `which worksheets, separated by commas: ${worksheetFormats.join(', ')}`,
      ).default(worksheetFormats.join(',')),
      new Option(
        '--carry-over <file>',
        'an older worksheet (csv, xlsx, or the JSON that worksheet.html exports), whose status, owner, decision and notes are kept',
      ).argParser(givenOnce),
      catalogue(),
      force(),
      stamp(),
    ],
    examples: [
      ['ata2mdi worksheet snapshot.json -o week1', 'in every format'],
      [
        'ata2mdi worksheet snapshot.json -o week2 --carry-over week1/worksheet.xlsx',
        'a newer one, with what was written in the older one',
      ],
      [
        'ata2mdi worksheet plan.json -o again --format xlsx',
        'from a plan that was saved, as a workbook only',
      ],
    ],
    load: async () => (await import('./commands/worksheet.js')).run,
  },
  {
    name: 'diff',
    words: [
      { syntax: '<before>', description: 'a source or a snapshot; a folder if it is several files' },
      { syntax: '<after>', description: 'the same, as it is now' },
    ],
    summary: 'what changed between two configurations',
    description:
      'Compares two configurations of one ATA deployment by what they mean: the order of lists is no difference, a renamed object is a rename, a secret that was replaced is told without being shown.\nExit code 1 if something changed; 2 if a part of one side could not be read.',
    options: () => [
      reportForm(),
      failOn(),
      ignore(),
      new Option('--bookkeeping', 'list what ATA writes by itself too, and differences of form'),
      outputFile(),
      catalogue(),
      force(),
    ],
    examples: [
      ['ata2mdi diff snapshot.json SystemProfile_20251215T040000Z.json', 'since the snapshot was made'],
      [
        'ata2mdi diff snapshot.json SystemProfile_20251215T040000Z.json --fail-on important',
        'as a check that runs every night',
      ],
    ],
    load: async () => (await import('./commands/diff.js')).run,
  },
  {
    name: 'history',
    words: [
      {
        syntax: '<folder...>',
        description: 'the folder Backup of the ATA Center, or any folder or files of backups and snapshots',
      },
    ],
    summary: 'what changed between the backups in a folder, and when',
    description:
      'Compares each backup of a Center with the one before it, and tells the moments at which something changed. Damaged files are named and skipped.\nExit code 1 if something changed, or if a file is damaged.',
    options: () => [
      new Option(
        '--since <time>',
        'only what changed since, e.g. 2025-12-01 or 2025-12-01T08:00Z (UTC)',
      ).argParser(timeGiven),
      new Option(
        '--area <list>',
        'only these areas, separated by commas, e.g. exclusions,honeytokens',
      ).argParser(areasGiven),
      reportForm(),
      failOn(),
      ignore(),
      new Option('--bookkeeping', 'tell what ATA writes by itself too, and differences of form'),
      outputFile(),
      catalogue(),
      force(),
    ],
    examples: [
      ['ata2mdi history Backup', 'all that changed while the backups were kept'],
      ['ata2mdi history Backup --area exclusions --since 2025-12-01', 'who was excluded this month'],
      ['ata2mdi history Backup --format html -o history.html', 'as a page, with a chart'],
    ],
    load: async () => (await import('./commands/history.js')).run,
  },
  {
    name: 'verify',
    words: sourcesOfCenters,
    summary: 'what of the plan is really in Defender for Identity',
    description:
      'Holds the plan against answers of Microsoft Graph, exports and captures of the portal, reports on auditing, and sensor logs.\nExit code 1 if anything that was planned is missing or different.',
    options: () => [
      new Option(
        '--observed <file...>',
        'what Defender for Identity has: any file that shows a part of it, or a folder of them',
      ).makeOptionMandatory(),
      new Option(
        '--save-observed <file>',
        'keep what the files show, without secrets; can be given to --observed again',
      ).argParser(givenOnce),
      reportForm(),
      outputFile(),
      catalogue(),
      force(),
      stamp(),
    ],
    examples: [
      [
        'ata2mdi verify snapshot.json --observed sensors.json healthIssues.json',
        'against answers of Microsoft Graph',
      ],
      [
        'ata2mdi verify snapshot.json --observed sensors.json portal.har --format html -o verification.html',
        'with what the browser recorded on the pages of the portal, as a page',
      ],
    ],
    load: async () => (await import('./commands/verify.js')).run,
  },
  {
    name: 'readiness',
    words: sourceWords,
    summary: "each domain controller against the sensor's requirements",
    description:
      'Says of each domain controller that ATA knows which Defender for Identity sensor it can take, what is missing, which gateway watches it now, and what is left to check with which command.\nExit code 1 unless every domain controller is ready or has a sensor; one of which something is not known is not ready.',
    options: () => [
      new Option(
        '--observed <file...>',
        'JSON of Test-MdiReadiness.ps1 and lists of sensors, or a folder of them: they fill in what ATA cannot know',
      ),
      new Option('--format <form>', 'text, json, md, html or csv').choices([
        'text',
        'json',
        'md',
        'html',
        'csv',
      ]),
      outputFile(),
      catalogue(),
      force(),
      stamp(),
    ],
    examples: [
      [
        'ata2mdi readiness SystemProfile_20251215T040000Z.json UniqueEntity.json',
        'from a backup, with the computers that ATA knows',
      ],
      [
        'ata2mdi readiness snapshot.json --observed mdi-contoso.com.json sensors.json --format html -o readiness.html',
        'with what Test-MdiReadiness.ps1 found and the sensors that are there already, as a page',
      ],
    ],
    load: async () => (await import('./commands/readiness.js')).run,
  },
  {
    name: 'alerts',
    words: [
      {
        syntax: '<source...>',
        description:
          'a mongodb:// address, a folder or archive of mongodump, a mongoexport of SuspiciousActivity and UniqueEntity, output of Get-ATASuspiciousActivity and Get-ATAMonitoringAlert, or - for standard input',
      },
    ],
    summary: "ATA's suspicious activities and health alerts, for the record",
    description:
      'Writes the alerts of ATA with the names of accounts and computers, the open ones first: Defender for Identity does not take them over. Without -o, prints what they come to.',
    options: () => [
      new Option(
        '-o, --output <file>',
        'the record: .csv, .json, .xlsx or .html; - is standard output',
      ).argParser(givenOnce),
      new Option(
        '--format <form>',
        'csv, json, xlsx or html, where the name of the file does not say it',
      ).choices(['csv', 'json', 'xlsx', 'html']),
      new Option(
        '--status <list>',
        'only alerts with these: open, suppressed, closed, resolved, dismissed, unknown',
      ).argParser(givenOnce),
      new Option('--severity <list>', 'only alerts with these: high, medium, low, unknown').argParser(
        givenOnce,
      ),
      new Option(
        '--since <time>',
        'only alerts that were seen on this day (UTC), at this time, or later',
      ).argParser(givenOnce),
      new Option('--until <time>', 'only alerts that were seen last before this day (UTC) or time').argParser(
        givenOnce,
      ),
      force(),
      stamp(),
    ],
    examples: [
      ['ata2mdi alerts SuspiciousActivity.json UniqueEntity.json -o alerts.csv', 'all of them, as a table'],
      [
        'ata2mdi alerts SuspiciousActivity.json UniqueEntity.json --status open -o open.xlsx',
        'the open ones, as a workbook to work through',
      ],
    ],
    load: async () => (await import('./commands/alerts.js')).run,
  },
  {
    name: 'gate',
    words: sourcesOfCenters,
    summary: 'may the ATA Center be removed? each condition, with its evidence',
    description:
      'Holds every condition for removing the ATA Center against files: gateways, sensors, health issues, items of the plan, open activities, the backup of the database, the two hours of the first synchronisation. Sources of several ATA Centers are asked about together: the gate opens for all of them or for none.\nExit code 1 unless all are met; what nobody knows is not met.',
    options: () => [
      new Option(
        '--observed <file...>',
        'what Defender for Identity has, as for verify, worksheets in which people marked what is done, and records that ata2mdi alerts wrote (CSV, JSON)',
      ),
      new Option(
        '--backup <path...>',
        'what mongodump wrote, an archive or a folder, one of each ATA Center: every document of it is read',
      ),
      new Option(
        '--attest <key...>',
        'give your word for what no file shows: keys of conditions or of their parts, and ids of items',
      ),
      new Option('--attest-file <file>', 'the same from a file, one key a line; # begins a remark').argParser(
        givenOnce,
      ),
      new Option(
        '--now <time>',
        'the time that counts as now, e.g. 2026-10-10T08:00:00Z; with --stamp, the clock',
      ).argParser(givenOnce),
      reportForm(),
      outputFile(),
      catalogue(),
      force(),
      stamp(),
    ],
    examples: [
      ['ata2mdi gate snapshot.json', 'what is still lacking, to begin with'],
      [
        'ata2mdi gate snapshot.json --observed sensors.json healthIssues.json --backup ata.archive --attest gateways-stopped activities-recorded --stamp',
        'with all the evidence, for the change ticket',
      ],
    ],
    load: async () => (await import('./commands/gate.js')).run,
  },
  {
    name: 'explain',
    words: [{ syntax: '<word>', description: 'a detector, setting, alert, area, reason, version or item' }],
    summary: 'what the catalogue knows of a detector, setting, item or alert',
    description: 'Looks a word up in the catalogue that the translation is made from.',
    options: () => [catalogue()],
    examples: [
      ['ata2mdi explain DnsReconnaissance', 'a detector, by its name'],
      ['ata2mdi explain 2010', 'an alert, by the number either product gives it'],
      ['ata2mdi explain syslog', 'an area'],
    ],
    load: async () => (await import('./commands/explain.js')).run,
  },
  {
    name: 'inspect',
    words: sourceWords,
    summary: 'the structure without the values: safe to share',
    description:
      'Prints which paths, types and lengths of lists the sources have and what the catalogue knows of them, without a single value, or a starting file for --catalogue.',
    options: () => [
      new Option('--propose', 'print a catalogue to fill in, for everything that is not recognised'),
      outputFile(),
      catalogue(),
      force(),
    ],
    examples: [
      ['ata2mdi inspect SystemProfile_20251215T040000Z.json', 'for a public issue'],
      ['ata2mdi inspect SystemProfile_20251215T040000Z.json --propose -o settings.json', 'to teach it'],
    ],
    load: async () => (await import('./commands/inspect.js')).run,
  },
  {
    name: 'collect',
    words: [],
    summary: 'the script that gathers everything on the ATA Center',
    description:
      'Gives out Get-AtaConfiguration.ps1, a PowerShell script that an administrator runs on the ATA Center. It only reads, and gathers backups, names and members of the role groups into one folder. It is the way for servers that cannot run Node.js, such as Windows Server 2012 R2.',
    options: () => [new Option('--print', 'print the script on standard output'), outputFile(), force()],
    examples: [
      ['ata2mdi collect -o Get-AtaConfiguration.ps1', 'a file to copy to the ATA Center'],
      ['ata2mdi collect --print', 'to look at it'],
    ],
    load: async () => (await import('./commands/collect.js')).run,
  },
  {
    name: 'schema',
    words: [{ syntax: '[name]', description: 'name of a schema; without one, the list' }],
    summary: 'print a published schema',
    description: 'Prints the JSON Schema (draft 2020-12) of a document that this program writes.',
    options: () => [outputFile(), force()],
    examples: [['ata2mdi schema migration-plan', 'the schema of plan.json']],
    load: async () => (await import('./commands/schema.js')).run,
  },
];

/** The names of all commands, in the order of the help. */
export const commandNames: readonly string[] = declarations.map(({ name }) => name);

/**
 * The command line, ready to parse.
 *
 * @param setExitCode is told the exit code of the command that ran
 * @param mistakes takes what there is to say of a mistake in the arguments; it repeats them, passwords too
 */
export async function commandLine(
  argv: readonly string[],
  io: CommandIo,
  setExitCode: (code: ExitCode) => void,
  mistakes: string[],
): Promise<Command> {
  // Settings are inherited when a command is made, so they come first.
  const program = new Command('ata2mdi')
    .exitOverride()
    .showHelpAfterError('(run it with --help to see how it is used)')
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void mistakes.push(text),
    })
    .description(
      'Carries the configuration of Microsoft Advanced Threat Analytics (ATA) into Microsoft Defender for Identity (MDI).\nNothing is lost in silence, no secret leaves the source, nothing is ever written to ATA or MDI.',
    )
    .version(programInfo().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show how a command is used')
    .addHelpText(
      'after',
      '\nStart here:\n  ata2mdi run SystemProfile_20251215T040000Z.json -o contoso\n\nExit codes: 0 done, 1 done and there is something to see to, 2 could not do it.',
    );
  // Taken by the program wherever they stand, before the command or behind it.
  for (const option of commonOptions()) program.addOption(option);
  for (const declaration of declarations) addCommand(program, declaration, io, setExitCode);
  // It takes longer to load than all the rest, and only the help and the completion itself need it.
  if (![...commandNames, '-V', '--version'].includes(argv[0] ?? '')) await addCompletion(program);
  return program;
}

function addCommand(
  program: Command,
  declaration: CommandDeclaration,
  io: CommandIo,
  setExitCode: (code: ExitCode) => void,
): void {
  const command = program
    .command(declaration.name)
    .summary(declaration.summary)
    .description(declaration.description);
  for (const { syntax, description } of declaration.words) command.argument(syntax, description);
  // The common options are the program's; here they stand for the help and the completion.
  for (const option of [...declaration.options(), ...commonOptions()]) command.addOption(option);
  const width = Math.max(...declaration.examples.map(([line]) => line.length));
  const examples = declaration.examples.map(([line, does]) =>
    width > 64 ? `  # ${does}\n  ${line}` : `  ${line.padEnd(width)}  # ${does}`,
  );
  command.addHelpText('after', `\nExamples:\n${examples.join('\n')}`);
  command.action(async () => {
    const run = await declaration.load();
    // Each command's module declares the options that its declaration here adds.
    const invocation = { words: command.args, options: command.optsWithGlobals(), io } as Invocation<never>;
    setExitCode(await run(invocation));
  });
}

function commonOptions(): Option[] {
  return [
    new Option('--json', 'make the result machine-readable'),
    new Option('-q, --quiet', 'say nothing but errors'),
    new Option('-v, --verbose', 'say more, with stack traces of errors'),
    new Option('--no-color', 'no colours (as the environment variable NO_COLOR)'),
  ];
}

async function addCompletion(program: Command): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  tab(program, { completionCommandName: 'completion' });
}
