import { type DetectorEntry, type DetectorTarget, detectorBySection } from '../catalogue/detectors.js';
import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Decision, Item, Target } from '../types/migration-plan.js';
import {
  alertTitleCondition,
  detectionNotes,
  detectionOf,
  detectorTitle,
  lineOf,
  lookAtAlertStep,
  numberNote,
  sectionStem,
} from './detector-words.js';
import {
  automaticItem,
  decisionItem,
  type ItemParts,
  noEquivalentItem,
  portalLine,
  targetOf,
} from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { hasText } from './reading.js';

/** The switch of each detector. Detections of Defender for Identity have none. */
export const detectorsMapper: Mapper = { area: 'detectors', map: mapDetectors };

function mapDetectors(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const switches = context.leaves.ofSetting('detectors.enabled').flatMap(readSwitch);
  const inUse = { 'vpn-integration': usesVpn(snapshot), 'honeytoken-tag': usesHoneytokens(context) };
  return [
    ...switches.map((detectorSwitch) => itemOf(detectorSwitch, inUse)),
    ...(snapshot.center === null ? [] : [thresholdsItem()]),
  ];
}

/** What a detection may need before it raises alerts. */
type Need = NonNullable<DetectorEntry['needs']>;

/** Whether ATA uses it, so that it comes to be set up in Defender for Identity. */
type InUse = Readonly<Record<Need, boolean>>;

/** A secret without a readable switch does not tell, so it counts as in use. */
function usesVpn({ vpn }: AtaSnapshot): boolean {
  return vpn !== null && (vpn.enabled ?? vpn.sharedSecret.set);
}

function usesHoneytokens({ leaves }: MapperContext): boolean {
  return leaves
    .ofSetting('honeytokens.account')
    .some(({ value }) => typeof value === 'string' && hasText(value));
}

const needWords: Readonly<Record<Need, string>> = {
  'vpn-integration': 'the VPN integration is set up',
  'honeytoken-tag': 'an entity has the Honeytoken tag',
};

interface Switch {
  readonly leaf: ClassifiedLeaf;
  readonly detector: DetectorEntry;
  readonly enabled: boolean;
}

/** A switch that is neither on nor off, or of a detector without facts, is not understood. */
function readSwitch(leaf: ClassifiedLeaf): Switch[] {
  const detector = detectorBySection(leaf.classification?.captures[0] ?? '');
  if (detector === undefined || typeof leaf.value !== 'boolean') return [];
  return [{ leaf, detector, enabled: leaf.value }];
}

function itemOf(detectorSwitch: Switch, inUse: InUse): Item {
  const { detector, enabled } = detectorSwitch;
  const { needs } = detector;
  const live = detector.targets.filter(({ format }) => format !== 'retired');
  if (detector.suspiciousActivityTypes.length === 0) return notAnAlertItem(detectorSwitch);
  if (live.length === 0) return noDetectionItem(detectorSwitch);
  if (needs !== null && (enabled || !inUse[needs])) return whenSetUpItem(detectorSwitch, needs, live);
  return enabled ? alwaysOnItem(detectorSwitch, live) : offItem(detectorSwitch, live);
}

function partsOf({ leaf, detector, enabled }: Switch): Pick<ItemParts, 'id' | 'area' | 'leaves' | 'value'> {
  return {
    id: itemId('detectors', sectionStem(detector.section)),
    area: 'detectors',
    leaves: [leaf],
    value: { Detection: detectorTitle(detector), 'Switched on': enabled },
  };
}

function notAnAlertItem(detectorSwitch: Switch): Item {
  const { detector, enabled } = detectorSwitch;
  return automaticItem({
    ...partsOf(detectorSwitch),
    title: `${detectorTitle(detector)}: not an alert`,
    reason: 'not-an-alert',
    notes: [...detector.notes, ...(enabled ? [] : ['It is switched off in ATA.'])],
  });
}

function noDetectionItem(detectorSwitch: Switch): Item {
  const { detector, enabled } = detectorSwitch;
  const off = 'It is switched off in ATA, so nothing is missed that ATA raises today.';
  return noEquivalentItem({
    ...partsOf(detectorSwitch),
    title: `${detectorTitle(detector)}: no detection in Defender for Identity`,
    reason: detector.targets.length === 0 ? 'no-mdi-detection' : 'detection-retired',
    closest: detector.closest,
    notes: [...detectionNotes(detector, []), ...(enabled ? [] : [off])],
  });
}

function alwaysOnItem(detectorSwitch: Switch, live: readonly DetectorTarget[]): Item {
  const { detector } = detectorSwitch;
  return automaticItem({
    ...partsOf(detectorSwitch),
    title: `${detectorTitle(detector)}: always on as ${namesInShort(live)}`,
    reason: 'detection-always-on',
    target: detectionTarget(live),
    docs: ['mdi-alerts-xdr'],
    notes: answerNotes(detector, live),
  });
}

/** Nothing to decide where it is off: what it needs is not carried over, so it stays silent. */
function whenSetUpItem(detectorSwitch: Switch, need: Need, live: readonly DetectorTarget[]): Item {
  const { detector, enabled } = detectorSwitch;
  const off = `It is switched off in ATA. Once ${needWords[need]}, its alerts come all the same.`;
  return automaticItem({
    ...partsOf(detectorSwitch),
    title: `${detectorTitle(detector)}: on as ${namesInShort(live)} as soon as ${needWords[need]}`,
    reason: 'detection-when-set-up',
    target: detectionTarget(live),
    notes: [...answerNotes(detector, live), ...(enabled ? [] : [off])],
  });
}

function offItem(detectorSwitch: Switch, live: readonly DetectorTarget[]): Item {
  const { detector } = detectorSwitch;
  const { permission, limits } = portalTarget('alert-tuning');
  const on = detector.needs === null ? 'always on' : 'on';
  return decisionItem({
    ...partsOf(detectorSwitch),
    title: `Decide: ${detectorTitle(detector)} is off in ATA, but ${on} as ${namesInShort(live)}`,
    reason: 'detector-off-in-ata',
    target: detectionTarget(live),
    steps: [
      'If you decide to resolve the alerts by rule:',
      lookAtAlertStep(alertNames(mainTargets(live))),
      `Open ${portalLine('alert-tuning')}.`,
      'Select the service source that the alert shows; without an alert, Microsoft Defender for Identity.',
      `Add the conditions (their wording is presumed): ${titleConditions(mainTargets(live)).join(' OR ')}.`,
      'Choose the action Resolve alert, name the rule and save it.',
    ],
    docs: ['xdr-investigate-alerts'],
    notes: [...answerNotes(detector, live), `Alert tuning: ${[`${permission}.`, ...limits].join(' ')}`],
    decision: offDecision(detector, live),
  });
}

function offDecision(detector: DetectorEntry, live: readonly DetectorTarget[]): Decision {
  const targets = mainTargets(live);
  const support = {
    label: 'Ask Microsoft support to switch the classic detection off',
    cost: `A support case. It concerns the classic alert only, and ${whatGoesOn(detector, live)}.`,
  };
  return {
    question: `"${detectorTitle(detector)}" is switched off in ATA. What about the alerts of ${quoted(alertNames(targets)).join(' and ')}?`,
    options: [
      {
        label: 'Accept the alerts',
        cost: 'Alerts that ATA did not raise have to be looked at.',
      },
      {
        label: 'Resolve them by an alert tuning rule',
        cost: 'They are raised and resolved at once, so a real attack of this kind is easily missed.',
      },
      ...(targets.some(hasClassicAlert) ? [support] : []),
    ],
    advice:
      'Find out why it was switched off. Accept the alerts at first, and add exclusions or a tuning rule for what really disturbs.',
  };
}

function whatGoesOn(detector: DetectorEntry, live: readonly DetectorTarget[]): string {
  const targets = mainTargets(live);
  const xdr = quoted(targets.filter(hasXdrAlert).map(({ detectionName }) => detectionName));
  if (xdr.length > 0) return `the Defender XDR alerts go on: ${xdr.join(' and ')}`;
  return live.length + detector.related.length > targets.length
    ? 'the similar alerts that the notes name may still be raised'
    : 'nothing of that kind is then raised';
}

function hasClassicAlert({ format }: DetectorTarget): boolean {
  return format !== 'xdr';
}

function hasXdrAlert({ format }: DetectorTarget): boolean {
  return format !== 'classic';
}

/** The main detection stands for all; the notes name the others. */
function detectionTarget(live: readonly DetectorTarget[]): Target {
  const targets = mainTargets(live);
  const main = targets[0];
  const onlyInferred = main?.linkCertainty === 'inferred';
  const isClassic = targets.some(hasClassicAlert);
  return targetOf(isClassic ? 'detections' : 'detections-xdr', targets.map(detectionField), {
    ...(isClassic && targets.some(hasXdrAlert) ? { limits: portalTarget('detections-xdr').limits } : {}),
    ...(main === undefined ? {} : { detection: detectionOf(main) }),
    ...(onlyInferred ? { certainty: 'inferred' } : {}),
  });
}

function detectionField(target: DetectorTarget): { field: string; value: string } {
  return { field: 'Detection', value: lineOf(target) };
}

/** The detections that answer; those for review only where there is no other. */
function mainTargets(live: readonly DetectorTarget[]): readonly DetectorTarget[] {
  const main = live.filter(({ reviewOnly }) => !reviewOnly);
  return main.length === 0 ? live : main;
}

function namesInShort(live: readonly DetectorTarget[]): string {
  const [first, ...others] = mainTargets(live);
  const name = first?.detectionName ?? '';
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}

/** Names of the alerts of both engines. */
function alertNames(targets: readonly DetectorTarget[]): string[] {
  return [
    ...new Set([
      ...targets.map(({ detectionName }) => detectionName),
      ...targets.flatMap(({ alsoClassicRule }) => alsoClassicRule?.detectionName ?? []),
    ]),
  ];
}

function titleConditions(targets: readonly DetectorTarget[]): string[] {
  const conditionOf = new Map(targets.map((target) => [target.detectionName, alertTitleCondition(target)]));
  return alertNames(targets).map((name) => conditionOf.get(name) ?? `Alert title is "${name}"`);
}

function quoted(names: readonly string[]): string[] {
  return names.map((name) => `"${name}"`);
}

function answerNotes(detector: DetectorEntry, live: readonly DetectorTarget[]): string[] {
  const main = mainTargets(live);
  const further = live.filter((target) => !main.includes(target));
  const notes = new Set(detectionNotes(detector, main));
  for (const { externalId, detectionName, linkCertainty, alsoClassicRule } of main) {
    const numbers = numberNote(detector, externalId);
    // Some notes of the catalogue say it already.
    if (numbers !== null && ![...notes].some((note) => note.includes(`${externalId}`))) notes.add(numbers);
    if (linkCertainty === 'inferred')
      notes.add(`Presumed: that "${detectionName}" answers it is not documented.`);
    if (alsoClassicRule !== null)
      notes.add(
        `The documentation still lists the classic alert "${alsoClassicRule.detectionName}" (${alsoClassicRule.externalId}) too.`,
      );
  }
  const similar = [...further, ...detector.related];
  const documented = similar.filter(({ linkCertainty }) => linkCertainty === 'documented').map(lineOf);
  const inferred = similar.filter(({ linkCertainty }) => linkCertainty === 'inferred').map(lineOf);
  if (documented.length > 0) notes.add(`May raise similar alerts: ${documented.join('; ')}.`);
  if (inferred.length > 0) notes.add(`Also review: inferred link to ${inferred.join('; ')}.`);
  return [...notes];
}

function thresholdsItem(): Item {
  return automaticItem({
    id: itemId('detectors', 'alert-thresholds'),
    area: 'detectors',
    title: 'New in Defender for Identity: alert thresholds, to be left at High',
    reason: 'thresholds-leave-high',
    leaves: [],
    value: null,
    target: targetOf('alert-thresholds', [{ field: 'Threshold', value: 'High' }]),
  });
}
