/**
 * How many bytes of a large file are asked for at a time. Node's own choice of 64 KiB makes reading itself three times as
 * slow (`npm run bench`); beyond this, nothing is gained.
 */
export const chunkBytes = 1024 * 1024;
