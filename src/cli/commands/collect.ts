import script from '../../../scripts/collect/Get-AtaConfiguration.ps1';
import { UserError } from '../../errors.js';
import { powershellFile, powershellLines } from '../../writers/powershell/file.js';
import type { Artifact } from '../../writers/writer.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';

interface CollectOptions {
  readonly output?: string;
  readonly print?: boolean;
  readonly force?: boolean;
}

/** `ata2mdi collect`: the script that gathers everything on the ATA Center. It is given out, never run. */
export async function run({ options, io }: Invocation<CollectOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  if (options.print !== true && options.output === undefined)
    throw new UserError(
      `collect gives out ${scriptName}, which gathers the configuration on the ATA Center`,
      {
        advice: [
          `Write it to a file:  ata2mdi collect -o ${scriptName}`,
          'Or look at it:       ata2mdi collect --print',
          'Then copy it to the server of the ATA Center and run it there, in Windows PowerShell as an administrator:',
          `  .\\${scriptName} -WhatIf   shows what it would gather`,
          `  .\\${scriptName}           gathers it into a new folder, which you give to ata2mdi`,
          'It only reads, and needs neither Node.js nor a module: Windows Server 2012 R2 will do.',
        ],
      },
    );
  if (options.print === true && options.output !== undefined && options.output !== '-')
    throw new UserError('--print and -o are two ways to get the same script', { advice: ['Give one.'] });
  await deliver(artifact(options.output), options, [], io, messages);
  return 0;
}

const scriptName = 'Get-AtaConfiguration.ps1';

/**
 * A file begins with a byte order mark, for Windows PowerShell and editors. What is printed does not: where PowerShell
 * redirects it into a file, the mark would become letters. The script is ASCII, so nothing depends on it.
 */
function artifact(output: string | undefined): Artifact {
  const content = output === undefined || output === '-' ? powershellLines(script) : powershellFile(script);
  return { name: scriptName, mediaType: 'text/plain; charset=utf-8', content: [content] };
}
