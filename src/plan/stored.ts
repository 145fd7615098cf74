import { detectorEntries } from '../catalogue/detectors.js';
import { UserError } from '../errors.js';
import type { SourceBytes } from '../readers/values.js';
import { scrubbed, scrubText } from '../snapshot/scrub.js';
import { soundsSecret } from '../snapshot/secret-names.js';
import { firstDuplicateKey, textOf } from '../snapshot/stored-text.js';
import type { Field, Item, ItemDecision, MigrationPlan } from '../types/migration-plan.js';
import { validate } from '../types/validate-migration-plan.js';

const mark = '"migration-plan"';

/**
 * A plan that this program wrote earlier, read back, so that its worksheets can be written again. People edit plans:
 * its accounting has to balance still, and its texts go through the rules for secrets again.
 *
 * @returns null if the source is not a plan at all
 * @throws UserError if it is one, but of another schema version or damaged
 */
export function readStoredPlan({ name: source, bytes }: SourceBytes): MigrationPlan | null {
  const text = textOf({ name: source, bytes });
  // A cheap look first: most sources are not plans, and parsing twice would cost every one of them.
  if (text?.includes(mark) !== true) return null;
  const value = parsed(text);
  if (value === null) return null;
  if (value.schemaVersion !== 1)
    throw new UserError('this plan has another schema version than this program reads (1)', {
      location: { source },
      advice: [
        'Make it again from its source with: ata2mdi translate',
        'or use the version of ata2mdi that wrote it.',
      ],
    });
  if (!validate(value)) {
    const place = validate.errors?.[0];
    throw damaged(place?.message ?? 'it does not follow its schema', source, place?.instancePath || '/');
  }
  refuseDuplicateKeys(text, source);
  const plan = value as unknown as MigrationPlan;
  refuseUnbalanced(plan, source);
  return withoutSecrets(plan);
}

interface Versioned {
  readonly schemaVersion: unknown;
}

/** Null for what is no plan: other JSON, or text that only speaks of one. */
function parsed(text: string): Versioned | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Whoever reads it as a source says where it breaks off.
    return null;
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('schema' in value) ||
    value.schema !== 'migration-plan'
  )
    return null;
  return { schemaVersion: undefined, ...value };
}

function refuseDuplicateKeys(text: string, source: string): void {
  if (firstDuplicateKey(text) !== undefined) throw damaged('a key stands twice in one object', source, '/');
}

/** Every leaf that the plan says was read still belongs to exactly one item, and its counts are those of its items. */
function refuseUnbalanced({ accounting, documents, items }: MigrationPlan, source: string): void {
  const open = new Map(documents.map(({ key, leaves }) => [key, leaves]));
  if (open.size !== documents.length) throw damaged('two documents have the same key', source, '/documents');
  const ids = new Set<string>();
  const seen = new Set<string>();
  const byDisposition = new Map<Item['disposition'], number>();
  for (const [index, { id, disposition, source: of }] of items.entries()) {
    const place = `/items/${index}`;
    if (ids.has(id)) throw damaged('two items have the same id', source, place);
    ids.add(id);
    for (const ref of of.paths) {
      const key = documentOf(ref, open);
      if (key === null) throw damaged('an item is of a document that is not there', source, place);
      if (seen.has(ref)) throw damaged('a value belongs to two items', source, place);
      seen.add(ref);
      open.set(key, (open.get(key) ?? 0) - 1);
    }
    byDisposition.set(disposition, (byDisposition.get(disposition) ?? 0) + of.paths.length);
  }
  const isBalanced =
    [...open.values()].every((left) => left === 0) &&
    accounting.leaves === seen.size &&
    accounting.accounted === seen.size &&
    Object.entries(accounting.byDisposition).every(
      ([disposition, count]) => count === (byDisposition.get(disposition as Item['disposition']) ?? 0),
    );
  if (!isBalanced)
    throw damaged(
      'its accounting does not balance: items were removed, added or changed',
      source,
      '/accounting',
    );
}

/** The key of the document that a reference (`key:path`) is into; keys may hold colons themselves. */
function documentOf(ref: string, documents: ReadonlyMap<string, number>): string | null {
  for (let at = ref.indexOf(':'); at >= 0; at = ref.indexOf(':', at + 1)) {
    const key = ref.slice(0, at);
    if (documents.has(key)) return key;
  }
  return null;
}

function withoutSecrets(plan: MigrationPlan): MigrationPlan {
  const { items, ...head } = plan;
  return {
    ...scrubbed(head, harmlessText),
    items: items.map((item) => {
      const { source, target, ...rest } = item;
      const { value, ...paths } = source;
      return {
        ...withHarmlessOptions(scrubbed(rest, harmlessText)),
        source: { ...scrubbed(paths, harmlessText), value: redacted(scrubbed(value, harmlessText)) },
        target:
          target === null
            ? null
            : { ...scrubbed(target, harmlessText), values: target.values.map(harmlessField) },
      } as Item;
    }),
  };
}

/** Options of a choice between Centers have fields too. */
function withHarmlessOptions<Rest extends object>(rest: Rest): Rest {
  if (!('decision' in rest)) return rest;
  const decision = rest.decision as ItemDecision['decision'];
  const options = decision.options.map((option) =>
    option.values === undefined ? option : { ...option, values: option.values.map(harmlessField) },
  );
  return { ...rest, decision: { ...decision, options } };
}

/** A value that people may have typed in under the name of a secret; what the program put there says only whether one is set. */
function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null || '$redacted' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      soundsSecret(key) && !isHarmless(member) ? '[redacted]' : redacted(member),
    ]),
  );
}

function harmlessField({ field, value }: Field): Field {
  const harmless = !soundsSecret(field) || isHarmless(value);
  return { field: harmlessText(field), value: harmless ? harmlessText(value) : '[redacted]' };
}

/** A text without credentials. Names of detections that sound like them (`… credentials: …`) are none. */
function harmlessText(text: string): string {
  const cut = scrubText(text);
  if (cut === text) return text;
  const name = detectionNames().find((known) => text.includes(known));
  return name === undefined ? cut : text.split(name).map(scrubText).join(name);
}

let knownNames: readonly string[] | undefined;

function detectionNames(): readonly string[] {
  knownNames ??= detectorEntries().flatMap(({ titleInAta }) => titleInAta ?? []);
  return knownNames;
}

/** What the mappers say in place of a secret; and the thumbprint of a certificate, which is public. */
const standsForSecret =
  /^(?:|[0-9A-Fa-f]{40}|(?:not )?set|set \(not exported\)|\(secret, .*\)|the [a-z ]+ \(not in this plan; [a-zA-Z ]+\)|the [a-zA-Z ]+ \(a secret, not in this plan\))$/;

function isHarmless(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'object') return '$redacted' in value;
  return typeof value === 'string' && standsForSecret.test(value);
}

function damaged(what: string, source: string, path: string): UserError {
  return new UserError(`this plan is damaged: ${what}`, {
    location: { source, path },
    advice: ['Make it again from its source with: ata2mdi translate'],
  });
}
