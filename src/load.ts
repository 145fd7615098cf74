import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from './catalogue/settings.js';
import { UserError } from './errors.js';
import { program } from './program.js';
import { readSources } from './read-sources.js';
import type { LoadableSource } from './readers/sources.js';
import { collectingReporter, type Reporter } from './reporter.js';
import { classifySnapshot } from './snapshot/classify.js';
import { normalise } from './snapshot/normalise.js';
import { redactLeavesAgain } from './snapshot/redact-again.js';
import { readSections } from './snapshot/sections.js';
import { readStoredSnapshot } from './snapshot/stored.js';
import type { AtaSnapshot } from './types/ata-snapshot.js';

/** A snapshot, and with which program and which facts it was made before it was read. */
export interface LoadedSnapshot {
  readonly snapshot: AtaSnapshot;
  readonly madeWith: Pick<AtaSnapshot, 'program' | 'factsAsOf'>;
}

/**
 * From one or more sources of one ATA deployment to its snapshot. A snapshot that was written earlier is a source too; it
 * is redacted again, and its areas are read again out of its leaves, so that a newer catalogue applies.
 *
 * @throws UserError for a source that is damaged, is not of ATA, or does not go with the others
 */
export async function loadSnapshot(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex = builtInSettings(),
): Promise<AtaSnapshot> {
  return (await loadWithOrigin(sources, reporter, settings)).snapshot;
}

/** As {@link loadSnapshot}, for those who want to know what made it. */
export async function loadWithOrigin(
  sources: readonly LoadableSource[],
  reporter: Reporter,
  settings: SettingsIndex,
): Promise<LoadedSnapshot> {
  const stored = sources.flatMap((source) => {
    // Files of a folder are read for what they hold of ATA; a snapshot among them is left to those.
    const snapshot = 'bytes' in source && source.ofFolder !== true ? readStoredSnapshot(source) : null;
    return snapshot === null ? [] : [{ source, snapshot }];
  });
  const first = stored[0];
  if (first !== undefined) {
    if (sources.length === 1)
      return { snapshot: await interpretAgain(first.snapshot, settings), madeWith: first.snapshot };
    throw new UserError('a snapshot cannot be combined with other sources', {
      location: { source: first.source.name },
      advice: ['Give the sources it was made from, together with the others.'],
    });
  }
  const collected = collectingReporter();
  try {
    const read = await readSources(sources, collected);
    const snapshot = await normalise(read, { settings, notices: collected.notices });
    for (const { code, text, source, path } of snapshot.notices)
      reporter.notice({
        code,
        text,
        ...(source === null ? {} : { source }),
        ...(path === null ? {} : { path }),
      });
    return { snapshot, madeWith: snapshot };
  } catch (error) {
    // What was left out may be why.
    if (error instanceof UserError) for (const notice of collected.notices) reporter.notice(notice);
    throw error;
  }
}

async function interpretAgain(snapshot: AtaSnapshot, settings: SettingsIndex): Promise<AtaSnapshot> {
  const documents = await redactLeavesAgain(snapshot.documents, settings);
  const leaves = classifySnapshot({ documents }, settings);
  return {
    ...snapshot,
    documents,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    ...readSections(documents, leaves, snapshot.entities),
  };
}
