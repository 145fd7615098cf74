import { type DetectorEntry, type DetectorTarget, detectorBySection } from '../catalogue/detectors.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Decision, Item, Target } from '../types/migration-plan.js';
import {
  detectionLine,
  detectionNotes,
  detectionOf,
  detectorTitle,
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

/** The switch of each detector. Detections of Defender for Identity have none. */
export const detectorsMapper: Mapper = { area: 'detectors', map: mapDetectors };

function mapDetectors(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const switches = context.leaves.ofSetting('detectors.enabled').flatMap(readSwitch);
  return [...switches.map(itemOf), ...(snapshot.center === null ? [] : [thresholdsItem()])];
}

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

function itemOf(detectorSwitch: Switch): Item {
  const { detector, enabled } = detectorSwitch;
  const live = detector.targets.filter(({ format }) => format !== 'retired');
  if (detector.suspiciousActivityTypes.length === 0) return notAnAlertItem(detectorSwitch);
  if (live.length === 0) return noDetectionItem(detectorSwitch);
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

function offItem(detectorSwitch: Switch, live: readonly DetectorTarget[]): Item {
  const { detector } = detectorSwitch;
  return decisionItem({
    ...partsOf(detectorSwitch),
    title: `Decide: ${detectorTitle(detector)} is off in ATA, but always on as ${namesInShort(live)}`,
    reason: 'detector-off-in-ata',
    target: detectionTarget(live),
    steps: [
      'If you decide to resolve the alerts by rule:',
      `Open ${portalLine('alert-tuning')}.`,
      'Select the service source Microsoft Defender for Identity.',
      `As condition, give the title of the alert: ${quotedNames(mainTargets(live)).join(' OR ')}.`,
      'Choose the action Resolve alert, name the rule and save it.',
    ],
    docs: ['xdr-investigate-alerts'],
    notes: answerNotes(detector, live),
    decision: offDecision(detector, mainTargets(live)),
  });
}

function offDecision(detector: DetectorEntry, targets: readonly DetectorTarget[]): Decision {
  const support = {
    label: 'Ask Microsoft support to switch the classic detection off',
    cost: 'A support case. It concerns the classic alert only, and nothing of that kind is then raised.',
  };
  return {
    question: `"${detectorTitle(detector)}" is switched off in ATA. What about the alerts of ${quotedNames(targets).join(' and ')}?`,
    options: [
      {
        label: 'Accept the alerts',
        cost: 'Alerts that ATA did not raise have to be looked at.',
      },
      {
        label: 'Resolve them by an alert tuning rule',
        cost: 'They are raised and resolved at once, so a real attack of this kind is easily missed. Alert tuning is in preview for Defender for Identity.',
      },
      ...(targets.some(({ format }) => format !== 'xdr') ? [support] : []),
    ],
    advice:
      'Find out why it was switched off. Accept the alerts at first, and add exclusions or a tuning rule for what really disturbs.',
  };
}

/** The main detection stands for all; the notes name the others. */
function detectionTarget(live: readonly DetectorTarget[]): Target {
  const main = mainTargets(live)[0];
  const onlyInferred = main?.linkCertainty === 'inferred';
  return targetOf('detections', mainTargets(live).map(detectionField), {
    ...(main === undefined ? {} : { detection: detectionOf(main) }),
    ...(onlyInferred ? { certainty: 'inferred' } : {}),
  });
}

function detectionField(target: DetectorTarget): { field: string; value: string } {
  return { field: 'Detection', value: detectionLine(detectionOf(target)) };
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

function quotedNames(targets: readonly DetectorTarget[]): string[] {
  return targets.map(({ detectionName }) => `"${detectionName}"`);
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
  if (further.length > 0)
    notes.add(
      `May raise similar alerts: ${further.map((target) => detectionLine(detectionOf(target))).join('; ')}.`,
    );
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
