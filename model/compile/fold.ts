/**
 * What happens to the tree between parser and code generation: constant folding (`ast_opt.c`, 3.12 and 3.13), of which
 * formatting, `__debug__` and numbers in patterns remain in `ast_preprocess.c` (3.14+).
 * @module
 */
import type { Version } from '../code/code-object.ts';
import type { Expression, Module, Pattern, Statement } from '../program/syntax.ts';
import type { FoldRules } from './arithmetic/operators.ts';
import { FACTS } from './flowgraph/facts.ts';
import { mapChildren } from './fold-children.ts';
import { foldConstant, foldIter, foldPatternValue } from './fold-constant.ts';
import { foldFormat } from './fold-format.ts';
import { futureFeatures } from './future.ts';

const NOTHING: ReadonlySet<string> = new Set();
const ANNOTATIONS: ReadonlySet<string> = new Set(['annotation', 'returns']);

/** Nodes with a `kind`, and the parts of nodes without. */
type Part = Expression | Statement | Pattern | Module | { readonly kind?: undefined };

function isDocstring(s: Statement | undefined): boolean {
  return s?.kind === 'Expr' && s.value.kind === 'Constant' && typeof s.value.value === 'string';
}

/** A first statement that only folding made a string is no docstring. */
function guardDocstring(before: readonly Statement[], after: readonly Statement[]): readonly Statement[] {
  const first = after[0];
  if (first?.kind !== 'Expr' || isDocstring(before[0]) || !isDocstring(first)) return after;
  const value: Expression = { kind: 'JoinedStr', values: [first.value], at: first.at };
  return [{ ...first, value }, ...after.slice(1)];
}

class Folder {
  readonly #rules: FoldRules;
  /** Whether operations on constants are folded here, and not in the flow graph. */
  readonly #inTree: boolean;
  /** Annotations that are kept as text are left as they were written. */
  readonly #skip: ReadonlySet<string>;

  constructor(python: Version, textAnnotations: boolean) {
    const facts = FACTS[python];
    this.#rules = facts.foldRules;
    this.#inTree = !facts.foldsConstants;
    this.#skip = textAnnotations ? ANNOTATIONS : NOTHING;
  }

  fold = (part: object): object => {
    // Every object that is reached as a child of a node is a node or a part of one.
    const node = part as Part;
    if (node.kind === 'Constant' || node.kind === 'MatchSingleton') return node;
    if (!this.#inTree && node.kind === 'MatchValue')
      return { ...node, value: foldPatternValue(node.value, this.#rules) };
    if (!this.#inTree && node.kind === 'MatchMapping') {
      const keys = node.keys.map((k) => foldPatternValue(k, this.#rules));
      return { ...mapChildren(node, this.fold, new Set(['keys'])), keys };
    }
    return this.#finish(node, mapChildren(node, this.fold, this.#skip));
  };

  #finish(before: Part, node: Part): Part {
    switch (node.kind) {
      case 'Module':
      case 'ClassDef':
      case 'FunctionDef':
      case 'AsyncFunctionDef': {
        const body = guardDocstring((before as typeof node).body, node.body);
        return body === node.body ? node : { ...node, body };
      }
      case 'Name':
        return node.id === '__debug__' && node.ctx === 'Load' ? { kind: 'Constant', value: true, at: node.at } : node;
      case 'For':
        return this.#inTree ? { ...node, iter: foldIter(node.iter) } : node;
      case 'BinOp': {
        const formatted = foldFormat(node);
        return this.#inTree && formatted === node ? foldConstant(node, this.#rules) : formatted;
      }
      case 'UnaryOp':
      case 'Subscript':
      case 'Tuple':
      case 'Compare':
        return this.#inTree ? foldConstant(node, this.#rules) : node;
      case undefined:
        return this.#inTree && 'ifs' in node ? foldGenerator(node) : node;
      default:
        return node;
    }
  }
}

/** One `for` of a comprehension. */
function foldGenerator(part: object): Part {
  const generator = part as { readonly iter: Expression };
  return { ...generator, iter: foldIter(generator.iter) } as Part;
}

/** The module as code generation sees it. */
export function foldModule(module: Module, python: Version): Module {
  const folder = new Folder(python, futureFeatures(module).annotations);
  return folder.fold(module) as Module;
}
