import { expect, test } from 'vitest';
import { timeInName } from './name-times.js';

test.each([
  ['SystemProfile_20251215T040000Z.json', '2025-12-15T04:00:00Z'],
  ['SystemProfile_20251215040000.json.gz', '2025-12-15T04:00:00Z'],
  ['SystemProfile_202512150400.json', '2025-12-15T04:00:00Z'],
  ['SystemProfile_2025-12-15_04-00-07.json', '2025-12-15T04:00:07Z'],
  ['SystemProfile_20251215040000123.json', '2025-12-15T04:00:00Z'],
  ['20200101T000000Z/SystemProfile_20251215T040000Z.json', '2025-12-15T04:00:00Z'],
  ['SystemProfile_20251215.json', null],
  ['SystemProfile_20251315T040000Z.json', null],
  ['SystemProfile_20250231T040000Z.json', null],
  ['SystemProfile_20251215T250000Z.json', null],
  ['SystemProfile_636541234567890123.json', null],
  ['SystemProfile_.json', null],
  ['20251215T040000Z/SystemProfile.json', null],
])('%s', (name, time) => expect(timeInName(name)).toBe(time));
