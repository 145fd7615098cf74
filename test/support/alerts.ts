/** The invented alerts, and what becomes of sources with alerts. */
import { AlertCollection, memoryStore } from '../../src/alerts/collection.js';
import { type FilterWords, filtersOf } from '../../src/alerts/filter.js';
import { gatherAlerts } from '../../src/alerts/gather.js';
import { type AlertStream, alertStream } from '../../src/alerts/record.js';
import type { LoadableSource } from '../../src/readers/sources.js';
import { collectingReporter, type Notice } from '../../src/reporter.js';

/** The files of the invented alerts, with those that name the entities. */
export const alertFiles = [
  'contoso-alerts/SuspiciousActivity.json',
  'contoso-alerts/MonitoringAlert.json',
  'contoso/UniqueEntity.json',
  'contoso/SystemProfile_20251215T040000Z.json',
] as const;

/** The stream of the alerts of sources, and what was noticed. */
export async function alertsOf(
  sources: readonly LoadableSource[],
  words: FilterWords = {},
): Promise<{ readonly stream: AlertStream; readonly notices: readonly Notice[] }> {
  const filters = filtersOf(words);
  const collection = new AlertCollection(memoryStore(), filters);
  const reporter = collectingReporter();
  const names = await gatherAlerts(sources, collection, reporter);
  return { stream: alertStream(collection, names, filters), notices: reporter.notices };
}
