import { describe, expect, it } from 'vitest';
import { mapped } from '../../test/support/mapped.js';
import { centerWith } from '../../test/support/snapshots.js';
import { localizationMapper } from './localization.js';

describe('the mapper of the language', () => {
  it('knows of no target', async () => {
    const { item, unclaimed } = await mapped(
      localizationMapper,
      centerWith({ LocalizerConfiguration: { LocaleId: 'de-de' } }),
    );
    expect(unclaimed).toEqual([]);
    expect(item('localization/language', 'decision')).toMatchObject({
      title: 'Language of ATA: de-de',
      reason: { code: 'no-known-target' },
      source: { value: 'de-de' },
      notes: [expect.stringContaining('but not where it is set')],
    });
  });

  it('says that nothing is set where it is null', async () => {
    const { item } = await mapped(
      localizationMapper,
      centerWith({ LocalizerConfiguration: { LocaleId: null } }),
    );
    expect(item('localization/language', 'automatic').reason.code).toBe('nothing-set');
  });

  it('keeps a value that is not a text', async () => {
    const { item } = await mapped(
      localizationMapper,
      centerWith({ LocalizerConfiguration: { LocaleId: 1031 } }),
    );
    expect(item('localization/language', 'decision')).toMatchObject({
      title: 'Language of ATA',
      source: { value: 1031 },
    });
  });

  it('has no item where nothing is there', async () => {
    expect((await mapped(localizationMapper, centerWith())).items).toEqual([]);
  });
});
