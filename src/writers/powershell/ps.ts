/** Marks a text as PowerShell: backslashes stay what they are. Only our own constant texts are put into one another. */
export const ps = String.raw;
