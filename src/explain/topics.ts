/** Everything the catalogue can explain, by the names it goes by. */
import { alertEntries } from '../catalogue/alerts.js';
import { areas } from '../catalogue/areas.js';
import { detectorEntries } from '../catalogue/detectors.js';
import { documentationLink } from '../catalogue/links.js';
import {
  type HealthIssue,
  type MonitoringAlertEntry,
  monitoringAlertEntries,
  newHealthIssues,
} from '../catalogue/monitoring-alerts.js';
import { type PortalKey, portalKeys, portalTarget } from '../catalogue/portal.js';
import { reasonCodes, reasonEntry } from '../catalogue/reasons.js';
import { type AtaRole, ataRoles, roleDocs, roleMapping } from '../catalogue/roles.js';
import {
  type EngineTuningCatalogue,
  engineTuningCatalogue,
  type FactSource,
  type JsonValue,
  type SettingEntry,
  settingsCatalogue,
} from '../catalogue/settings.js';
import type { UserCatalogue } from '../catalogue/user-settings.js';
import { versionInfo, versionsCatalogue } from '../catalogue/versions.js';
import { inert } from '../inert.js';
import {
  areaMatch,
  areaOutcome,
  areasOfTarget,
  healthAlertStem,
  outcomeOf,
  stemOf,
  userSettingOutcome,
} from './areas.js';
import { detectorMatch, mdiAlertMatch } from './detections.js';
import { dispositionMatch, dispositionWords } from './dispositions.js';
import type {
  ExplanationMatch,
  HealthAlertMatch,
  HealthIssueMatch,
  RoleMatch,
  SettingMatch,
} from './explanation.js';

/** Something that has an answer. */
export interface Topic {
  readonly kind: ExplanationMatch['kind'];
  /** Words that mean exactly this. */
  readonly names: readonly string[];
  readonly match: () => ExplanationMatch;
}

let built: readonly Topic[] | undefined;

/** All topics, built on first use; the wider ones first. */
export function topics(): readonly Topic[] {
  built ??= [
    ...areas.map((area): Topic => ({ kind: 'area', names: [area], match: () => areaMatch(area) })),
    ...detectorTopics(),
    ...alertTopics(),
    ...healthAlertTopics(),
    ...healthIssueTopics(),
    ...settingTopics(),
    ...portalTopics(),
    ...ataRoles().map(roleTopic),
    ...versionTopics(),
    ...reasonTopics(),
    ...dispositionTopics(),
  ];
  return built;
}

/** The entries of a user's catalogue, as topics. */
export function userTopics({ name, entries, sources }: UserCatalogue): readonly Topic[] {
  return entries.map(({ entry, origin }) => ({
    kind: 'setting',
    names: [entry.id, entry.title, ...entry.paths],
    // A catalogue may come from anybody: its words must do nothing to a terminal.
    match: () => ({
      ...settingMatch(entry),
      title: inert(entry.title),
      notes: entry.notes === undefined ? null : inert(entry.notes),
      ...(origin === 'user-setting' ? { becomes: userSettingOutcome(entry.area) } : {}),
      sources: entry.source.flatMap((key) => (sources[key] === undefined ? [] : [inert(sources[key].what)])),
      userCatalogue: name,
    }),
  }));
}

function settingMatch(entry: SettingEntry): SettingMatch {
  const { id, area, title, document, paths, certainty, source } = entry;
  return {
    kind: 'setting',
    id,
    area,
    title,
    document,
    paths,
    secret: entry.secret === true,
    presumed: entry.presumed === true,
    default:
      entry.default === undefined ? null : { value: entry.default, evidence: entry.defaultEvidence ?? null },
    certainty,
    notes: entry.notes ?? null,
    becomes: areaOutcome(area),
    sources: source.flatMap((key) => {
      const text = settingsCatalogue.sources[key];
      return text === undefined ? [] : [sourceText(text)];
    }),
    userCatalogue: null,
  };
}

function tuningMatch(path: string, value: JsonValue): SettingMatch {
  const { certainty, source }: EngineTuningCatalogue = engineTuningCatalogue;
  return {
    kind: 'setting',
    id: null,
    area: 'engine-tuning',
    title: "Value of the engine's tuning",
    document: 'center',
    paths: [path],
    secret: false,
    presumed: false,
    default: { value, evidence: null },
    certainty,
    notes: null,
    becomes: areaOutcome('engine-tuning'),
    sources: [sourceText(source)],
    userCatalogue: null,
  };
}

function sourceText({ repository, commit, what }: FactSource): string {
  const place = [repository, commit].filter((part) => part !== null).join('@');
  return place === '' ? what : `${place}: ${what}`;
}

function detectorTopics(): Topic[] {
  return detectorEntries().map((entry) => {
    const { section, suspiciousActivityTypes, titleInAta, externalId, targets } = entry;
    const formerNames = targets.map(({ previousName }) => previousName);
    const stem = stemOf(section);
    return {
      kind: 'detector',
      names: present(stem, section, ...suspiciousActivityTypes, titleInAta, externalId, ...formerNames),
      match: () => detectorMatch(entry),
    };
  });
}

function alertTopics(): Topic[] {
  return alertEntries().map((alert) => ({
    kind: 'mdi-alert',
    names: present(alert.name, alert.detectorId, alert.externalId, alert.previousName, alert.privateName),
    match: () => mdiAlertMatch(alert),
  }));
}

function healthAlertTopics(): Topic[] {
  return monitoringAlertEntries().map((alert) => ({
    kind: 'health-alert',
    names: present(
      healthAlertStem(alert.type),
      alert.type,
      alert.eventId,
      ...alert.titles.map(({ title }) => title),
    ),
    match: () => healthAlertMatch(alert),
  }));
}

function healthAlertMatch(alert: MonitoringAlertEntry): HealthAlertMatch {
  const code = alert.relation === 'no-equivalent' ? 'health-alert-no-equivalent' : 'health-alert-has-issue';
  return {
    kind: 'health-alert',
    alert,
    outcome: outcomeOf(code),
    portalPath: alert.issues.length === 0 ? [] : portalTarget('health-issues').portalPath,
    docs: [documentationLink('ata-monitoring-alerts'), documentationLink('mdi-health-alerts')],
  };
}

function healthIssueTopics(): Topic[] {
  const issues = [...monitoringAlertEntries().flatMap((alert) => alert.issues), ...newHealthIssues()];
  const byName = new Map(issues.map((issue) => [issue.name, issue]));
  return [...byName.values()].map((issue) => ({
    kind: 'health-issue',
    names: present(issue.name, issue.formerName),
    match: () => healthIssueMatch(issue),
  }));
}

function healthIssueMatch({ name, severity, sensors, formerName }: HealthIssue): HealthIssueMatch {
  return {
    kind: 'health-issue',
    issue: { name, severity, sensors, formerName },
    answers: monitoringAlertEntries()
      .filter(({ issues }) => issues.some((issue) => issue.name === name))
      .map(({ type, eventId, relation }) => ({ type, eventId, relation })),
    portalPath: portalTarget('health-issues').portalPath,
    docs: portalTarget('health-issues').docs,
  };
}

function settingTopics(): Topic[] {
  const settings = settingsCatalogue.entries.map(
    (entry): Topic => ({
      kind: 'setting',
      names: [entry.id, entry.title, ...entry.paths],
      match: () => settingMatch(entry),
    }),
  );
  const tuning = Object.entries(engineTuningCatalogue.entries).map(
    ([path, value]): Topic => ({ kind: 'setting', names: [path], match: () => tuningMatch(path, value) }),
  );
  return [...settings, ...tuning];
}

function portalTopics(): Topic[] {
  return portalKeys().map((key: PortalKey) => {
    const target = portalTarget(key);
    return {
      kind: 'portal',
      names: [key, target.setting],
      match: () => ({ kind: 'portal', target, areas: areasOfTarget(key) }),
    };
  });
}

function roleTopic(role: AtaRole): Topic {
  const mapping = roleMapping(role);
  const match: RoleMatch = {
    kind: 'role',
    role,
    mapping,
    portalPath: portalTarget('urbac-roles').portalPath,
    docs: roleDocs(),
  };
  return { kind: 'role', names: [role, mapping.ataGroup, mapping.mdiRole], match: () => match };
}

function versionTopics(): Topic[] {
  return versionsCatalogue.releases.map(({ name, build }) => ({
    kind: 'version',
    names: [name, build],
    match: () => ({ kind: 'version', version: versionInfo(build) }),
  }));
}

function reasonTopics(): Topic[] {
  return reasonCodes().map((code) => ({
    kind: 'reason',
    names: [code],
    match: () => ({ kind: 'reason', code, ...reasonEntry(code) }),
  }));
}

function dispositionTopics(): Topic[] {
  return dispositionWords().map((word) => ({
    kind: 'disposition',
    names: [word],
    match: () => dispositionMatch(word),
  }));
}

function present(...names: readonly (string | number | null)[]): string[] {
  return [...new Set(names.filter((name) => name !== null).map(String))];
}
