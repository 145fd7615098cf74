/** No secret in the report of a crash, wherever the program crashes and whatever the error quotes. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { filesBelow } from '../support/folders.js';
import { plantedFiles, sourceFormats } from './formats.js';
import { leaksOf, written } from './gathering.js';
import { canaries } from './places.js';

/** What everything is made with: one of them fails at its n-th call, and the error says all that it was given. */
const methods: Readonly<Record<string, string>> = {
  'Map.prototype.get': 'Map.prototype, "get"',
  'Map.prototype.set': 'Map.prototype, "set"',
  'String.prototype.replace': 'String.prototype, "replace"',
  'RegExp.prototype.test': 'RegExp.prototype, "test"',
  'Array.prototype.map': 'Array.prototype, "map"',
  'Array.prototype.push': 'Array.prototype, "push"',
};

function crashing(place: string, nth: number, kind: 'sync' | 'async', sign: string): string {
  return `
    const broken = (object, name) => {
      const whole = object[name];
      let left = ${nth};
      object[name] = function (...args) {
        let held = '';
        for (const value of [this, ...args]) {
          // As the places of a stack look.
          try { held += '\\n   at ' + String(value); } catch { /* It cannot be shown. */ }
        }
        // In two parts: this code stands in the places of the stack.
        if (held.includes('CAN' + 'ARY') && left-- === 0) {
          fs.writeFileSync(${JSON.stringify(sign)}, '');
          object[name] = whole;
          const error = Object.assign(new TypeError(held), { held, cause: new Error(held) });
          ${kind === 'sync' ? 'throw error;' : 'setImmediate(() => { throw error; }); Promise.reject(error);'}
        }
        return Reflect.apply(whole, this, args);
      };
    };
    broken(${place});`;
}

describe('the report of a crash', () => {
  const [format] = sourceFormats;
  const cases = Object.entries(methods).flatMap(([name, place], index) =>
    (['sync', 'async'] as const).map(
      (kind, at) => [name, 3 * ((index * 5 + at * 7) % 11), kind, place] as const,
    ),
  );

  test.each(cases)('%s, call %i with a secret, %s', (_name, nth, kind, place) => {
    if (format === undefined) throw new Error('there is no format');
    const { secretOf } = canaries();
    const folder = temporaryFolder();
    const sources = written(join(folder, 'in'), plantedFiles(format, secretOf, 0));
    const out = join(folder, 'out');
    mkdirSync(out);
    const sign = join(folder, 'it-happened');
    const { code, stdout, stderr } = ata2mdi(['run', ...sources, '-o', out, '--verbose', '--json'], {
      sabotage: crashing(place, nth, kind, sign),
    });
    expect(leaksOf(Buffer.from(stdout + stderr))).toEqual([]);
    // Some failures are foreseen where they come; all others are told as a mistake of the program.
    expect([0, 2]).toContain(code);
    if (code === 2) {
      expect(stderr).toMatch(/error: /);
      expect(filesBelow(out)).toEqual([]);
    }
    expect(existsSync(sign)).toBe(true);
    if (kind === 'async') expect(code).toBe(2);
  });
});
