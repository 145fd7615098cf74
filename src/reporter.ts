/**
 * How the library tells what it does: it never prints. The command line passes a reporter that writes to
 * standard error; a test or a page passes its own.
 */
export interface Notice {
  /** A stable word for the kind of notice, e.g. `duplicate-key`. */
  readonly code: string;
  /** One sentence for people. Never quotes a value of the source. */
  readonly text: string;
  /** Name of the source, where one is concerned. */
  readonly source?: string;
  /** Path of the setting, where one is concerned. */
  readonly path?: string;
}

export interface Reporter {
  notice(notice: Notice): void;
}

/** A reporter that keeps what it is told, for results that carry their notices. */
export function collectingReporter(): Reporter & { readonly notices: Notice[] } {
  const notices: Notice[] = [];
  return { notices, notice: (notice) => void notices.push(notice) };
}
