/** How a script is laid out as a file. */

/** The text with the line ends of Windows. */
export function powershellLines(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}

/**
 * A whole script file: the line ends of Windows, and a byte order mark, without which Windows PowerShell 5.1 takes
 * UTF-8 for the local code page (PowerShell documentation, about_Character_Encoding).
 */
export function powershellFile(text: string): string {
  return `\uFEFF${powershellLines(text)}`;
}
