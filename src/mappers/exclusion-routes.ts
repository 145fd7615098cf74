import { capitalised } from '../capitalised.js';
import type { DetectorEntry, DetectorTarget, ExclusionKind, KindsEvidence } from '../catalogue/detectors.js';
import type { LinkKey } from '../catalogue/links.js';
import { portalTarget } from '../catalogue/portal.js';
import type { ReasonCode } from '../catalogue/reasons.js';
import { itemId, slug } from '../ids.js';
import type { Detection, Field, Target } from '../types/migration-plan.js';
import {
  alertTitleCondition,
  detectionOf,
  detectorTitle,
  exclusionNotes,
  lookAtAlertStep,
  numberNote,
  relatedNotes,
  sectionStem,
} from './detector-words.js';
import { portalLine, targetOf } from './items.js';

/**
 * Where the exclusions of a detector go. Worked out once for each detector, because a list may have thousands of
 * entries.
 */

/** How an exclusion is made in one engine of the target. */
type RouteMechanism = 'exclusion-by-detection-rule' | 'alert-tuning';

/** One detection that needs the exclusions of a detector. */
export interface ExclusionRoute {
  /** Tells it from the other routes of the detector. */
  readonly key: string;
  /** The same as the end of an item's id. */
  readonly idEnd: string;
  readonly mechanism: RouteMechanism;
  readonly detectionName: string;
  readonly texts: RouteTexts;
  /** Only to be looked at: the exclusion may not be needed there. */
  readonly reviewOnly: boolean;
  /** The reason where nothing is in the way. */
  readonly reason: ReasonCode;
  /** Kinds that the rule is documented to take; null if none are, or if it is no rule. */
  readonly kinds: readonly ExclusionKind[] | null;
  /** Where the kinds are documented. */
  readonly kindsEvidence: KindsEvidence | null;
  /** The target with those values that are the same for all entries. */
  readonly target: Target;
  readonly check: string;
  /** Steps before those with the value. */
  readonly opening: readonly string[];
  readonly docs: readonly LinkKey[];
  readonly notes: readonly string[];
}

/**
 * What stands around an entry in the texts of its items. Joining few long pieces instead of many short ones matters
 * here: strings that are made of pieces are most of what a plan of this size keeps in memory.
 */
export interface RouteTexts {
  /** `exclude … from X`. */
  readonly action: Around;
  readonly title: Around;
  /** Of an alert tuning rule. */
  readonly conditions: Around;
  /** Of an alert tuning rule. */
  readonly ruleName: Around;
}

/** Text before and after an entry. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

/** A detector and the routes of its exclusions, the one that accounts for the leaves first. */
export interface ExclusionRoutes {
  readonly detector: DetectorEntry;
  /** With this the ids of all its items begin. */
  readonly idStart: string;
  readonly routes: readonly ExclusionRoute[];
}

/** The routes of a detector; none if no detection of the target answers it. */
export function routesOf(detector: DetectorEntry): ExclusionRoutes {
  const live = detector.targets.filter(({ mechanism }) => mechanism !== 'none');
  const routes = distinct(live.flatMap((target) => routesTo(detector, target)));
  const [certain, forReview] = [routes.filter(isCertain), routes.filter((route) => !isCertain(route))];
  const related = relatedNotes(detector);
  return {
    detector,
    idStart: `${itemId('exclusions', sectionStem(detector.section))}/`,
    routes: [...certain, ...forReview].map((route, index) => ({
      ...route,
      notes: [
        ...route.notes,
        ...(isCertain(route) && detector.sharedListWith.length === 0 ? exclusionNotes(detector) : []),
        ...(index === 0 ? related : []),
      ],
    })),
  };
}

function isCertain({ reviewOnly }: ExclusionRoute): boolean {
  return !reviewOnly;
}

/** Two detections may share the rule of a third, and one detector may raise alerts of two names. */
function distinct(routes: readonly ExclusionRoute[]): ExclusionRoute[] {
  const byKey = new Map<string, ExclusionRoute>();
  for (const route of routes) {
    const taken = byKey.get(route.key);
    if (taken === undefined) byKey.set(route.key, route);
    else if (taken.detectionName !== route.detectionName) {
      const key = `${route.key} ${route.detectionName}`;
      byKey.set(key, { ...route, key, idEnd: idEnd(key) });
    }
  }
  return [...byKey.values()];
}

function routesTo(detector: DetectorEntry, target: DetectorTarget): ExclusionRoute[] {
  if (target.mechanism === 'exclusion-by-detection-rule')
    return [ruleRoute(detector, target, detectionOf(target), target)];
  const tuning = tuningRoute(detector, target);
  const rule = target.alsoClassicRule;
  if (rule === null) return [tuning];
  const detection: Detection = {
    name: rule.detectionName,
    externalId: rule.externalId,
    detectorId: null,
    format: target.format,
  };
  return [tuning, ruleRoute(detector, target, detection, rule)];
}

function ruleRoute(
  detector: DetectorEntry,
  target: DetectorTarget,
  detection: Detection,
  {
    exclusionKinds: kinds,
    exclusionKindsEvidence: kindsEvidence,
  }: Pick<DetectorTarget, 'exclusionKinds' | 'exclusionKindsEvidence'>,
): ExclusionRoute {
  const numbers = numberNote(detector, detection.externalId);
  return {
    ...commonParts('exclusion-by-detection-rule', target, detection),
    reason: reasonOf(target, 'exclusion-rule'),
    kinds,
    kindsEvidence,
    target: {
      ...ruleTarget(target, detection, [{ field: 'Detection rule', value: detection.name }]),
      limits: ruleLimits,
    },
    check: portalTarget('exclusions-by-detection-rule').check,
    opening: [
      ...reviewSteps(target, detection),
      `Open ${portalLine('exclusions-by-detection-rule')}.`,
      target.format === 'both'
        ? `If the rule "${detection.name}" is still listed, open it.`
        : `Open the rule "${detection.name}".`,
    ],
    docs: ['mdi-exclusions'],
    notes: [
      ...(numbers === null ? [] : [numbers]),
      ...(target.notes === null || target.format === 'both' ? [] : [target.notes]),
    ],
  };
}

/** The limits of the catalogue are about rules in general; what an entry meets of them is in its reason and notes. */
const ruleLimits = [
  'If the detection moves to the Defender XDR engine, the exclusion stops applying: then make an alert tuning rule.',
];

function tuningRoute(detector: DetectorEntry, target: DetectorTarget): ExclusionRoute {
  const detection = detectionOf(target);
  const reason = reasonOf(target, 'alert-tuning-rule');
  return {
    ...commonParts('alert-tuning', target, detection),
    reason,
    kinds: null,
    kindsEvidence: null,
    // What is documented of the form ends with service sources and conditions on alert and evidence.
    target: targetOf(
      'alert-tuning',
      [
        { field: 'Service sources', value: 'Microsoft Defender for Identity' },
        { field: 'Action', value: 'Resolve alert' },
        { field: 'Comment', value: `ATA exclusion of "${detectorTitle(detector)}"` },
      ],
      {
        detection,
        certainty: 'inferred',
        limits: [`Permission: ${portalTarget('alert-tuning').permission}.`],
      },
    ),
    check: portalTarget('alert-tuning').check,
    opening: [
      ...reviewSteps(target, detection),
      lookAtAlertStep([detection.name]),
      `Open ${portalLine('alert-tuning')}.`,
      'Select the service source that the alert shows; without an alert, Microsoft Defender for Identity.',
    ],
    docs: ['xdr-investigate-alerts'],
    notes: [
      ...(target.notes === null ? [] : [target.notes]),
      ...(reason === 'alert-tuning-rule' ? [] : ['Exclusions have no effect on the Defender XDR alert.']),
      ...tuningNotes,
    ],
  };
}

const tuningNotes = [
  'Presumed: the service source and the wording of the conditions.',
  'ATA excluded it as the source only: restrict the condition to that role where the portal offers it (presumed), or alerts in which it is the victim are resolved too.',
  'Entries of the same detection can share one rule: join them by OR.',
];

function commonParts(
  mechanism: RouteMechanism,
  target: DetectorTarget,
  detection: Detection,
): Pick<ExclusionRoute, 'key' | 'idEnd' | 'mechanism' | 'detectionName' | 'texts' | 'reviewOnly'> {
  const key = String(detection.externalId ?? detection.detectorId ?? detection.name);
  const reviewOnly = isForReview(target);
  return {
    key,
    idEnd: idEnd(key),
    mechanism,
    detectionName: detection.name,
    texts: textsOf(mechanism, detection, target, reviewOnly),
    reviewOnly,
  };
}

function idEnd(key: string): string {
  return `/${slug(key)}`;
}

function textsOf(
  mechanism: RouteMechanism,
  { name }: Detection,
  target: DetectorTarget,
  reviewOnly: boolean,
): RouteTexts {
  const action =
    mechanism === 'alert-tuning'
      ? { before: `tune alerts of ${name} about `, after: '' }
      : { before: 'exclude ', after: ` from ${name}` };
  const before = reviewOnly ? `Review: ${action.before}` : capitalised(action.before);
  return {
    action,
    title: { before, after: action.after },
    conditions: { before: `${alertTitleCondition(target)} AND `, after: '' },
    ruleName: { before: 'From ATA: ', after: `, ${name}` },
  };
}

function isForReview({ reviewOnly, linkCertainty }: DetectorTarget): boolean {
  return reviewOnly || linkCertainty === 'inferred';
}

function reasonOf(target: DetectorTarget, own: ReasonCode): ReasonCode {
  if (target.linkCertainty === 'inferred') return 'inferred-link-review';
  if (target.reviewOnly) return 'related-detection-review';
  return target.format === 'both' ? 'both-engines' : own;
}

function ruleTarget(target: DetectorTarget, detection: Detection, values: readonly Field[]): Target {
  return targetOf('exclusions-by-detection-rule', values, {
    detection,
    ...(isForReview(target) ? { certainty: 'inferred' as const } : {}),
  });
}

function reviewSteps(target: DetectorTarget, { name }: Detection): string[] {
  if (!isForReview(target)) return [];
  return [`Look whether "${name}" raises alerts that the ATA exclusion kept away. Go on only if it does.`];
}
