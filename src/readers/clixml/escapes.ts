/**
 * PowerShell's escapes in CLIXML: `_xHHHH_` for one UTF-16 code unit. They come on top of the entities of XML.
 * Source: `EncodeString` in PowerShell's serialization.cs (certainty: documented), [MS-PSRP] 2.2.5.3.2; that eight
 * digits are a code point: .NET's XmlConvert.DecodeName (documented, not seen).
 */

const escapeSequence = /_x(?:([0-9a-f]{8})|([0-9a-f]{4}))_/gi;

const lastCodePoint = 0x10ffff;

/**
 * Text without escapes. One pass from left to right, so that an escaped underscore does not begin another escape;
 * the halves of a surrogate pair come together by standing side by side, and a half alone stays.
 */
export function decodeEscapes(text: string): string {
  if (!text.includes('_')) return text;
  return text.replace(escapeSequence, (all, codePoint: string | undefined, codeUnit: string | undefined) => {
    if (codeUnit !== undefined) return String.fromCharCode(Number.parseInt(codeUnit, 16));
    const number = Number.parseInt(codePoint ?? '', 16);
    return number <= lastCodePoint ? String.fromCodePoint(number) : all;
  });
}
