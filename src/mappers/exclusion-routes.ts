import type { DetectorEntry, DetectorTarget, ExclusionKind } from '../catalogue/detectors.js';
import type { LinkKey } from '../catalogue/links.js';
import { portalTarget } from '../catalogue/portal.js';
import type { ReasonCode } from '../catalogue/reasons.js';
import { itemId, slug } from '../ids.js';
import type { Detection, Field, Target } from '../types/migration-plan.js';
import { detectionOf, detectorTitle, exclusionNotes, numberNote, sectionStem } from './detector-words.js';
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
  /** The same as the last part of an item's id. */
  readonly idPart: string;
  readonly mechanism: RouteMechanism;
  readonly detectionName: string;
  /** Only to be looked at: the exclusion may not be needed there. */
  readonly reviewOnly: boolean;
  /** The reason where nothing is in the way. */
  readonly reason: ReasonCode;
  /** Kinds that the rule is documented to take; null if none are, or if it is no rule. */
  readonly kinds: readonly ExclusionKind[] | null;
  /** The target with those values that are the same for all entries. */
  readonly target: Target;
  readonly check: string;
  /** Steps before those with the value. */
  readonly opening: readonly string[];
  readonly docs: readonly LinkKey[];
  readonly notes: readonly string[];
}

/** A detector and the routes of its exclusions, the one that accounts for the leaves first. */
export interface ExclusionRoutes {
  readonly detector: DetectorEntry;
  /** With this the ids of all its items begin. */
  readonly idPrefix: string;
  readonly routes: readonly ExclusionRoute[];
}

/** The routes of a detector; none if no detection of the target answers it. */
export function routesOf(detector: DetectorEntry): ExclusionRoutes {
  const live = detector.targets.filter(({ mechanism }) => mechanism !== 'none');
  const routes = distinct(live.flatMap((target) => routesTo(detector, target)));
  const [certain, forReview] = [routes.filter(isCertain), routes.filter((route) => !isCertain(route))];
  const related = detector.related.map(({ detectionName, notes }) => `See also "${detectionName}". ${notes}`);
  return {
    detector,
    idPrefix: itemId('exclusions', sectionStem(detector.section)),
    routes: [...certain, ...forReview].map((route, index) => ({
      ...route,
      notes: [
        ...route.notes,
        ...(isCertain(route) ? exclusionNotes(detector) : []),
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
      byKey.set(key, { ...route, key, idPart: slug(key) });
    }
  }
  return [...byKey.values()];
}

function routesTo(detector: DetectorEntry, target: DetectorTarget): ExclusionRoute[] {
  if (target.mechanism === 'exclusion-by-detection-rule')
    return [ruleRoute(detector, target, detectionOf(target), target.exclusionKinds)];
  const tuning = tuningRoute(detector, target);
  const rule = target.alsoClassicRule;
  if (rule === null) return [tuning];
  const detection: Detection = {
    name: rule.detectionName,
    externalId: rule.externalId,
    detectorId: null,
    format: target.format,
  };
  return [tuning, ruleRoute(detector, target, detection, rule.exclusionKinds)];
}

function ruleRoute(
  detector: DetectorEntry,
  target: DetectorTarget,
  detection: Detection,
  kinds: readonly ExclusionKind[] | null,
): ExclusionRoute {
  const numbers = numberNote(detector, detection.externalId);
  return {
    ...commonParts(target, detection),
    mechanism: 'exclusion-by-detection-rule',
    reason: reasonOf(target, 'exclusion-rule'),
    kinds,
    target: targetTo('exclusions-by-detection-rule', target, detection, [
      { field: 'Detection rule', value: detection.name },
    ]),
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
      'If the detection moves to the Defender XDR engine, the exclusion stops applying: then make an alert tuning rule.',
    ],
  };
}

function tuningRoute(detector: DetectorEntry, target: DetectorTarget): ExclusionRoute {
  const detection = detectionOf(target);
  const reason = reasonOf(target, 'alert-tuning-rule');
  return {
    ...commonParts(target, detection),
    mechanism: 'alert-tuning',
    reason,
    kinds: null,
    target: targetTo('alert-tuning', target, detection, [
      { field: 'Service sources', value: 'Microsoft Defender for Identity' },
      { field: 'Action', value: 'Resolve alert' },
      { field: 'Comment', value: `ATA exclusion of "${detectorTitle(detector)}"` },
    ]),
    check: portalTarget('alert-tuning').check,
    opening: [
      ...reviewSteps(target, detection),
      `Open ${portalLine('alert-tuning')}.`,
      'Select the service source Microsoft Defender for Identity.',
    ],
    docs: ['xdr-investigate-alerts', 'mdi-exclusions'],
    notes: [
      ...(target.notes === null ? [] : [target.notes]),
      ...(reason === 'alert-tuning-rule' ? [] : ['Exclusions have no effect on the Defender XDR alert.']),
      'Entries of the same detection can share one rule: join them by OR.',
    ],
  };
}

function commonParts(
  target: DetectorTarget,
  detection: Detection,
): Pick<ExclusionRoute, 'key' | 'idPart' | 'detectionName' | 'reviewOnly'> {
  const key = String(detection.externalId ?? detection.detectorId ?? detection.name);
  return {
    key,
    idPart: slug(key),
    detectionName: detection.name,
    reviewOnly: isForReview(target),
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

function targetTo(
  key: 'exclusions-by-detection-rule' | 'alert-tuning',
  target: DetectorTarget,
  detection: Detection,
  values: readonly Field[],
): Target {
  return targetOf(key, values, {
    detection,
    ...(isForReview(target) ? { certainty: 'inferred' as const } : {}),
  });
}

function reviewSteps(target: DetectorTarget, { name }: Detection): string[] {
  if (!isForReview(target)) return [];
  return [`Look whether "${name}" raises alerts that the ATA exclusion kept away. Go on only if it does.`];
}
