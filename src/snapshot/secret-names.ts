/**
 * By which names secrets are recognised, in fields and in texts. They err on the side of redacting: what the catalogue
 * does not know is judged by its name (DESIGN §5).
 */
import { detectorSections } from '../catalogue/detectors.js';
import { engineTuningCatalogue, settingsCatalogue } from '../catalogue/settings.js';

/** Letters of other scripts, and Latin ones, that are drawn like a letter of `password`, `secret`, `token`, `key`. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'вь',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еεҽ',
    h: 'һн',
    i: 'іιı',
    j: 'ј',
    k: 'кκ',
    m: 'м',
    n: 'ո',
    o: 'оοօ',
    p: 'рρ',
    s: 'ѕʂ',
    t: 'тτ',
    v: 'νѵ',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
  }).flatMap(([latin, letters]) => [...letters].map((letter) => [letter, latin] as const)),
);

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
const asciiOnly = /^[\u0000-\u007f]*$/;

/**
 * A text as it looks to a reader: full-width and accented letters plain, what is invisible gone, letters that only
 * look Latin made Latin, all in lower case.
 */
export function fold(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');
  return plain.toLowerCase().replace(/[^\0-~]/gu, (letter) => lookAlikes.get(letter) ?? letter);
}

/**
 * Words for a secret, as an alternative of a regular expression over folded text. In German, French, Spanish,
 * Portuguese, Russian, Japanese and Chinese too: ATA is localised, and people name things in their own language.
 */
export const secretWords = [
  'pass[ _-]?(?:word|phrase|wd|code|wort)',
  'pwd',
  'secret',
  'credential',
  '(?<!honey)(?<!honey[ _-])token',
  '(?:account|private|shared|access|api|encryption|signing)[ _-]?key',
  'secure[ _-]?string',
  'kennwort',
  'geheimnis',
  'mot[ _-]?de[ _-]?passe',
  'contrasena',
  'senha',
  ...['пароль', 'パスワード', '密码', '密碼'].map(fold),
].join('|');

/** Short words for a secret that mean one only at the end of a name: `UserPass`, `db_pw`. */
export const shortSecretWords = '(?<!by|com|tres)pass|pw';

const secretName = new RegExp(
  `${secretWords}|encrypted|authorization|bearer|cookie|pfx|nthash|keymaterial|keybytes|keydata|(?:${shortSecretWords})\\d*$`,
);
// The reader calls the earlier value of a key that comes twice `<key> (duplicate n)`.
const duplicateMark = / \(duplicate \d+\)$/;

/** Whether a name sounds like that of a secret, whatever stands there. */
export function soundsSecret(name: string): boolean {
  const base = name.replace(duplicateMark, '');
  return secretName.test(withoutSeparators(base)) || holdsShortWord(base);
}

/** Whether a name is that of a key of any kind (`SessionKey`, `host_keys`), which is secret if it holds more than numbers. */
export function isKeyName(name: string): boolean {
  return /.keys?\d*$/.test(withoutSeparators(name.replace(duplicateMark, '')));
}

function withoutSeparators(name: string): string {
  return fold(name).replace(/[\s_-]/g, '');
}

/** `Pin` at the end and `Psk` anywhere, as words of their own: other words hold these letters too (`TopSkill`). */
function holdsShortWord(name: string): boolean {
  if (!/pin|psk/i.test(name)) return false;
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu)?.map((word) => word.toLowerCase()) ?? [];
  return words.at(-1) === 'pin' || words.includes('psk');
}

let knownNames: ReadonlySet<string> | undefined;

/** Whether ATA itself uses a key: then the key is no secret, even where it stands below one. */
export function isKnownKey(key: string): boolean {
  knownNames ??= new Set([
    ...['_id', '_t', 'CertificateThumbprint', 'EncryptedBytes', 'Password'],
    ...detectorSections,
    ...settingsCatalogue.entries.flatMap(({ paths }) => paths.flatMap(namesOf)),
    ...Object.keys(engineTuningCatalogue.entries).flatMap(namesOf),
  ]);
  return knownNames.has(key.replace(duplicateMark, ''));
}

function namesOf(pattern: string): string[] {
  return pattern.match(/\w+/g) ?? [];
}
