import type { DomainController, SensorReadiness } from '../../types/sensor-readiness.js';
import { csvText, harmlessCell } from '../../writers/csv.js';
import { visibleText } from '../../writers/visible.js';
import { fitText, stateTitles, watchText, yesNo } from './words.js';

type Column = readonly [name: string, cell: (controller: DomainController) => string];

const columns: readonly Column[] = [
  ['Domain controller', ({ name }) => name],
  ['Domain', ({ domain }) => domain ?? ''],
  ['State', ({ state }) => stateTitles[state].title],
  ['Operating system', ({ operatingSystem }) => operatingSystem ?? 'not known'],
  ['Operating system from', ({ operatingSystemFrom }) => operatingSystemFrom ?? ''],
  ['Read-only', ({ readOnly }) => yesNo(readOnly)],
  ['Global catalog', ({ globalCatalog }) => yesNo(globalCatalog)],
  ['Watched', ({ watch, state }) => (state === 'gone' ? '' : watch)],
  ['Watched by', (controller) => (controller.state === 'gone' ? '' : watchText(controller))],
  ['Sensor v2.x', ({ v2, state }) => (state === 'gone' ? '' : fitText(v2))],
  ['Sensor v3.x', ({ v3, state }) => (state === 'gone' ? '' : fitText(v3))],
  ['Choose', ({ advice }) => advice ?? ''],
  ['Missing', ({ missing }) => missing.join('; ')],
  ['To decide', ({ decision }) => decision?.question ?? ''],
  ['Sensor there', ({ sensor }) => (sensor === null ? '' : (sensor.version ?? 'version not known'))],
  ['Notes', ({ notes }) => notes.join(' ')],
];

/** Only where there are several. */
const centersColumn: Column = ['ATA Centers', ({ centers }) => centers?.join('; ') ?? ''];

/** One row a domain controller: RFC 4180, with a byte order mark for Excel, and no cell that a formula begins. */
export function readinessCsv({ domainControllers, centers }: SensorReadiness): string[] {
  const shown = centers.length > 1 ? [...columns, centersColumn] : columns;
  const rows = domainControllers.map((controller) =>
    shown.map(([, cell]) => harmlessCell(visibleText(cell(controller)))),
  );
  return [`\uFEFF${csvText([shown.map(([name]) => name), ...rows])}`];
}
