import { describe, expect, it } from 'vitest';
import { centerWith, type Plain, snapshotOf } from '../../test/support/snapshots.js';
import { InternalError } from '../errors.js';
import {
  cautions,
  distinctRecipients,
  endpointText,
  type LeafKind,
  portNotes,
  presumptionOf,
  readableLeaves,
  recipientNotes,
  switchText,
  tickText,
} from './reading.js';

const kinds: Readonly<Record<string, LeafKind>> = {
  'syslog.enabled': 'switch',
  'syslog.server': 'parent',
  'syslog.server.address': 'text',
  'syslog.server.port': 'whole number',
};

async function readablePaths(syslog: { readonly [key: string]: Plain }): Promise<string[]> {
  const { context } = await snapshotOf(centerWith({ SyslogClientConfiguration: syslog }));
  return readableLeaves(context, 'syslog', kinds).map(({ path }) =>
    path.replace('Configuration.SyslogClientConfiguration.', ''),
  );
}

describe('readableLeaves', () => {
  it.each<[string, { readonly [key: string]: Plain }, string[]]>([
    ['null anywhere', { IsEnabled: null, ServerEndpoint: null }, ['IsEnabled', 'ServerEndpoint']],
    ['an empty object as nothing', { ServerEndpoint: {} }, ['ServerEndpoint']],
    ['no text in a switch', { IsEnabled: 'yes' }, []],
    ['no number in place of an endpoint', { ServerEndpoint: 514 }, []],
    ['no broken number', { ServerEndpoint: { Address: 'a', Port: 51.4 } }, ['ServerEndpoint.Address']],
    ['no number as a text', { ServerEndpoint: { Address: 514 } }, []],
    ['no setting that was not asked for', { Serializer: 'Rfc5424' }, []],
  ])('takes %s', async (_, syslog, paths) => {
    expect(await readablePaths(syslog)).toEqual(paths);
  });

  it('takes every leaf of a secret', async () => {
    const { context } = await snapshotOf(
      centerWith(
        {},
        { RadiusEventListenerSharedSecretEncrypted: { CertificateThumbprint: 'AB', EncryptedBytes: 'QQ==' } },
      ),
    );
    expect(readableLeaves(context, 'vpn', { 'vpn.sharedSecret': 'secret' })).toHaveLength(2);
  });
});

it.each<[string, Plain, number]>([
  ['an empty object', {}, 1],
  ['a switch', true, 0],
])('takes no secret for one that it cannot be: %s', async (_, secret, count) => {
  const { context } = await snapshotOf(centerWith({}, { RadiusEventListenerSharedSecretEncrypted: secret }));
  expect(readableLeaves(context, 'vpn', { 'vpn.sharedSecret': 'secret' })).toHaveLength(count);
});

describe('what is said of values', () => {
  it('does not guess at a switch', () => {
    expect([true, false, null].map(switchText)).toEqual(['on', 'off', 'not known']);
  });

  it.each([
    [{ address: 'siem.example', port: 514 }, 'siem.example:514'],
    [{ address: '2001:db8::1', port: 514 }, '[2001:db8::1]:514'],
    [{ address: 'siem.example', port: null }, 'siem.example'],
  ])('writes an endpoint', (endpoint, text) => {
    expect(endpointText(endpoint)).toBe(text);
  });

  it('warns of ports that are none', () => {
    const texts = [1, 65_535, 0, 65_536, -1].map((port) => portNotes({ address: 'a', port }).length);
    expect(texts).toEqual([0, 0, 1, 1, 1]);
  });

  it('does not guess at a check box', () => {
    expect([true, false, null].map(tickText)).toEqual([
      'ticked',
      'not ticked',
      'your choice (the source does not say)',
    ]);
  });
});

describe('recipients', () => {
  it('are one where only case and blanks differ, and none where blank', () => {
    expect(
      distinctRecipients([
        { address: ' SOC@contoso.com', ref: 'a' },
        { address: ' ', ref: 'b' },
        { address: ' soc@contoso.com ', ref: 'c' },
      ]),
    ).toEqual([{ address: 'SOC@contoso.com', refs: ['a', 'c'] }]);
  });

  it.each([
    ['soc@contoso.com', 0],
    ['👩‍🚀@tailspintoys.com', 0],
    ['jürgen@bücher.example', 0],
    ['soc', 1],
    ['soc@localhost', 1],
    ['=cmd@contoso.com', 1],
    ['a@b@contoso.com', 1],
    ['<soc@contoso.com>', 1],
  ])('are judged by their look: %s', (address, notes) => {
    expect(recipientNotes([{ address, refs: [] }])).toHaveLength(notes);
  });
});

describe('presumptionOf', () => {
  it('names what no sample shows, and only where it is set', async () => {
    const { context } = await snapshotOf(
      centerWith({
        SyslogClientConfiguration: { IsEnabled: true, ServerEndpoint: { Address: 'a', Port: null } },
      }),
    );
    const presumption = presumptionOf(context.leaves.ofArea('syslog'));
    expect(presumption.over).toEqual({ certainty: 'inferred' });
    expect(presumption.notes).toHaveLength(1);
    expect(presumption.notes[0]).toContain('"Name or address of the syslog server".');
    expect(presumptionOf(context.leaves.ofSetting('syslog.enabled'))).toEqual({ over: {}, notes: [] });
  });
});

describe('cautions', () => {
  it('are picked by how they begin', () => {
    expect(cautions('vpn-radius', 'The secret used')).toEqual([
      'The secret used with ATA can be used again but must be typed again.',
    ]);
    expect(() => cautions('vpn-radius', 'Nobody wrote')).toThrow(InternalError);
  });
});
