/** Detectors of ATA and alerts of Defender for Identity as text. */
import type { ExclusionKind, ExclusionMechanism, KindsEvidence } from '../catalogue/detectors.js';
import type { AnsweredDetector, DetectorMatch, ExplainedTarget, MdiAlertMatch } from './explanation.js';
import { heading, type Line, point, row, rows, section, wrapped } from './layout.js';
import { titled } from './text-names.js';
import {
  certaintyRow,
  docsLines,
  idText,
  menu,
  outcomeLines,
  sourceLines,
  unlessDocumented,
} from './text-parts.js';

const kindNames: Readonly<Record<ExclusionKind, string>> = {
  user: 'users',
  device: 'devices',
  domain: 'domains',
  ip: 'IP addresses',
};

const relations: Readonly<Record<AnsweredDetector['relation'], string>> = {
  same: 'the same detection under the same name',
  renamed: 'the same detection under another name',
  split: 'one of several detections that share the work of the one in ATA',
  merged: 'one detection for several in ATA',
  replaced: 'took the place of the detection',
};

const engines: Readonly<Record<ExplainedTarget['format'], string>> = {
  classic: 'classic',
  xdr: 'Defender XDR',
  both: 'Defender XDR, and classic as well',
  retired: 'none any more: retired',
};

const lists: Readonly<Record<string, string>> = {
  ExcludedSourceComputerIds: 'computers',
  ExcludedSubnets: 'IP addresses and subnets',
  ExcludedSourceAccountIds: 'accounts',
};

export function detectorLines(match: DetectorMatch): Line[] {
  const { detector, targets } = match;
  const { externalId, firstVersion, lastVersion, exclusionProperties, related } = detector;
  const shared =
    detector.sharedListWith.length === 0 ? '' : `; the same list as ${detector.sharedListWith.join(', ')}`;
  const outcomes = new Map(targets.map(({ outcome }) => [outcome.code, outcome]));
  return [
    ...titled(match),
    ...row('Alert in ATA', detector.titleInAta ?? 'none'),
    ...row('External id', externalId === null ? null : `${externalId} in ATA`),
    ...row('', match.idWarning),
    ...rows('Activity type', detector.suspiciousActivityTypes),
    ...row('Section', detector.section),
    ...row('In ATA', `from ${firstVersion}${lastVersion === null ? '' : ` to ${lastVersion}`}`),
    ...row(
      'Exclusion lists',
      exclusionProperties.length === 0
        ? 'none'
        : exclusionProperties.map((list) => `${lists[list] ?? 'list'} (${list})`).join(', ') + shared,
    ),
    ...row('They become', match.exclusionsBecome),
    ...row('Comes closest', detector.closest),
    ...rows('Note', detector.notes),
    ...certaintyRow(detector.certainty),
    ...section(
      'In Defender for Identity',
      targets.length === 0 ? wrapped('No detection answers it.', '  ') : [],
    ),
    ...targets.flatMap(targetLines),
    ...section(
      'May raise the same',
      related.flatMap(({ detectionName, externalId: id, detectorId, notes, linkCertainty }) =>
        point(
          `${detectionName} (${id ?? detectorId ?? 'no id'}): ${notes}${unlessDocumented(linkCertainty)}`,
        ),
      ),
    ),
    ...section('Why', [...outcomes.values()].flatMap(outcomeLines)),
    ...docsLines(match.docs),
    ...sourceLines(detector.sources),
  ];
}

function targetLines(target: ExplainedTarget): Line[] {
  const { externalId, detectorId, format, alsoClassicRule } = target;
  const replaced =
    target.replacesExternalId === null ? '' : `; replaced the classic alert ${target.replacesExternalId}`;
  return [
    { text: '' },
    ...heading(
      `In Defender for Identity: ${target.detectionName}${target.reviewOnly ? ' (only to be reviewed)' : ''}`,
    ),
    ...row('Id', `${idText(externalId, detectorId)}${replaced}`),
    ...row('Engine', engines[format]),
    ...row('Relation', relations[target.relation]),
    ...row('Before', target.previousName === null ? null : `called "${target.previousName}"`),
    ...row(
      'To exclude',
      exclusionWay(target.mechanism, target.exclusionKinds, target.exclusionKindsEvidence),
    ),
    ...row('Where', target.portalPath.length === 0 ? null : menu(target.portalPath)),
    ...(alsoClassicRule === null
      ? []
      : row(
          'And, if shown',
          `the classic rule "${alsoClassicRule.detectionName}" (${alsoClassicRule.externalId}): ${exclusionWay('exclusion-by-detection-rule', alsoClassicRule.exclusionKinds, alsoClassicRule.exclusionKindsEvidence)}`,
        )),
    ...row('Note', target.notes),
    ...certaintyRow(target.linkCertainty),
    ...row('Why', target.outcome.code),
  ];
}

export function mdiAlertLines(match: MdiAlertMatch): Line[] {
  const { alert, answers, counterparts } = match;
  const pairing = alert.counterparts?.certainty ?? 'documented';
  return [
    ...titled(match),
    ...row('Id', `${idText(alert.externalId, alert.detectorId)} in Defender for Identity`),
    ...row('', match.idWarning),
    ...row('Engine', engines[alert.format]),
    ...row('Status', [alert.status, alert.statusNote].filter((part) => part !== null).join('. ')),
    ...row('Before', alert.previousName === null ? null : `called "${alert.previousName}"`),
    ...row('Private name', alert.privateName),
    ...row('Severity', alert.severity),
    ...row('Category', alert.category),
    ...row('ATT&CK', alert.techniques.join(', ')),
    ...row('To exclude', exclusionWay(alert.exclusionMechanism, alert.exclusionKinds)),
    ...row('Where', match.portalPath.length === 0 ? null : menu(match.portalPath)),
    ...rows(
      'Other engine',
      counterparts.map(({ id, names }) => `${names.join('; ')} (${id})${unlessDocumented(pairing)}`),
    ),
    ...rows(
      'Answers ATA',
      answers.length === 0 ? ['no detector that the catalogue knows'] : answers.map(answered),
    ),
    ...docsLines(match.docs),
    ...sourceLines(match.sources),
  ];
}

function answered({
  stem,
  titleInAta,
  externalId,
  relation,
  linkCertainty,
  reviewOnly,
}: AnsweredDetector): string {
  const id = externalId === null ? '' : `, ${externalId} in ATA`;
  const review = reviewOnly ? '; only to be reviewed' : '';
  return `${titleInAta ?? stem} (${stem}${id}): ${relations[relation]}${review}${unlessDocumented(linkCertainty)}`;
}

const evidenceWords: Readonly<Record<KindsEvidence, string>> = {
  current: '',
  'until-2023': ' (documented until early 2023 only)',
  'portal-2018': ' (seen in the portal of November 2018 only)',
};

function exclusionWay(
  mechanism: ExclusionMechanism,
  kinds: readonly ExclusionKind[] | null,
  evidence: KindsEvidence | null = null,
): string {
  if (mechanism === 'none') return 'nothing to do: the detection is gone';
  if (mechanism === 'alert-tuning') return 'an alert tuning rule; exclusions have no effect on this engine';
  const known = kinds?.map((kind) => kindNames[kind]).join(', ');
  return `exclusion by detection rule; ${known === undefined ? 'which kinds of entity the rule takes is not documented' : `the rule takes at least ${known}${evidence === null ? '' : evidenceWords[evidence]}`}`;
}
