import type { Artifact } from '../../src/writers/writer.js';

/** The whole content of an artefact, as it would be read back from its file; a byte order mark stays. */
export function artifactText(artifact: Artifact | undefined): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  return (artifact?.content ?? [])
    .map((piece) => decoder.decode(typeof piece === 'string' ? encoder.encode(piece) : piece))
    .join('');
}

/** The bytes of an artefact. */
export function artifactBytes(artifact: Artifact | undefined): Uint8Array {
  return Buffer.concat((artifact?.content ?? []).map((piece) => Buffer.from(piece as string)));
}
