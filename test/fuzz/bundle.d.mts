/** Makes one module of a file of the tests and of the program's own sources that it uses; returns its path. */
export function bundled(entry: string): Promise<string>;
