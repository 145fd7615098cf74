/** What ATA cannot know of domain controllers, and where no file answers it. */
import { documentationLink } from '../catalogue/links.js';
import { type RequirementCheck, requirementChecks, serverSystem } from '../catalogue/sensor-requirements.js';
import type { Check, DomainController, Need } from '../types/sensor-readiness.js';

/** The checks that concern these domain controllers, each with where it is still open. */
export function checklistOf(controllers: readonly DomainController[], needs: readonly Need[]): Check[] {
  const waiting = controllers.filter(({ state }) => state !== 'gone' && state !== 'has-sensor');
  const domains = new Set(
    controllers.filter(({ state }) => state !== 'gone').flatMap(({ domain }) => domain?.toLowerCase() ?? []),
  );
  const isVpnUsed = needs.some(({ key }) => key === 'vpn');
  return requirementChecks().flatMap((check) => {
    if (check.when === 'vpn' && !isVpnUsed) return [];
    if (check.when === 'several-domains' && domains.size < 2) return [];
    const concerned = waiting.filter((controller) => concerns(check, controller));
    if (check.scope === 'domain') return [checkOf(check, [...domains].sort())];
    if (concerned.length === 0) return [];
    if (check.scope === 'workspace') return [checkOf(check, [])];
    const open = concerned.filter(({ answers }) => !isAnswered(check, answers));
    return open.length === 0
      ? []
      : [
          checkOf(
            check,
            open.map(({ name }) => name),
          ),
        ];
  });
}

/** Whether a kind of sensor that it may get asks for it. Where the operating system is not known, it may get any. */
function concerns({ sensors, systems }: RequirementCheck, controller: DomainController): boolean {
  if (!sensors.some((kind) => controller[kind].result !== 'cannot')) return false;
  const system = controller.operatingSystem === null ? null : serverSystem(controller.operatingSystem);
  return systems === null || system === null || systems.includes(system.name);
}

function isAnswered({ key }: RequirementCheck, answers: DomainController['answers']): boolean {
  return answers.some(({ check, inOrder }) => check === key && inOrder !== null);
}

function checkOf(check: RequirementCheck, openOn: string[]): Check {
  const { key, title, scope, sensors, command, where, expected, blocks, link, source, certainty } = check;
  const page = documentationLink(link);
  return {
    key,
    title,
    scope,
    sensors: [...sensors],
    command,
    where,
    expected,
    required: blocks,
    openOn,
    docs: [{ title: page.title, url: page.url }],
    source,
    certainty,
  };
}
