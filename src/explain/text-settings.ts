/** Areas, settings on both sides and role groups as text. */
import type { RoleRights } from '../catalogue/roles.js';
import { inert } from '../inert.js';
import type {
  AreaMatch,
  AreaOutcome,
  PortalMatch,
  RoleMatch,
  SettingMatch,
  TargetSummary,
} from './explanation.js';
import { type Line, point, row, rows, section, wrapped } from './layout.js';
import { titled } from './text-names.js';
import { certaintyRow, docsLines, menu, outcomeLines, sourceLines, unlessDocumented } from './text-parts.js';

const mostPaths = 6;

export function areaLines(match: AreaMatch): Line[] {
  return [
    ...titled(match),
    ...row('What it is', match.summary),
    ...section(
      'Settings in ATA',
      match.settings.flatMap(({ id, title, userCatalogue }) =>
        point(`${id}: ${title}${userCatalogue === null ? '' : ` (your catalogue ${inert(userCatalogue)})`}`),
      ),
    ),
    ...section('Ask also for', match.words.length === 0 ? [] : wrapped(match.words.join(', '), '  ')),
  ];
}

export function areaOutcomeLines({ area, targets, outcomes, docs }: AreaOutcome): Line[] {
  const nothing = wrapped('The catalogue names no setting of the successor.', '  ');
  return [
    ...section(
      `Where settings of "${area}" go`,
      targets.length === 0 ? nothing : targets.flatMap(targetSummaryLines),
    ),
    ...section(`What can become of settings of "${area}"`, outcomes.flatMap(outcomeLines)),
    ...docsLines(docs),
  ];
}

function targetSummaryLines({ key, product, setting, portalPath, certainty }: TargetSummary): Line[] {
  return [
    ...point(`${setting}, ${product} (${key})${unlessDocumented(certainty)}`),
    ...(portalPath.length === 0 ? [] : wrapped(menu(portalPath), '    ')),
  ];
}

export function settingLines(match: SettingMatch): Line[] {
  const shown = match.paths.slice(0, mostPaths);
  const rest = match.paths.length - shown.length;
  return [
    ...titled(match),
    ...row('What it is', match.title),
    ...row('From', match.userCatalogue === null ? null : `your catalogue ${inert(match.userCatalogue)}`),
    ...row('Area', match.area),
    ...rows('Path', rest > 0 ? [...shown, `and ${rest} more`] : shown),
    ...row(
      'Shipped value',
      match.default === null
        ? 'not known'
        : [JSON.stringify(match.default.value), match.default.evidence]
            .filter((part) => part !== null)
            .join('. '),
    ),
    ...row('Secret', match.secret ? 'yes: its value never leaves the source' : null),
    ...row('Note', match.notes),
    ...row('Presumed', match.presumed ? 'No public sample shows this place; the names are presumed.' : null),
    ...certaintyRow(match.certainty),
    ...sourceLines(match.sources),
  ];
}

export function portalLines(match: PortalMatch): Line[] {
  const { target, areas } = match;
  const { graph, cmdlets, note } = target.api;
  return [
    ...titled(match),
    ...row('Setting', target.setting),
    ...row('Where', target.portalPath.length === 0 ? 'not in the portal' : menu(target.portalPath)),
    ...row('From ATA', areas.join(', ')),
    ...row('Permission', target.permission),
    ...row('Check', target.check),
    ...rows('Microsoft Graph', graph),
    ...rows('Cmdlets', cmdlets),
    ...row('Automation', note),
    ...certaintyRow(target.certainty),
    ...section(
      'Fields',
      target.fields.flatMap(({ name, kind, required, notes }) =>
        point(`${name} (${kind}${required ? ', required' : ''})${notes === null ? '' : `: ${notes}`}`),
      ),
    ),
    ...section('Limits', target.limits.flatMap(point)),
    ...section('Mind', target.cautions.flatMap(point)),
    ...docsLines(target.docs),
    ...sourceLines([target.source]),
  ];
}

export function roleLines(match: RoleMatch): Line[] {
  const { mapping } = match;
  const narrower = mapping.leastPrivilege;
  return [
    ...titled(match),
    ...row('Group in ATA', mapping.ataGroup),
    ...row('Becomes', mapping.mdiRole),
    ...row('Where', menu(match.portalPath)),
    ...rightsLines(mapping),
    ...section('Narrower role to choose instead', narrower === null ? [] : rightsLines(narrower)),
    ...docsLines(match.docs),
  ];
}

function rightsLines({ permissions, actions, notes, certainty }: RoleRights): Line[] {
  return [
    ...rows('Permissions', permissions),
    ...rows(
      'Action strings',
      actions.map(({ action, certainty: founded }) => `${action}${unlessDocumented(founded)}`),
    ),
    ...rows('Note', notes),
    ...certaintyRow(certainty),
  ];
}
