import type { Sensor } from '../../types/mdi-observed.js';
import { type Fields, isoTime, plainWord, unreadNames } from './fields.js';
import { type AnswerShape, pageOf } from './shape.js';

/**
 * `GET /security/identities/sensors` (v1.0) and `sensorMigration` (beta): microsoft.graph.security.sensor, 2024-10-29 and
 * later; `serviceStatus` since January 2026.
 */
export const graphSensors: AnswerShape = {
  shape: 'graph-sensors',
  address: /security\/identities\/(?:sensors|sensormigration)(?:\/[0-9a-f-]{36})?(?:[?(]|\/?$|\/\$entity)/,
  recognises: (entry) =>
    entry.has('sensorType') && entry.has('deploymentStatus', 'healthStatus', 'settings', 'version'),
  read(answer) {
    const { entries, source } = answer;
    return {
      sensors: entries.flatMap((entry) => sensorOf(entry, source) ?? []),
      pages: [pageOf(answer, 'sensors')],
      unread: unreadNames(entries, known),
    };
  },
};

const known = [
  ...['id', 'displayName', 'sensorType', 'version', 'deploymentStatus', 'serviceStatus', 'createdDateTime'],
  ...['domainName', 'healthStatus', 'openHealthIssuesCount', 'settings', 'healthIssues', 'migrationState'],
  'AdditionalProperties',
];

function sensorOf(entry: Fields, source: string): Sensor | null {
  const name = entry.text('displayName');
  if (name === null) return null;
  const settings = entry.object('settings');
  return {
    name,
    domain: entry.text('domainName'),
    type: entry.text('sensorType'),
    version: entry.text('version'),
    serviceStatus: plainWord(entry.text('serviceStatus')),
    deploymentStatus: plainWord(entry.text('deploymentStatus')),
    healthStatus: plainWord(entry.text('healthStatus')),
    openHealthIssues: entry.number('openHealthIssuesCount'),
    // A null or empty description is shown as none, which is not the same as not being shown.
    description: settings?.has('description') === true ? (settings.text('description') ?? '') : null,
    domainControllers: settings?.texts('domainControllerDnsNames') ?? [],
    delayedUpdate: settings?.flag('isDelayedDeploymentEnabled') ?? null,
    adapters:
      settings?.has('networkAdapters') === true
        ? settings.objects('networkAdapters').flatMap((adapter) => {
            const adapterName = adapter.text('name');
            return adapterName === null
              ? []
              : [{ name: adapterName, enabled: adapter.flag('isEnabled') !== false }];
          })
        : null,
    created: isoTime(entry.text('createdDateTime')),
    source,
  };
}
