/**
 * The upper halves of the code pages that Western European Windows writes text files in. Browsers and Node know no
 * code page 850, and their windows-1252 gives control characters for 0x80 to 0x9F. Source: the mapping tables
 * CP850.TXT and CP1252.TXT of the Unicode Consortium (certainty: documented).
 *
 * Code page 437 needs no table: all its Latin letters have the same bytes in 850.
 */
export type CodePage = 'cp850' | 'windows-1252';

/** Character for each byte from 0x80. U+FFFD stands where the code page has none. */
const upperHalves: Readonly<Record<CodePage, string>> = {
  cp850: [
    'ÇüéâäàåçêëèïîìÄÅ',
    'ÉæÆôöòûùÿÖÜø£Ø×ƒ',
    'áíóúñÑªº¿®¬½¼¡«»',
    '░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐',
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤',
    'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀',
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´',
    '\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  ].join(''),
  'windows-1252': [
    '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd',
    '\ufffd‘’“”•–—˜™š›œ\ufffdžŸ',
    '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯',
    '°±²³´µ¶·¸¹º»¼½¾¿',
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ',
    'ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß',
    'àáâãäåæçèéêëìíîï',
    'ðñòóôõö÷øùúûüýþÿ',
  ].join(''),
};

/** Text of one byte a character. */
export function decodeCodePage(bytes: Uint8Array, codePage: CodePage): string {
  const upper = upperHalves[codePage];
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80);
  return text;
}

/**
 * The code page in which more of the upper characters are letters: names are made of letters, and the letters of the
 * one are mostly signs in the other.
 *
 * @param preferred for a draw
 */
export function likelierCodePage(bytes: Uint8Array, preferred: CodePage): CodePage {
  const other: CodePage = preferred === 'cp850' ? 'windows-1252' : 'cp850';
  return letterCount(bytes, other) > letterCount(bytes, preferred) ? other : preferred;
}

function letterCount(bytes: Uint8Array, codePage: CodePage): number {
  const upper = upperHalves[codePage];
  let count = 0;
  for (const byte of bytes) {
    if (byte >= 0x80 && /\p{L}/u.test(upper.charAt(byte - 0x80))) count += 1;
  }
  return count;
}
