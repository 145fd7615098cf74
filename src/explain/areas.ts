/** What each configuration topic is about, where its settings go, and what can become of them. */
import { type Area, areas } from '../catalogue/areas.js';
import { detectorSections } from '../catalogue/detectors.js';
import type { DocumentationLink } from '../catalogue/links.js';
import { monitoringAlertEntries } from '../catalogue/monitoring-alerts.js';
import { type PortalKey, portalTarget } from '../catalogue/portal.js';
import { type ReasonCode, reasonEntry } from '../catalogue/reasons.js';
import { ataRoles, roleDocs } from '../catalogue/roles.js';
import { engineTuningCatalogue, settingsCatalogue } from '../catalogue/settings.js';
import type { AreaMatch, AreaOutcome, Outcome, TargetSummary } from './explanation.js';

interface AreaFacts {
  readonly summary: string;
  readonly targets: readonly PortalKey[];
  /** The usual outcome first. */
  readonly outcomes: readonly ReasonCode[];
}

const entityOutcomes = ['unresolved-entity', 'deleted-entity', 'nothing-set'] as const;

const facts: Readonly<Record<Area, AreaFacts>> = {
  'directory-services': {
    summary: 'The account with which ATA reads Active Directory.',
    targets: ['directory-service-accounts', 'gmsa-account', 'action-accounts'],
    outcomes: [
      'dsa-password-by-hand',
      'dsa-gmsa-advised',
      'done-by-command',
      'action-account-default',
      'nothing-set',
    ],
  },
  syslog: {
    summary: 'The syslog server (SIEM) that ATA sends notifications to.',
    targets: ['syslog-notifications'],
    outcomes: [
      'syslog-needs-v2-sensor',
      'syslog-tls-certificate',
      'siem-parser-review',
      'syslog-timeout-gone',
      'configured-but-off',
      'syslog-off',
    ],
  },
  email: {
    summary: "ATA's mail server, and its mail about suspicious activities.",
    targets: ['incident-email-notifications'],
    outcomes: [
      'mail-per-incident',
      'smtp-server-has-no-target',
      'configured-but-off',
      'mail-off',
      'nothing-set',
    ],
  },
  'health-notifications': {
    summary: "Mail about ATA's health alerts.",
    targets: ['health-issues-notifications'],
    outcomes: ['health-mail', 'configured-but-off', 'mail-off', 'nothing-set'],
  },
  'role-groups': {
    summary: 'The local groups of the ATA Center that say who may do what in ATA, and their members.',
    targets: ['urbac-roles', 'entra-role-groups'],
    outcomes: [
      'role-mapping',
      'role-widens-rights',
      'role-members-unknown',
      'role-member',
      'role-member-group',
      'role-member-no-identity',
      'role-member-no-person',
      'role-member-deleted',
      'role-member-not-found',
      'role-member-stronger',
      'role-local-administrator',
      'role-group-empty',
      'role-group-unrecognised',
    ],
  },
  vpn: {
    summary: 'RADIUS accounting that VPN servers send to ATA.',
    targets: ['vpn-radius'],
    outcomes: ['vpn-needs-v2-sensor', 'secret-typed-again', 'vpn-off', 'nothing-set'],
  },
  exclusions: {
    summary: 'Computers, subnets and accounts for which single ATA detections raise no alert.',
    targets: ['exclusions-by-detection-rule', 'alert-tuning', 'global-excluded-entities'],
    outcomes: [
      'exclusion-rule',
      'alert-tuning-rule',
      'both-engines',
      'detection-split',
      'exclusion-kind-unconfirmed',
      'excludes-everything',
      'inferred-link-review',
      'related-detection-review',
      'shared-exclusion-list',
      'unreadable-address',
      'detection-retired',
      'no-mdi-detection',
      ...entityOutcomes,
    ],
  },
  honeytokens: {
    summary: 'Accounts that ATA watches as honeytokens.',
    targets: ['entity-tags-honeytoken'],
    outcomes: ['tag-honeytoken', 'no-known-target', ...entityOutcomes],
  },
  'sensitive-entities': {
    summary: 'Accounts and groups that ATA treats as sensitive because somebody said so.',
    targets: ['entity-tags-sensitive'],
    outcomes: ['tag-sensitive', 'default-sensitive-group', 'no-known-target', ...entityOutcomes],
  },
  reports: {
    summary: 'Reports that ATA sends on a schedule.',
    targets: ['reports'],
    outcomes: ['report-schedule', 'report-gone', 'presumed-shape', 'configured-but-off', 'nothing-set'],
  },
  gateways: {
    summary: 'ATA Gateways and Lightweight Gateways.',
    targets: ['sensors', 'sensor-install-v2', 'sensor-v3', 'sensor-settings-graph', 'sensor-proxy'],
    outcomes: [
      'lightweight-gateway-to-sensor',
      'gateway-to-sensors-on-dcs',
      'gateway-kind-unknown',
      'gateway-description',
      'gateway-adapters',
      'domain-synchronizer-gone',
      'tuning-default-unknown',
      'sensor-version-choice',
      'gateways-not-in-sources',
      'presumed-shape',
    ],
  },
  'event-collection': {
    summary: 'How ATA gets Windows events: from a SIEM, or collected by its Gateways.',
    targets: ['windows-auditing'],
    outcomes: [
      'event-collection-by-sensor',
      'siem-listener-standalone-only',
      'windows-auditing',
      'no-known-target',
      'nothing-set',
    ],
  },
  updates: {
    summary: 'How ATA updates itself and its Gateways.',
    targets: ['sensors', 'sensor-settings-graph'],
    outcomes: ['updates-by-service', 'delayed-update', 'nothing-set'],
  },
  detectors: {
    summary: 'Which detections of ATA are switched on.',
    targets: ['detections', 'detections-xdr', 'alert-tuning', 'alert-thresholds'],
    outcomes: [
      'detection-always-on',
      'detection-when-set-up',
      'detector-off-in-ata',
      'no-mdi-detection',
      'detection-retired',
      'not-an-alert',
      'id-differs',
      'thresholds-leave-high',
    ],
  },
  'monitoring-alerts': {
    summary: "Which of ATA's health alerts are switched on.",
    targets: ['health-issues'],
    outcomes: [
      'health-alert-has-issue',
      'health-alert-no-equivalent',
      'health-alert-off',
      'health-alert-unknown',
      'nothing-set',
    ],
  },
  center: {
    summary: 'The ATA Center itself: its name, version, addresses and certificates.',
    targets: ['workspace-about', 'health-issues', 'existing-alerts', 'ata-center'],
    outcomes: ['center-not-needed', 'identity-of-source', 'migration-step', 'alerts-stay-in-ata'],
  },
  telemetry: {
    summary: 'What the ATA Center reports to Microsoft about itself.',
    targets: [],
    outcomes: ['telemetry-has-no-switch'],
  },
  localization: {
    summary: 'The language of the ATA Center.',
    targets: [],
    outcomes: ['no-known-target', 'nothing-set'],
  },
  licensing: {
    summary: 'Licences. No public sample shows how ATA stores its own.',
    targets: ['licences'],
    outcomes: ['licence-check'],
  },
  'engine-tuning': {
    summary: `Values that tune ATA's engine. The catalogue knows the shipped value at ${Object.keys(engineTuningCatalogue.entries).length} paths; ask for a path.`,
    targets: [],
    outcomes: ['shipped-default', 'tuning-changed', 'tuning-default-unknown'],
  },
  'learned-state': {
    summary: 'Values that ATA learned or that were set for it.',
    targets: [],
    outcomes: ['shipped-default', 'tuning-changed', 'tuning-default-unknown', 'nothing-set'],
  },
  unrecognised: {
    summary: 'Settings that this program does not know. They are listed with their paths, never dropped.',
    targets: [],
    outcomes: ['unknown-setting', 'unknown-document', 'unexpected-form'],
  },
};

/** The section of a detector without the words that all of them end in. */
export function stemOf(section: string): string {
  return section.replace(/DetectorConfiguration$/, '');
}

/** The type of a health alert without the words that all of them end in. */
export function healthAlertStem(type: string): string {
  return type.replace(/MonitoringAlert$/, '');
}

/** A topic: its settings, its targets, what becomes of it. */
export function areaMatch(area: Area): AreaMatch {
  return {
    kind: 'area',
    area,
    summary: facts[area].summary,
    settings: settingsCatalogue.entries
      .filter((entry) => entry.area === area)
      .map(({ id, title }) => ({ id, title, userCatalogue: null })),
    becomes: areaOutcome(area),
    words: wordsWithin(area),
  };
}

/** What can become of the settings of a topic. */
export function areaOutcome(area: Area): AreaOutcome {
  const { targets, outcomes } = facts[area];
  const links = [
    ...outcomes.flatMap((code) => reasonEntry(code).link ?? []),
    ...targets.flatMap((key) => portalTarget(key).docs),
    ...(area === 'role-groups' ? roleDocs() : []),
  ];
  return {
    area,
    targets: targets.map(targetSummary),
    outcomes: outcomes.map(outcomeOf),
    docs: uniqueLinks(links),
  };
}

/** What can become of a setting that only a user's catalogue knows: no target of its area is meant for it. */
export function userSettingOutcome(area: Area): AreaOutcome {
  const outcomes = ['no-known-target', 'shipped-default', 'nothing-set'] as const;
  return { area, targets: [], outcomes: outcomes.map(outcomeOf), docs: [] };
}

/** The topics that a target takes settings from. */
export function areasOfTarget(key: PortalKey): Area[] {
  return areas.filter((area) => facts[area].targets.includes(key));
}

/** A reason with its code. */
export function outcomeOf(code: ReasonCode): Outcome {
  const { dispositions, text, certainty } = reasonEntry(code);
  return { code, dispositions, text, certainty };
}

/** Links, each page once, in their order. */
export function uniqueLinks(links: readonly DocumentationLink[]): DocumentationLink[] {
  return [...new Map(links.map((link) => [link.url, link])).values()];
}

function targetSummary(key: PortalKey): TargetSummary {
  const { product, setting, mechanism, portalPath, certainty } = portalTarget(key);
  return { key, product, setting, mechanism, portalPath, certainty };
}

function wordsWithin(area: Area): string[] {
  if (area === 'exclusions' || area === 'detectors') return detectorSections.map(stemOf);
  if (area === 'monitoring-alerts') return monitoringAlertEntries().map(({ type }) => healthAlertStem(type));
  return area === 'role-groups' ? [...ataRoles()] : [];
}
