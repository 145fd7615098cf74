/**
 * `npm run bench`: every comparison in one run, beside its floor or peer, as tables in Markdown. `npm run bench -- diff page`
 * runs some of them.
 */
import { cpus } from 'node:os';
import { compareAlerts } from './alerts.mjs';
import { compareCenters } from './centers.mjs';
import { compareDiffs } from './diff.mjs';
import { compareEntities } from './entities.mjs';
import { compareHistory } from './history.mjs';
import { sectionText } from './measure.mjs';
import { comparePage } from './page.mjs';
import { compareTranslations } from './translate.mjs';
import { compareVerify } from './verify.mjs';

const benches = {
  translate: compareTranslations,
  centers: compareCenters,
  entities: compareEntities,
  diff: compareDiffs,
  verify: compareVerify,
  history: compareHistory,
  alerts: compareAlerts,
  page: comparePage,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}. Benches: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? ''}\n`);
for (const [name, bench] of Object.entries(benches))
  if (wanted.length === 0 || wanted.includes(name))
    for (const section of await bench()) console.log(sectionText(section));
