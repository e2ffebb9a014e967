/**
 * The second pass of the symbol table: decides for each name of each block whether it is local, global, free or a
 * cell, and which comprehensions are inlined.
 * @module
 */
import type { Dialect } from './dialect.ts';
import { CompileError } from './errors.ts';
import {
  type Block,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  isFunctionLike,
  type NameScope,
} from './symtable.ts';

/** What a block sees of its surroundings; the sets are the block's own and it changes them. */
interface Surroundings {
  /** Names bound in enclosing functions; `null` at module level. */
  readonly bound: Set<string> | null;
  readonly global: Set<string>;
  readonly typeParams: Set<string>;
  /** The class whose names the block sees. */
  readonly classBlock: Block | null;
}

type Scopes = Map<string, NameScope>;

/**
 * Completes the table from its top.
 * @throws CompileError for an impossible `nonlocal` or `global`
 */
export function analyze(top: Block, dialect: Dialect): void {
  analyzeBlock(dialect, top, { bound: null, global: new Set(), typeParams: new Set(), classBlock: null }, new Set());
}

/** Analyses a block; adds the names free in it to `free`. */
function analyzeBlock(dialect: Dialect, block: Block, around: Surroundings, free: Set<string>): void {
  const scopes: Scopes = new Map();
  const local = new Set<string>();
  const newGlobal = new Set<string>();
  const newBound = new Set<string>();
  const newFree = new Set<string>();
  const inlinedCells = new Set<string>();
  const isClass = block.type === 'class';
  // The names of a class are not visible in its functions: pass down what the class itself sees, before it adds to it.
  if (isClass) {
    addAll(newGlobal, around.global);
    addAll(newBound, around.bound ?? []);
  }
  for (const [name, { flags }] of block.symbols) {
    analyzeName(block, scopes, name, flags, around, local, free);
  }
  if (isClass) {
    addAll(newBound, dialect.classCells);
  } else {
    if (isFunctionLike(block)) {
      addAll(newBound, local);
    }
    addAll(newBound, around.bound ?? []);
    addAll(newGlobal, around.global);
  }
  for (const child of block.children) {
    const childFree = analyzeChild(dialect, block, child, newBound, newGlobal, newFree, around);
    if (child.comprehension !== null && !child.generator && !block.canSeeClassScope) {
      inlineComprehension(dialect, block, child, scopes, childFree, inlinedCells);
      child.inlined = true;
    }
    addAll(newFree, childFree);
  }
  block.children = block.children.flatMap((child) => (child.inlined ? child.children : [child]));
  if (isFunctionLike(block)) {
    analyzeCells(scopes, newFree, inlinedCells);
  } else if (isClass) {
    dropClassFree(dialect, block, newFree);
  }
  updateSymbols(block, scopes, around.bound, newFree, inlinedCells);
  addAll(free, newFree);
}

function addAll(set: Set<string>, names: Iterable<string>): void {
  for (const name of names) {
    set.add(name);
  }
}

function analyzeChild(
  dialect: Dialect,
  block: Block,
  child: Block,
  bound: Set<string>,
  global: Set<string>,
  free: Set<string>,
  around: Surroundings,
): Set<string> {
  let classBlock: Block | null = null;
  if (child.canSeeClassScope) {
    classBlock = block.type === 'class' ? block : around.classBlock;
  }
  const childFree = new Set(free);
  analyzeBlock(
    dialect,
    child,
    { bound: new Set(bound), global: new Set(global), typeParams: new Set(around.typeParams), classBlock },
    childFree,
  );
  return childFree;
}

function analyzeName(
  block: Block,
  scopes: Scopes,
  name: string,
  flags: number,
  around: Surroundings,
  local: Set<string>,
  free: Set<string>,
): void {
  const { bound, global, typeParams, classBlock } = around;
  if ((flags & DEF_GLOBAL) !== 0) {
    if ((flags & DEF_NONLOCAL) !== 0) {
      throw refusal(block, name, `name '${name}' is nonlocal and global`);
    }
    scopes.set(name, 'globalExplicit');
    global.add(name);
    bound?.delete(name);
    return;
  }
  if ((flags & DEF_NONLOCAL) !== 0) {
    if (bound === null) {
      throw refusal(block, name, 'nonlocal declaration not allowed at module level');
    }
    if (!bound.has(name)) {
      throw refusal(block, name, `no binding for nonlocal '${name}' found`);
    }
    if (typeParams.has(name)) {
      throw refusal(block, name, `nonlocal binding not allowed for type parameter '${name}'`);
    }
    scopes.set(name, 'free');
    free.add(name);
    return;
  }
  if ((flags & DEF_BOUND) !== 0) {
    scopes.set(name, 'local');
    local.add(name);
    global.delete(name);
    if ((flags & DEF_TYPE_PARAM) !== 0) {
      typeParams.add(name);
    } else {
      typeParams.delete(name);
    }
    return;
  }
  // A name that the visible class binds is looked up there and then among the globals, never in a function between.
  if (classBlock !== null) {
    const inClass = classBlock.flagsOf(name);
    if ((inClass & DEF_GLOBAL) !== 0) {
      scopes.set(name, 'globalExplicit');
      return;
    }
    if ((inClass & DEF_BOUND) !== 0 && (inClass & DEF_NONLOCAL) === 0) {
      scopes.set(name, 'globalImplicit');
      return;
    }
  }
  if (bound?.has(name)) {
    scopes.set(name, 'free');
    free.add(name);
    return;
  }
  scopes.set(name, 'globalImplicit');
}

function refusal(block: Block, name: string, message: string): CompileError {
  return new CompileError(message, block.directives.find((d) => d.name === name)?.at ?? block.at);
}

/** Takes the names of a comprehension into the block that it is inlined into (PEP 709). */
function inlineComprehension(
  dialect: Dialect,
  block: Block,
  comp: Block,
  scopes: Scopes,
  compFree: Set<string>,
  inlinedCells: Set<string>,
): void {
  const removed: string[] = [];
  for (const [name, symbol] of comp.symbols) {
    if ((symbol.flags & DEF_PARAM) !== 0) {
      continue;
    }
    let scope = symbol.scope;
    if (scope === 'cell' || (symbol.flags & DEF_COMP_CELL) !== 0) {
      inlinedCells.add(name);
    }
    const existing = block.symbols.get(name);
    if (scope === 'free' && block.type === 'class' && dialect.inlinedClassCells.includes(name)) {
      // Never free through a class: it would be dropped there.
      scope = 'globalImplicit';
      if (!dialect.inlinedClosuresShareClass || !isFreeInAnyChild(comp, name)) {
        compFree.delete(name);
      }
      removed.push(name);
    }
    if (existing === undefined) {
      block.symbols.set(name, { flags: symbol.flags, scope: null });
      scopes.set(name, scope);
    } else if ((existing.flags & DEF_BOUND) !== 0 && block.type !== 'class' && !isFreeInAnyChild(comp, name)) {
      compFree.delete(name);
    }
  }
  for (const name of removed) {
    comp.symbols.delete(name);
  }
}

function isFreeInAnyChild(block: Block, name: string): boolean {
  return block.children.some((child) => child.scopeOf(name) === 'free');
}

/** A local that is free in a child is a cell. */
function analyzeCells(scopes: Scopes, free: Set<string>, inlinedCells: Set<string>): void {
  for (const [name, scope] of scopes) {
    if (scope === 'local' && (free.has(name) || inlinedCells.has(name))) {
      scopes.set(name, 'cell');
      free.delete(name);
    }
  }
}

/** The implicit cells of a class serve its methods and are not free further out. */
function dropClassFree(dialect: Dialect, block: Block, free: Set<string>): void {
  const dropped = new Set(dialect.classCells.filter((name) => free.delete(name)));
  block.needsClassClosure = dropped.has('__class__');
  block.needsClassDict = dropped.has('__classdict__');
  block.hasConditionalAnnotations ||= dropped.has('__conditional_annotations__');
}

function updateSymbols(
  block: Block,
  scopes: Scopes,
  bound: Set<string> | null,
  free: Set<string>,
  inlinedCells: Set<string>,
): void {
  for (const [name, { flags }] of block.symbols) {
    const scope = scopes.get(name) ?? null;
    block.symbols.set(name, { flags: inlinedCells.has(name) ? flags | DEF_COMP_CELL : flags, scope });
  }
  const classLike = block.type === 'class' || block.canSeeClassScope;
  for (const name of free) {
    const symbol = block.symbols.get(name);
    if (symbol !== undefined) {
      if (classLike) {
        block.symbols.set(name, { flags: symbol.flags | DEF_FREE_CLASS, scope: symbol.scope });
      }
    } else if (bound === null || bound.has(name)) {
      block.symbols.set(name, { flags: 0, scope: 'free' });
    }
  }
}
