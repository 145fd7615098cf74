import { builtInSettings, type SettingsIndex } from '../catalogue/settings.js';
import type { MapperContext } from '../mappers/mapper.js';
import { classifySnapshot } from '../snapshot/classify.js';
import { unresolvedEntity } from '../snapshot/entities.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';

/** What the mappers of one snapshot may ask. */
export function mapperContext(
  snapshot: AtaSnapshot,
  settings: SettingsIndex = builtInSettings(),
): MapperContext {
  const entities = new Map(snapshot.entities.map((entity) => [entity.id, entity]));
  return {
    leaves: classifySnapshot(snapshot, settings),
    entity: (id) => entities.get(id) ?? unresolvedEntity(id),
  };
}
