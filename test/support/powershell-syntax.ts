import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

/**
 * The syntax of PowerShell, by the grammar of tree-sitter: no PowerShell can be had from the package registries. It
 * finds what is not closed and what is out of place. It does not run anything, and it knows neither that PowerShell
 * takes ‘ ’ ‚ ‛ for single quotes nor what a cmdlet takes.
 */

const resolve = createRequire(import.meta.url).resolve;
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));

/** The syntax tree of a script. A byte order mark is passed over, as PowerShell does. */
export function parsePowershell(text: string): Node {
  const tree = parser.parse(text.replace(/^\uFEFF/, ''));
  if (tree === null) throw new Error('the parser gave up');
  return tree.rootNode;
}

/** What is wrong with a script, each with its line; empty if nothing is. */
export function syntaxErrors(text: string): string[] {
  return nodesOf(parsePowershell(text))
    .filter((node) => node.isError || node.isMissing)
    .map(
      (node) =>
        `line ${node.startPosition.row + 1}: ${node.isMissing ? `${node.type} missing` : JSON.stringify(node.text.slice(0, 60))}`,
    );
}

/** A node and all below it, in the order of the text. */
export function nodesOf(node: Node): Node[] {
  return [node, ...node.children.flatMap((child) => (child === null ? [] : nodesOf(child)))];
}

/** The nodes of a type below a node. */
export function nodesOfType(node: Node, type: string): Node[] {
  return nodesOf(node).filter((candidate) => candidate.type === type);
}

/** Whether a node stands inside another of which something holds. */
export function isInside(node: Node, holds: (ancestor: Node) => boolean): boolean {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent)
    if (holds(ancestor)) return true;
  return false;
}
