import { describe, expect, test } from 'vitest';
import { UserError } from '../errors.js';
import type { Change } from '../types/configuration-diff.js';
import { parseIgnores } from './ignore.js';

const change: Change = {
  id: 'syslog/changed/center/Port',
  area: 'syslog',
  kind: 'changed',
  path: 'center:Configuration.SyslogClientConfiguration.ServerEndpoint.Port',
  setting: 'syslog.server.port',
  title: 'Port',
  subject: null,
  label: null,
  before: 1,
  after: 2,
  severity: 'important',
  reason: { code: 'siem-way', text: 'x' },
};

test.each([
  ['syslog', true],
  ['syslog changed', true],
  ['syslog added', false],
  ['email', false],
  ['* *.ServerEndpoint.*', true],
  ['* *.ServerEndpoint', false],
  ['* syslog/changed/center/Por?', true],
  ['syslog center:Configuration.SyslogClientConfiguration.ServerEndpoint.Port changed', true],
  ['syslog center:ConfigurationXSyslogClientConfiguration.ServerEndpoint.Port', false],
  ['* * changed', true],
])('%s', (line, hides) => {
  const ignores = parseIgnores(`\ufeff# known\r\n\r\n${line}   # since May\r\n`, 'known.txt');
  expect(ignores.hidesChange(change)).toBe(hides);
  expect(ignores.report()).toEqual([{ line: 3, text: line, matches: hides ? 1 : 0 }]);
});

test('what cannot be compared is hidden only by name or kind', () => {
  const obstacle = { area: 'gateways', what: 'gateway', side: 'after', code: 'x', text: 'x' } as const;
  expect(parseIgnores('gateways gateway not-comparable', 'f').hidesObstacle(obstacle)).toBe(true);
  expect(parseIgnores('gateways * changed', 'f').hidesObstacle(obstacle)).toBe(false);
});

describe('refuses, naming the line', () => {
  test.each([
    ['nowhere *', 'does not begin with an area'],
    ['*', 'would hide everything'],
    ['* *', 'would hide everything'],
    ['syslog a b c', 'more than area, pattern and kind'],
  ])('%s', (line, message) => {
    const error = (() => {
      try {
        return parseIgnores(`# a\n${line}`, 'known.txt');
      } catch (reason) {
        return reason;
      }
    })();
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ location: { source: 'known.txt', line: 2 } });
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain(line);
  });
});

test('a pattern of many stars is tried in no time', () => {
  const ignores = parseIgnores(`* ${'*a'.repeat(30)}b`, 'f');
  const start = performance.now();
  expect(ignores.hidesChange({ ...change, path: 'a'.repeat(20_000) })).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
