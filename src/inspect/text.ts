/** A structure report as people read it on a terminal, and paste it into an issue. */
import type { PathShape, Structure, StructureReport, StructureSource } from '../types/structure-report.js';

/** How a terminal shows what stands out; plain text uses a function that changes nothing. */
export interface InspectStyle {
  heading(text: string): string;
  unknown(text: string): string;
}

/** A cell that is wider pushes its own line out, not the whole table. */
const widestColumn = 40;

/** The report as text. It holds nothing that the report does not. */
export function structureText(report: StructureReport, style: InspectStyle): string {
  const { program, factsAsOf, sources, structures, userEntries } = report;
  const own = userEntries === 0 ? '' : `, ${counted(userEntries, 'entry', 'entries')} of a user's catalogue`;
  const lines = [
    style.heading('Structure without values'),
    `${program.name} ${program.version}, facts as of ${factsAsOf}${own}`,
    '',
    ...sources.flatMap(sourceLines),
    ...structures.flatMap((structure) => structureLines(structure, style)),
    ...legend,
  ];
  return `${lines.join('\n')}\n`;
}

const legend = [
  '',
  '[]     any element of a list; "list 2-5" says how long such lists are',
  '{key}  any key that is data, or could be',
  'What the catalogue knows stands with the id of its setting, or its area; all else is unrecognised.',
];

function sourceLines({ number, format, encoding, documents, members, kinds }: StructureSource): string[] {
  const count =
    members === null ? counted(documents, 'document', 'documents') : counted(members, 'member', 'members');
  return [
    `source ${number}: ${[format, ...(encoding === null ? [] : [encoding]), count].join(', ')}`,
    ...kinds.map((kind) => {
      const classes = kind.classes.map(({ name, documents: count }) => `${name} ×${count}`);
      if (kind.otherClasses > 0) classes.push(`other class ×${kind.otherClasses}`);
      if (kind.withoutClass > 0) classes.push(`no class ×${kind.withoutClass}`);
      return `  ${String(kind.documents).padStart(6)}  ${kind.kind.padEnd(19)}  ${classes.join(', ')}`;
    }),
  ];
}

function structureLines({ kind, documents, unrecognised, paths }: Structure, style: InspectStyle): string[] {
  const isSettings = paths.some(({ catalogue }) => catalogue !== null);
  const title = [
    `${kind}: ${counted(documents, 'document', 'documents')}`,
    counted(paths.length, 'path', 'paths'),
    ...(isSettings ? [counted(unrecognised, 'unrecognised value', 'unrecognised values')] : []),
  ].join(', ');
  const cells = paths.map((shape) => ({
    types: typesText(shape),
    word: catalogueText(shape),
    path: shape.path,
  }));
  // Paths are long: last in the line they keep the columns straight.
  const typeWidth = widest(cells.map(({ types }) => types));
  const wordWidth = widest(cells.map(({ word }) => word));
  const rows = cells.map(({ types, word, path }) => {
    const line = `  ${types.padEnd(typeWidth)}  ${word.padEnd(wordWidth)}${wordWidth === 0 ? '' : '  '}${path}`;
    return word === unrecognisedWord ? style.unknown(line) : line;
  });
  return ['', style.heading(title), ...rows];
}

function widest(texts: readonly string[]): number {
  return Math.min(widestColumn, Math.max(0, ...texts.map((text) => text.length)));
}

function typesText({ types, lengths, secret }: PathShape): string {
  const texts = types.map(({ type, count }) => `${type} ×${count}`);
  if (lengths !== null) {
    const { shortest, longest } = lengths;
    const range = shortest === longest ? `${shortest}` : `${shortest}-${longest}`;
    return [`list ${range} ×${listCount(types)}`, ...texts.filter((text) => !text.startsWith('list '))].join(
      ', ',
    );
  }
  return `${texts.join(', ')}${secret ? ' (secret)' : ''}`;
}

function listCount(types: PathShape['types']): number {
  return types.find(({ type }) => type === 'list')?.count ?? 0;
}

const unrecognisedWord = 'unrecognised';

function catalogueText({ catalogue }: PathShape): string {
  if (catalogue === null) return '';
  const { status, area, setting, origin } = catalogue;
  if (status === 'unrecognised') return unrecognisedWord;
  if (origin === 'user-setting') return `${area} (user's catalogue)`;
  return `${setting ?? area}${origin === 'user-place' ? " (user's catalogue)" : ''}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count === 0 ? 'no' : count} ${count === 1 ? one : many}`;
}
