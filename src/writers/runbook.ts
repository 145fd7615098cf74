import type { MigrationPlan } from '../types/migration-plan.js';
import { code, codeBlock, indented, link, strongText, textIn } from './markdown-text.js';
import { type ShownStage, type ShownStep, shownRunbook, ticksStayHere } from './runbook-text.js';
import type { Artifact, Writer } from './writer.js';

/** `runbook.md`: the whole migration in order, with a box for each step, to print or to put into a wiki. */
export const runbookWriter = { format: 'runbook', artifacts: runbookArtifacts } satisfies Writer;

function runbookArtifacts(plan: MigrationPlan): Artifact[] {
  const { title, lead, stages } = shownRunbook(plan);
  const { program, createdAt } = plan;
  const made = createdAt === undefined ? '' : ` at ${createdAt}`;
  const head = [
    `# ${textIn(title)}`,
    '',
    ...lead.flatMap((text) => [textIn(text), '']),
    `${textIn(ticksStayHere)} ${textIn(`Written by ${program.name} ${program.version}${made}. Nothing was changed in ATA or in Defender for Identity.`)}`,
  ];
  return [
    {
      name: 'runbook.md',
      mediaType: 'text/markdown; charset=utf-8',
      content: [`${head.join('\n')}\n`, ...stages.map((stage) => `\n${stageLines(stage).join('\n')}\n`)],
    },
  ];
}

function stageLines({ number, title, intro, cautions, steps, rollback, links }: ShownStage): string[] {
  const blocks = [
    [`## ${number}. ${textIn(title)}`],
    ...intro.map((text) => [textIn(text)]),
    ...cautions.map((text) => [`> **Caution:** ${textIn(text)}`]),
    steps.length === 0 ? ['Nothing in this plan.'] : withoutLastBlank(steps.flatMap(stepLines)),
    ['**Way back:**', '', ...rollback.map((text) => `- ${textIn(text)}`)],
    ...(links.length === 0
      ? []
      : [[`See ${links.map(({ title: name, url }) => link(name, url)).join(', ')}.`]]),
  ];
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function stepLines({ number, title, details, commands, items, moreItems }: ShownStep): string[] {
  return [
    `- [ ] **${number}** ${strongText(title)}`,
    ...details.map((text) => `  - ${textIn(text)}`),
    ...items.map((item) => `  - Item: ${textIn(item.title)} (${code(item.id)})`),
    ...(moreItems === 0 ? [] : [`  - and ${moreItems} more in the worksheet`]),
    ...(commands.length === 0 ? [] : ['', ...indented(codeBlock(commands)), '']),
  ];
}

function withoutLastBlank(lines: readonly string[]): readonly string[] {
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
