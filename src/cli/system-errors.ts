const texts: Readonly<Record<string, string>> = {
  EACCES: 'you may not write here',
  EPERM: 'you may not write here',
  EBUSY: 'another program is using this',
  EROFS: 'this file system can only be read',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file becomes larger than it may be here',
  EDQUOT: 'your disk quota is used up',
  EEXIST: 'this file exists already and is not overwritten',
  EISDIR: 'this is a folder, not a file',
  ELOOP: 'the links of this path lead in a circle',
  ENAMETOOLONG: 'this name is too long for a file',
  ENOENT: 'no file can be made here',
  ENOTDIR: 'a part of this path is a file, not a folder',
};

/** The code of an error of the operating system, e.g. `ENOSPC`; the empty string for any other error. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why something could not be written, for people, from the code of the error. */
export function systemErrorText(code: string): string {
  return texts[code] ?? `it could not be written (${code})`;
}
