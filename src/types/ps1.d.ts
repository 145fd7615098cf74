/** A PowerShell script as text: the build embeds it (scripts/build.mjs), vitest reads it (vitest.config.ts). */
declare module '*.ps1' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: loaders give a text as default export.
  export default text;
}
