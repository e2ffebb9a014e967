/**
 * Comprehensions inlined into the code around them (PEP 709): their names are kept apart from those around by
 * saving and restoring.
 * @module
 */
import type { Label, Location } from '../sequence.ts';
import { type Block, DEF_LOCAL, DEF_NONLOCAL, isFunctionLike, type SymbolEntry } from '../symtable.ts';
import type { Compiler } from './compiler.ts';
import { indexOf } from './unit.ts';

/** What to undo when the comprehension is over. */
export interface InlinedState {
  /** Names whose outer values lie on the stack, in order. */
  readonly pushed: readonly string[];
  /** Symbols of the enclosing block that the comprehension's replaced. */
  readonly replaced: ReadonlyMap<string, SymbolEntry>;
  readonly fastHidden: readonly string[];
  /** Where an exception inside restores the outer values. */
  readonly cleanup: Label | null;
}

/** Enters a comprehension whose iterable is on the stack. */
export function enterInlined(c: Compiler, at: Location, comp: Block): InlinedState {
  const inClass = c.block.type === 'class' && c.u.inInlinedComp === 0;
  c.u.inInlinedComp++;
  const replaced = new Map<string, SymbolEntry>();
  const fastHidden: string[] = [];
  const outerScopes = new Map([...comp.symbols.keys()].map((name) => [name, c.block.scopeOf(name)]));
  const isOwn = (symbol: SymbolEntry): boolean =>
    ((symbol.flags & DEF_LOCAL) !== 0 && (symbol.flags & DEF_NONLOCAL) === 0) || (inClass && c.dialect.classSavesAll);
  for (const [name, symbol] of comp.symbols) {
    const outer = outerScopes.get(name) ?? null;
    const differs = symbol.scope !== outer && symbol.scope !== 'free' && !(symbol.scope === 'cell' && outer === 'free');
    const replaces = c.dialect.inliningTouchesBoundOnly
      ? isOwn(symbol) && symbol.scope !== outer && !(symbol.scope === 'cell' && outer === 'free')
      : differs || inClass;
    if (replaces) {
      replaced.set(name, c.block.symbols.get(name) ?? { flags: 0, scope: null });
      c.block.symbols.set(name, symbol);
    }
    if (isOwn(symbol) && !isFunctionLike(c.block) && c.u.fastHidden.get(name) !== true) {
      c.u.fastHidden.set(name, true);
      fastHidden.push(name);
    }
  }
  const pushed: string[] = [];
  for (const [name, symbol] of comp.symbols) {
    if (isOwn(symbol)) {
      c.opArg(at, 'LOAD_FAST_AND_CLEAR', indexOf(c.u.varnames, c.mangle(name)));
      if (symbol.scope === 'cell') {
        const table = c.block.scopeOf(name) === 'free' ? c.u.freevars : c.u.cellvars;
        c.opArg(at, 'MAKE_CELL', indexOf(table, name));
      }
      pushed.push(name);
    }
  }
  let cleanup: Label | null = null;
  if (pushed.length > 0) {
    // The iterable goes back to the top.
    c.opArg(at, 'SWAP', pushed.length + 1);
    cleanup = c.newLabel();
    c.jump(at, 'SETUP_FINALLY', cleanup);
  }
  return { pushed, replaced, fastHidden, cleanup };
}

/** Leaves the comprehension whose result is on the stack. */
export function leaveInlined(c: Compiler, at: Location, state: InlinedState): void {
  c.u.inInlinedComp--;
  if (state.cleanup !== null) {
    c.op(null, 'POP_BLOCK');
    const end = c.newLabel();
    c.jump(null, c.dialect.inlinedJump, end);
    c.useLabel(state.cleanup);
    // Below the exception lies the unfinished result.
    c.opArg(null, 'SWAP', 2);
    c.op(null, 'POP_TOP');
    restore(c, at, state.pushed);
    c.opArg(null, 'RERAISE', 0);
    c.useLabel(end);
    restore(c, at, state.pushed);
  }
  for (const [name, symbol] of state.replaced) {
    c.block.symbols.set(name, symbol);
  }
  for (const name of state.fastHidden) {
    c.u.fastHidden.set(name, false);
  }
}

function restore(c: Compiler, at: Location, pushed: readonly string[]): void {
  c.opArg(at, 'SWAP', pushed.length + 1);
  for (const name of pushed.toReversed()) {
    c.opArg(at, 'STORE_FAST_MAYBE_NULL', indexOf(c.u.varnames, c.mangle(name)));
  }
}
