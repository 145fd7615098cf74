import type { Node } from 'web-tree-sitter';
import { nodesOf, nodesOfType, parsePowershell } from './powershell-syntax.js';

/**
 * What PowerShell would make of a value that src/writers/powershell/quote.ts wrote, by PowerShell's own rules and not by
 * the grammar's: for PowerShell any of ' ‘ ’ ‚ ‛ begins, ends and doubles in a single-quoted text.
 */

const isQuote = /^['\u2018-\u201B]$/;

/** Tokens of an expression: texts, codes of characters, and everything else as it is written. */
type Token = { readonly text: string } | { readonly sign: string };

/**
 * The text that an expression gives.
 *
 * @throws Error if it is anything but texts and characters put together
 */
export function textOfExpression(expression: string): string {
  const tokens = tokensOf(expression);
  const signs = tokens.map((token) => ('sign' in token ? token.sign : 'x')).join('');
  if (!/^(?:x|\(x(?:\+x)*\))$/.test(signs)) throw new Error(`not one text: ${signs}`);
  return tokens.map((token) => ('text' in token ? token.text : '')).join('');
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    const rest = expression.slice(at);
    const character = /^\[char\]0x([0-9A-F]{4})/.exec(rest);
    if (character !== null) {
      tokens.push({ text: String.fromCharCode(Number.parseInt(character[1] ?? '', 16)) });
      at += character[0].length;
    } else if (isQuote.test(expression.charAt(at))) {
      const { text, length } = literalAt(rest);
      tokens.push({ text });
      at += length;
    } else {
      if (!/[\s()+]/.test(expression.charAt(at))) throw new Error(`code: ${expression.charAt(at)}`);
      if (expression.charAt(at) !== ' ') tokens.push({ sign: expression.charAt(at) });
      at += 1;
    }
  }
  return tokens;
}

/** A single-quoted text: it ends at a quote that no other quote follows; of two, the second one counts. */
function literalAt(rest: string): { readonly text: string; readonly length: number } {
  let text = '';
  for (let at = 1; at < rest.length; at += 1) {
    if (isQuote.test(rest.charAt(at))) {
      if (!isQuote.test(rest.charAt(at + 1))) return { text, length: at + 1 };
      at += 1;
    }
    text += rest.charAt(at);
  }
  throw new Error('a text without an end');
}

/** Whether the grammar sees texts and casts of numbers only, and nothing that could run. */
export function isHarmlessExpression(expression: string): boolean {
  const types = new Set(nodesOf(parsePowershell(expression)).map(({ type }: Node) => type));
  return !['ERROR', 'command', 'variable', 'sub_expression', 'invokation_expression', 'script_block'].some(
    (type) => types.has(type),
  );
}

/** How many single-quoted texts the grammar sees. */
export function literalCount(expression: string): number {
  return nodesOfType(parsePowershell(expression), 'string_literal').length;
}
