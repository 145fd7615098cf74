import type { ReportStyle } from '../../report/text.js';
import type { Condition, DecommissionGate, Part } from '../../types/decommission-gate.js';
import { visibleText } from '../../writers/visible.js';
import { isAttestedWhole } from '../gate.js';
import { gateTitle } from './report.js';

/** The gate for a terminal and for a change ticket: every condition in its order, with a mark, in 100 columns or so. */
export function textGate(gate: DecommissionGate, style: ReportStyle): string[] {
  const { centers, verdict, summary, conditions, attestations, now, createdAt, factsAsOf } = gate;
  const title = gateTitle(centers);
  const all = conditions.length;
  const answer =
    verdict === 'open'
      ? `YES: all ${all} conditions are met.`
      : `NO: ${summary.met} of ${all} conditions are met, ${summary['not-met']} not met, ${summary.unknown} unknown (which is not met).`;
  return [
    `${style.heading(title)}\n`,
    `${verdict === 'open' ? style.heading(answer) : style.bad(answer)}\n\n`,
    ...conditions.map((condition) => summaryLine(condition, style)),
    ...conditions.flatMap((condition, index) => conditionLines(condition, index + 1, style)),
    ...(attestations.length === 0
      ? []
      : [
          `\n${style.heading(`Words of a person (${attestations.length}): nothing else stands behind these`)}\n`,
          ...attestations.map(({ key, from }) => `  - ${visibleText(`${key} (${from})`)}\n`),
        ]),
    ...readLines(gate, style),
    `\nTime that counts as now: ${now ?? 'none given'}.${createdAt === undefined ? '' : ` Made ${createdAt}.`} Facts as of ${factsAsOf}.\n`,
    `Written by ${gate.program.name} ${gate.program.version}, which changed nothing in ATA or in Defender for Identity.\n`,
  ];
}

const marks: Readonly<Record<Condition['result'], string>> = {
  met: '[MET]    ',
  'not-met': '[NOT MET]',
  unknown: '[UNKNOWN]',
};

function summaryLine({ result, title, attested }: Condition, style: ReportStyle): string {
  const mark = result === 'met' ? marks[result] : style.bad(marks[result]);
  return `  ${mark}  ${title}${attested ? style.dim(' (with the word of a person)') : ''}\n`;
}

/** How many parts of a kind are named; the other forms name all. */
const mostNamed = 12;

function conditionLines(
  { key, title, result, evidence, parts, toDo }: Condition,
  number: number,
  style: ReportStyle,
): string[] {
  const heading = `${number}. ${title}: ${words[result]}`;
  return [
    `\n${result === 'met' ? style.heading(heading) : style.bad(heading)}\n`,
    ...evidence.map((text) => `   ${visibleText(text)}\n`),
    ...(['not-met', 'unknown', 'met'] as const).flatMap((kind) => partLines(parts, kind, style)),
    ...(toDo.length === 0
      ? []
      : [
          `   ${style.dim(`To do${isAttestedWhole(key) ? ` (key ${key})` : ''}:`)}\n`,
          ...toDo.map((text) => `     - ${visibleText(text)}\n`),
        ]),
  ];
}

const words: Readonly<Record<Condition['result'], string>> = {
  met: 'met',
  'not-met': 'NOT MET',
  unknown: 'UNKNOWN',
};

function partLines(parts: readonly Part[], result: Part['result'], style: ReportStyle): string[] {
  const found = parts.filter((part) => part.result === result);
  const rest = found.length - mostNamed;
  return [
    ...found
      .slice(0, mostNamed)
      .flatMap(({ key, title, evidence }) => [
        `   - ${visibleText(`${words[result]}: ${title}`)}\n`,
        `       ${visibleText(evidence.join(' '))}\n`,
        ...(result === 'met' ? [] : [`       ${style.dim(visibleText(`key ${key}`))}\n`]),
      ]),
    ...(rest > 0
      ? [style.dim(`   and ${rest} more that are ${words[result]}: --format md or html names all\n`)]
      : []),
  ];
}

function readLines(
  { planSources, observedSources, recordSources, backups, notices }: DecommissionGate,
  style: ReportStyle,
): string[] {
  return [
    `\n${style.heading('What was read')}\n`,
    `  ATA: ${planSources.map(visibleText).join(', ')}\n`,
    `  Defender for Identity: ${observedSources.length === 0 ? 'nothing' : observedSources.map(visibleText).join(', ')}\n`,
    ...(recordSources.length === 0
      ? []
      : [`  Records of alerts: ${recordSources.map(visibleText).join(', ')}\n`]),
    ...(backups.length === 0 ? ['  Backup: none\n'] : []),
    ...backups.flatMap(({ name, center, collections }) => [
      `  Backup: ${visibleText(name)}${center === null ? '' : ` (${visibleText(center)})`}\n`,
      ...collections.map(
        (one) =>
          `    ${visibleText(one.name).padEnd(28)}${String(one.documents).padStart(10)} documents${one.expected === null ? '' : `, ${one.expected} in the sources`}${one.checked ? ', checksum right' : ''}\n`,
      ),
    ]),
    ...notices.map(
      ({ text, source }) => `  Note: ${visibleText(source === null ? text : `${source}: ${text}`)}\n`,
    ),
  ];
}
