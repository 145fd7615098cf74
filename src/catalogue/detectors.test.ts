import { describe, expect, it } from 'vitest';
import { alertsByDetectorId, alertsByExternalId } from './alerts.js';
import {
  type DetectorEntry,
  detectorBySection,
  detectorEntries,
  detectorSections,
  detectorsByExternalId,
  type KindsEvidence,
} from './detectors.js';

function detector(name: string): DetectorEntry {
  const entry = detectorBySection(`${name}DetectorConfiguration`);
  if (entry === undefined) throw new Error(`no section ${name}`);
  return entry;
}

function reviewOnly(name: string): (number | string | null)[] {
  return detector(name)
    .targets.filter((target) => target.reviewOnly)
    .map((target) => target.externalId ?? target.detectorId);
}

describe('detector sections', () => {
  it('are 29, each once, in order', () => {
    expect(detectorSections.length).toBe(29);
    expect(detectorSections).toEqual([...new Set(detectorSections)].sort());
    expect(detectorBySection('NoSuchDetectorConfiguration')).toBeUndefined();
  });

  it('lead to alerts that exist, by number or detector and by name', () => {
    for (const { section, targets, related } of detectorEntries()) {
      for (const target of [...targets, ...related]) {
        const found =
          target.externalId === null
            ? alertsByDetectorId(target.detectorId ?? '')
            : alertsByExternalId(target.externalId);
        const named = found.filter((alert) => alert.name === target.detectionName);
        expect(named.length, `${section}: ${target.detectionName}`).toBe(1);
        const retired = 'format' in target && target.format === 'retired';
        expect(named[0]?.format === 'retired', `${section}: ${target.detectionName}`).toBe(retired);
      }
    }
  });

  it('agree with the alerts on the mechanism and the documented kinds', () => {
    for (const { targets } of detectorEntries()) {
      for (const target of targets) {
        const classic = target.externalId ?? target.alsoClassicRule?.externalId;
        if (target.format === 'retired' || classic === undefined) continue;
        const [alert] = alertsByExternalId(classic);
        expect(alert?.exclusionMechanism).toBe(target.mechanism);
        expect(alert?.exclusionKinds).toEqual(
          target.alsoClassicRule === null ? target.exclusionKinds : target.alsoClassicRule.exclusionKinds,
        );
      }
    }
  });

  it('lead to live alerts when an ATA exclusion has to go somewhere', () => {
    for (const { section, exclusionProperties, transfer, targets } of detectorEntries()) {
      if (exclusionProperties.length === 0) expect(transfer, section).not.toBe('manual');
      if (transfer !== 'manual') continue;
      const certain = targets.filter((target) => !target.reviewOnly && target.mechanism !== 'none');
      expect(certain.length, section).toBeGreaterThan(0);
    }
  });

  it('say where the kinds of a rule are documented', () => {
    const rules = detectorEntries().flatMap(({ targets }) =>
      targets.flatMap((target) => [
        target,
        ...(target.alsoClassicRule === null ? [] : [target.alsoClassicRule]),
      ]),
    );
    for (const { exclusionKinds, exclusionKindsEvidence } of rules)
      expect(exclusionKindsEvidence === null).toBe(exclusionKinds === null);
    function of(evidence: KindsEvidence) {
      return rules
        .filter((rule) => rule.exclusionKindsEvidence === evidence)
        .map(({ externalId }) => externalId);
    }
    expect(of('current')).toEqual([2002, 2007]);
    expect(of('portal-2018')).toEqual([2024]);
    expect(of('until-2023').sort()).toEqual([2006, 2019, 2020, 2021, 2026, 2033, 2034, 2035]);
  });

  it('say what has to be set up first', () => {
    const needs = detectorEntries().flatMap((entry) =>
      entry.needs === null ? [] : [[entry.externalId, entry.needs]],
    );
    expect(needs).toEqual([
      [2025, 'vpn-integration'],
      [2014, 'honeytoken-tag'],
    ]);
  });

  it('give no title that the documentation marks as a preview as the one to match', () => {
    for (const { targets } of detectorEntries()) {
      for (const { detectionName, alertTitleStart } of targets) {
        expect(alertTitleStart !== null, detectionName).toBe(detectionName.includes('(Preview)'));
        if (alertTitleStart !== null) expect(detectionName.startsWith(alertTitleStart)).toBe(true);
      }
    }
  });

  it('have no targets where nothing is equivalent', () => {
    const without = detectorEntries().filter((entry) => entry.transfer === 'no-equivalent');
    expect(without.map((entry) => [entry.section, entry.targets.length, entry.closest === null])).toEqual([
      ['AbnormalBehaviorDetectorConfiguration', 0, false],
      ['ComputerPreauthenticationFailedDetectorConfiguration', 0, true],
      ['LdapCleartextPasswordDetectorConfiguration', 0, false],
      ['MassiveObjectDeletionDetectorConfiguration', 0, false],
    ]);
  });

  it('share a list both ways', () => {
    expect(detector('AbnormalKerberos').sharedListWith).toEqual(['AbnormalSmbDetectorConfiguration']);
    for (const { section, sharedListWith } of detectorEntries()) {
      for (const other of sharedListWith) {
        expect(detectorBySection(other)?.sharedListWith).toContain(section);
      }
    }
  });

  it('are found by the number of ATA, which may be another detection in Defender for Identity', () => {
    expect(detectorsByExternalId(2002).map((entry) => entry.section)).toEqual([
      'AbnormalKerberosDetectorConfiguration',
      'AbnormalSmbDetectorConfiguration',
    ]);
    expect(detectorsByExternalId(2010).map((entry) => entry.targets[0]?.externalId)).toEqual([2008]);
    expect(detectorsByExternalId(2011).map((entry) => entry.targets[0]?.externalId)).toEqual([2010]);
    expect(detectorsByExternalId(2008).map((entry) => entry.section)).toEqual([
      'SourceComputerSupportedEncryptionTypesEncryptionDowngradeDetectorConfiguration',
    ]);
    expect(detectorsByExternalId(9999)).toEqual([]);
  });

  it('mark what is only to be reviewed', () => {
    expect(reviewOnly('GoldenTicket')).toEqual([
      2027,
      2032,
      2040,
      'xdr_PossibleGoldenTicketAttacks',
      'xdr_PossibleGoldenTicketAttack_SuspiciousTicket',
    ]);
    expect(reviewOnly('AbnormalKerberos')).toEqual(['xdr_PossibleOverPassTheHash']);
    expect(reviewOnly('AbnormalSmb')).toEqual(['xdr_SuspiciousSmbNtlmAuthenticationAttempt']);
    expect(reviewOnly('MaliciousServiceCreation')).toEqual(['xdr_SuspiciousRemoteServiceInstallation']);
    expect(reviewOnly('DirectoryServicesReplication')).toEqual([]);
  });

  it('ask for both rules where both engines have the detection', () => {
    const [samr] = detector('SamrReconnaissance').targets;
    expect(samr).toMatchObject({
      detectorId: 'xdr_SamrReconnaissanceSecurityAlert',
      externalId: null,
      mechanism: 'alert-tuning',
      alsoClassicRule: {
        externalId: 2021,
        detectionName: 'User and Group membership reconnaissance (SAMR)',
        exclusionKinds: ['device'],
      },
    });
    expect(detector('DirectoryServicesReplication').targets.map((target) => target.mechanism)).toEqual([
      'exclusion-by-detection-rule',
      'alert-tuning',
    ]);
  });

  it('say which classic detection a converted one has replaced', () => {
    const replaced = detectorEntries().flatMap((entry) =>
      entry.targets.flatMap((target) => target.replacesExternalId ?? []),
    );
    expect([...new Set(replaced)].sort()).toEqual([2003, 2004, 2012, 2018]);
    expect(detector('PassTheTicket').targets[0]?.previousName).toBe(
      'Suspected identity theft (pass-the-ticket)',
    );
  });
});
