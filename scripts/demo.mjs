/** The main job on an invented deployment, as a newcomer would run it. */
import { spawnSync } from 'node:child_process';

const output = 'out/contoso';
const args = ['bin/ata2mdi.js', 'run', 'fixtures/contoso', '-o', output, '--force'];
console.log(`$ node ${args.join(' ')}\n`);
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exitCode = status ?? 2;
if (status === 0) console.log('\nHow it goes on, command by command: docs/guide/contoso.md');
