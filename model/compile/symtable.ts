/**
 * SymbolEntry tables: one entry per block, with what each name is in it. As CPython's `Python/symtable.c`.
 * @module
 */
import type { FunctionDef, Span, TypeParam } from '../program/syntax.ts';
import { compareCodePoints } from './text.ts';

/** What a block does with a name (`DEF_*` and `USE` of `pycore_symtable.h`). */
export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
/** The name is free in a method and a name of the class as well. */
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
/** A cell of a comprehension that was inlined into this block. */
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

/** Where a name of a block lives; `null` until analysed, or for a name that the block has not. */
export type NameScope = 'local' | 'globalExplicit' | 'globalImplicit' | 'free' | 'cell' | null;

export interface SymbolEntry {
  readonly flags: number;
  readonly scope: NameScope;
}

export type BlockType =
  | 'module'
  | 'class'
  | 'function'
  | 'annotation'
  | 'typeVariable'
  | 'typeAlias'
  | 'typeParameters';

export type ComprehensionType = 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp';

/** Refusal that belongs to a `global` or `nonlocal` directive. */
interface Directive {
  readonly name: string;
  readonly at: Span;
}

/** A symbol table entry (`PySTEntryObject`); filled by the builder, completed by the analysis. */
export class Block {
  readonly type: BlockType;
  readonly name: string;
  readonly at: Span;
  /** In order of first mention, which the code of inlined comprehensions depends on. */
  readonly symbols = new Map<string, SymbolEntry>();
  /** Parameters in order. */
  readonly varnames: string[] = [];
  children: Block[] = [];
  readonly directives: Directive[] = [];
  readonly nested: boolean;
  /** Names to mangle; `null` mangles all. */
  mangledNames: Set<string> | null = null;
  generator = false;
  coroutine = false;
  comprehension: ComprehensionType | null = null;
  inlined = false;
  varargs = false;
  varkeywords = false;
  hasDocstring = false;
  method = false;
  annotationsUsed = false;
  needsClassClosure = false;
  needsClassDict = false;
  canSeeClassScope = false;
  hasConditionalAnnotations = false;
  inConditionalBlock = false;
  inUnevaluatedAnnotation = false;
  compIterTarget = false;
  compIterExpr = 0;
  annotationBlock: Block | null = null;
  /** Which part of a type parameter a `typeVariable` block is, for messages. */
  scopeInfo = '';

  constructor(type: BlockType, name: string, at: Span, parent: Block | null) {
    this.type = type;
    this.name = name;
    this.at = at;
    this.nested = parent !== null && (parent.nested || isFunctionLike(parent));
  }

  flagsOf(name: string): number {
    return this.symbols.get(name)?.flags ?? 0;
  }

  scopeOf(name: string): NameScope {
    return this.symbols.get(name)?.scope ?? null;
  }
}

/** `_PyST_IsFunctionLike`: whether code of the block runs with fast locals. */
export function isFunctionLike(block: Block): boolean {
  return block.type !== 'module' && block.type !== 'class';
}

/** The blocks of one module, found again by the nodes that open them. */
export interface Symtable {
  readonly top: Block;
  /** By function, class, lambda, comprehension or type alias node. */
  readonly blocks: ReadonlyMap<object, Block>;
  /** Type parameter blocks, by the function, class or type alias that has the parameters. */
  readonly typeParams: ReadonlyMap<object, Block>;
  /** Bounds and constraints, and the defaults, by type parameter. */
  readonly bounds: ReadonlyMap<TypeParam, Block>;
  readonly defaults: ReadonlyMap<TypeParam, Block>;
  /** Blocks of lazily evaluated annotations (3.14+), by function. */
  readonly annotations: ReadonlyMap<FunctionDef, Block>;
}

/** Name mangling of a private name in class `privateName` (`_Py_Mangle`). */
export function mangle(privateName: string | null, name: string): string {
  if (privateName === null || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) {
    return name;
  }
  const stripped = privateName.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** `_Py_MaybeMangle`: mangles unless the block says that only some names are. */
export function maybeMangle(privateName: string | null, block: Block, name: string): string {
  if (block.mangledNames !== null && !block.mangledNames.has(name)) {
    return name;
  }
  return mangle(privateName, name);
}

/** Names of the given scope or flag in code point order: the indexes of cells and free variables (`dictbytype`). */
export function namesOf(block: Block, scope: NameScope, flag: number): string[] {
  const names: string[] = [];
  for (const [name, symbol] of block.symbols) {
    if (symbol.scope === scope || (symbol.flags & flag) !== 0) {
      names.push(name);
    }
  }
  return names.sort(compareCodePoints);
}
