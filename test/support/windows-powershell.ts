import type { JsonValue } from './deployments.js';

/**
 * What ConvertTo-Json of Windows PowerShell 5.1 makes of an object: two levels are kept unless `-Depth` says
 * otherwise, and what lies deeper is written as PowerShell turns it into text. Written by what is known of its
 * forms (PowerShell's WebCmdlet/JsonObject.cs and the samples of microsoft/Advanced-Threat-Analytics); the joining of
 * lists is inferred.
 */
export function convertToJson(value: JsonValue, depth = 2, level = 0): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (level > depth) return asText(value);
  if (Array.isArray(value)) return value.map((element) => convertToJson(element, depth, level + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, convertToJson(member, depth, level + 1)]),
  );
}

function asText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map((element) => scalarText(element)).join(' ');
  if (value === null || typeof value !== 'object') return scalarText(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${memberText(member)}`);
  return `@{${members.join('; ')}}`;
}

/** Inside the text of an object, objects show nothing and lists only their type. */
function memberText(value: JsonValue): string {
  if (Array.isArray(value)) return 'System.Object[]';
  return value !== null && typeof value === 'object' ? '' : scalarText(value);
}

function scalarText(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? asText(value) : String(value);
}
