import type { Item } from '../../types/migration-plan.js';

/** The ATA value of an item that is made of names with their values, each as a list of texts; empty for any other. */
export function valuesOf({ source: { value } }: Item): Readonly<Record<string, readonly string[]>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textsOf(member)] as const));
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'string' ? [value] : [];
}
