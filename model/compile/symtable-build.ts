/**
 * The first pass of the symbol table: collects what each block does with its names, in the order in which
 * `symtable.c` visits them.
 * @module
 */
import type { ExprContext, FunctionDef, Module, Span, TypeParam } from '../program/syntax.ts';
import type { Dialect } from './dialect.ts';
import { CompileError } from './errors.ts';
import type { FutureFeatures } from './future.ts';
import {
  Block,
  type BlockType,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  maybeMangle,
  type Symtable,
  USE,
} from './symtable.ts';

/** The state of the pass: the stack of open blocks and the blocks found so far. */
export class SymtableBuilder implements Symtable {
  readonly dialect: Dialect;
  readonly future: FutureFeatures;
  readonly top: Block;
  readonly blocks = new Map<object, Block>();
  readonly typeParams = new Map<object, Block>();
  readonly bounds = new Map<TypeParam, Block>();
  readonly defaults = new Map<TypeParam, Block>();
  readonly annotations = new Map<FunctionDef, Block>();
  /** The class whose name mangles private names. */
  privateName: string | null = null;
  current: Block;
  readonly stack: Block[] = [];

  constructor(module: Module, dialect: Dialect, future: FutureFeatures) {
    this.dialect = dialect;
    this.future = future;
    const nowhere: Span = { line: 0, column: 0, endLine: 0, endColumn: 0 };
    this.top = new Block('module', 'top', nowhere, null);
    this.current = this.top;
    this.stack.push(this.top);
    this.blocks.set(module, this.top);
  }

  newBlock(type: BlockType, name: string, at: Span): Block {
    const block = new Block(type, name, at, this.current);
    block.method = type === 'function' && this.current.type === 'class';
    return block;
  }

  /** `symtable_enter_block`; `blocks` is where the block is found again by `key`. */
  enter<K extends object>(blocks: Map<K, Block>, key: K, type: BlockType, name: string, at: Span): Block {
    const block = this.newBlock(type, name, at);
    blocks.set(key, block);
    this.enterExisting(block, true);
    if (this.dialect.lazyAnnotations && (type === 'annotation' || type === 'typeVariable' || type === 'typeAlias')) {
      this.add('.format', DEF_PARAM, at);
      this.add('.format', USE, at);
    }
    return block;
  }

  enterExisting(block: Block, addToChildren: boolean): void {
    const parent = this.current;
    this.stack.push(block);
    block.compIterExpr = parent.compIterExpr;
    if (block.type !== 'class' && parent.mangledNames !== null) {
      block.mangledNames = parent.mangledNames;
    }
    this.current = block;
    // Under the future import annotations are strings and must not touch the table.
    if (this.future.annotations && block.type === 'annotation') {
      return;
    }
    if (addToChildren) {
      parent.children.push(block);
    }
  }

  exit(): void {
    this.stack.pop();
    this.current = this.stack[this.stack.length - 1]!;
  }

  mangle(name: string): string {
    return maybeMangle(this.privateName, this.current, name);
  }

  /** Flags of a name as the current block mangles it, in `block`. */
  lookup(name: string, block: Block = this.current): number {
    return block.flagsOf(maybeMangle(this.privateName, block, name));
  }

  add(name: string, flag: number, at: Span, ctx: ExprContext = flag === USE ? 'Load' : 'Store'): void {
    if ((flag & (DEF_PARAM | DEF_LOCAL | DEF_IMPORT)) !== 0) {
      this.checkName(name, at, ctx);
    }
    if ((flag & DEF_TYPE_PARAM) !== 0 && this.current.mangledNames !== null) {
      this.current.mangledNames.add(name);
    }
    this.addTo(this.current, name, flag, at);
  }

  addTo(block: Block, name: string, flag: number, at: Span): void {
    const mangled = this.mangle(name);
    const before = block.flagsOf(mangled);
    if ((flag & DEF_PARAM) !== 0 && (before & DEF_PARAM) !== 0) {
      throw new CompileError(`${this.dialect.duplicateParameter} '${name}' in function definition`, at);
    }
    if ((flag & DEF_TYPE_PARAM) !== 0 && (before & DEF_TYPE_PARAM) !== 0) {
      throw new CompileError(`duplicate type parameter '${name}'`, at);
    }
    let flags = before | flag;
    if (block.compIterTarget) {
      if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0) {
        throw new CompileError(`comprehension inner loop cannot rebind assignment expression target '${name}'`, at);
      }
      flags |= DEF_COMP_ITER;
    }
    block.symbols.set(mangled, { flags, scope: null });
    if ((flag & DEF_PARAM) !== 0) {
      block.varnames.push(mangled);
    } else if ((flag & DEF_GLOBAL) !== 0) {
      this.top.symbols.set(mangled, { flags: this.top.flagsOf(mangled) | flag, scope: null });
    }
  }

  checkName(name: string, at: Span, ctx: ExprContext): void {
    if (name === '__debug__' && ctx !== 'Load') {
      throw new CompileError(ctx === 'Store' ? 'cannot assign to __debug__' : 'cannot delete __debug__', at);
    }
  }

  recordDirective(name: string, at: Span): void {
    this.current.directives.push({ name: this.mangle(name), at });
  }

  /** Runs `visit` with the current block marked as holding conditional code. */
  conditionally(visit: () => void): void {
    const block = this.current;
    const before = block.inConditionalBlock;
    block.inConditionalBlock = true;
    visit();
    block.inConditionalBlock = before;
  }
}
