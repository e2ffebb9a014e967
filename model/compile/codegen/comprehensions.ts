/**
 * Comprehensions and generator expressions.
 * @module
 */
import type { Comprehension, ComprehensionFor, DictComp, Expression, Span } from '../../program/syntax.ts';
import type { IterPlace } from '../dialect.ts';
import type { Location } from '../sequence.ts';
import { makeClosure } from './closures.ts';
import { type Compiler, RESUME_AFTER_YIELD, RESUME_AT_GEN_EXPR_START } from './compiler.ts';
import { jumpIf } from './conditions.ts';
import { wrapInStopIterationHandler } from './functions.ts';
import { enterInlined, leaveInlined } from './inlining.ts';
import { addAwait, addSendStart, addYieldFrom } from './unwind.ts';

/** CALL_INTRINSIC_1: wraps what an asynchronous generator yields. */
const INTRINSIC_ASYNC_GEN_WRAP = 4;

type AnyComprehension = Comprehension | DictComp;

/** Where the outermost iterable, or the iterator over it, is when the loop starts. */
type Source = 'iterableInLocal' | 'iterableOnStack' | 'iteratorInLocal' | 'iteratorOnStack';

const NAMES = {
  ListComp: ['<listcomp>', 'BUILD_LIST'],
  SetComp: ['<setcomp>', 'BUILD_SET'],
  DictComp: ['<dictcomp>', 'BUILD_MAP'],
  GeneratorExp: ['<genexpr>', ''],
} as const;

/** Yields the value on the stack. */
export function addYield(c: Compiler, at: Location): void {
  if (c.block.generator && c.block.coroutine) {
    c.opArg(at, 'CALL_INTRINSIC_1', INTRINSIC_ASYNC_GEN_WRAP);
  }
  c.opArg(at, 'YIELD_VALUE', 0);
  c.opArg(at, 'RESUME', RESUME_AFTER_YIELD);
}

function addIter(c: Compiler, generator: ComprehensionFor, at: Location): void {
  c.op(at, generator.isAsync ? 'GET_AITER' : 'GET_ITER');
}

/** Only what is iterated synchronously is made an iterator twice. */
function iterPlace(generator: ComprehensionFor, place: IterPlace): IterPlace {
  return place === 'both' && generator.isAsync ? 'outside' : place;
}

export function visitComprehension(c: Compiler, e: AnyComprehension): void {
  if (!c.dialect.refusesAsyncEarly && e.kind !== 'GeneratorExp' && c.symtable.blocks.get(e)!.coroutine) {
    if (c.u.scopeType !== 'asyncFunction' && c.u.scopeType !== 'comprehension') {
      throw c.error('asynchronous comprehension outside of an asynchronous function', e.at);
    }
  }
  if (c.symtable.blocks.get(e)!.inlined) {
    visitInlined(c, e);
  } else {
    visitCalled(c, e);
  }
}

function visitInlined(c: Compiler, e: AnyComprehension): void {
  const outermost = e.generators[0]!;
  const place = iterPlace(outermost, c.dialect.comprehensionIter);
  c.expr(outermost.iter);
  if (place !== 'inside') {
    addIter(c, outermost, c.dialect.iterAtIterable ? outermost.iter.at : e.at);
  }
  const state = enterInlined(c, e.at, c.symtable.blocks.get(e)!);
  c.opArg(e.at, NAMES[e.kind][1], 0);
  c.opArg(e.at, 'SWAP', 2);
  new Loops(c, e).run(0, 0, place === 'outside' ? 'iteratorOnStack' : 'iterableOnStack');
  leaveInlined(c, e.at, state);
}

function visitCalled(c: Compiler, e: AnyComprehension): void {
  const block = c.symtable.blocks.get(e)!;
  const outermost = e.generators[0]!;
  const isGenerator = e.kind === 'GeneratorExp';
  const place = iterPlace(outermost, isGenerator ? c.dialect.generatorIter : c.dialect.comprehensionIter);
  c.enterScope('comprehension', block, NAMES[e.kind][0], e.at.line, { counts: { argcount: 1 } });
  let source: Source = place === 'outside' ? 'iteratorInLocal' : 'iterableInLocal';
  if (isGenerator && place === 'inside') {
    // The iterator is made when the generator is, not when it first runs.
    const at = outermost.iter.at;
    c.u.insert(0, { op: 'RESUME', arg: RESUME_AT_GEN_EXPR_START, target: null, at: null });
    c.u.insert(1, { op: 'LOAD_FAST', arg: 0, target: null, at });
    c.u.insert(2, { op: outermost.isAsync ? 'GET_AITER' : 'GET_ITER', arg: 0, target: null, at });
    source = 'iteratorOnStack';
  }
  if (!isGenerator) {
    c.opArg(e.at, NAMES[e.kind][1], 0);
  }
  new Loops(c, e).run(0, 0, source);
  if (isGenerator) {
    wrapInStopIterationHandler(c);
  } else {
    c.op(e.at, 'RETURN_VALUE');
  }
  makeClosure(c, e.at, c.exitScope(true), 0);
  c.expr(outermost.iter);
  if (place !== 'inside') {
    addIter(c, outermost, c.dialect.iterAtIterable ? outermost.iter.at : e.at);
  }
  c.opArg(e.at, 'CALL', 0);
  if (block.coroutine && !isGenerator) {
    addAwait(c, e.at, 0);
  }
}

/** The nested loops of one comprehension. */
class Loops {
  private readonly c: Compiler;
  private readonly e: AnyComprehension;
  /** Location of the comprehension. */
  private readonly at: Span;

  constructor(c: Compiler, e: AnyComprehension) {
    this.c = c;
    this.e = e;
    this.at = e.at;
  }

  /** The loop number `index`, with `depth` items of outer loops above the result. */
  run(index: number, depth: number, source: Source): void {
    if (this.e.generators[index]!.isAsync) {
      this.runAsync(index, depth, source);
    } else {
      this.runSync(index, depth, source);
    }
  }

  private runSync(index: number, outerDepth: number, source: Source): void {
    const { c } = this;
    const generator = this.e.generators[index]!;
    const start = c.newLabel();
    const ifCleanup = c.newLabel();
    const anchor = c.newLabel();
    let depth = outerDepth;
    let loops = true;
    if (source === 'iterableInLocal' || source === 'iteratorInLocal') {
      if (index === 0) {
        c.opArg(this.at, 'LOAD_FAST', 0);
      } else {
        const only = soleElement(generator.iter);
        loops = only === null;
        c.expr(only ?? generator.iter);
        if (loops && c.dialect.comprehensionIter === 'both') {
          c.op(this.iterAt(generator), 'GET_ITER');
        }
      }
    }
    if (loops) {
      const isIterator = index === 0 && (source === 'iteratorInLocal' || source === 'iteratorOnStack');
      if (!isIterator) {
        c.op(this.iterAt(generator), 'GET_ITER');
      }
      depth += c.dialect.iterItems;
      c.useLabel(start);
      c.jump(this.iterAt(generator), 'FOR_ITER', anchor);
    }
    c.expr(generator.target);
    for (const test of generator.ifs) {
      jumpIf(c, this.at, test, ifCleanup, false);
    }
    const at = this.next(index, depth);
    c.useLabel(ifCleanup);
    if (loops) {
      c.jump(at, 'JUMP', start);
      c.useLabel(anchor);
      endFor(c);
    }
  }

  private iterAt(generator: ComprehensionFor): Location {
    return this.c.dialect.iterAtIterable ? generator.iter.at : this.at;
  }

  private runAsync(index: number, depth: number, source: Source): void {
    const { c } = this;
    const generator = this.e.generators[index]!;
    const start = c.newLabel();
    const send = c.newLabel();
    const except = c.newLabel();
    const ifCleanup = c.newLabel();
    if (source === 'iterableInLocal' || source === 'iteratorInLocal') {
      if (index === 0) {
        c.opArg(this.at, 'LOAD_FAST', 0);
      } else {
        c.expr(generator.iter);
      }
    }
    const isIterator = index === 0 && (source === 'iteratorInLocal' || source === 'iteratorOnStack');
    if (!isIterator) {
      c.op(this.iterAt(generator), 'GET_AITER');
    }
    c.useLabel(start);
    c.pushFrameBlock({ type: 'asyncComprehension' }, this.at);
    c.jump(this.at, 'SETUP_FINALLY', except);
    c.op(this.at, 'GET_ANEXT');
    addSendStart(c, this.at);
    c.useLabel(send);
    addYieldFrom(c, this.at, true);
    c.op(this.at, 'POP_BLOCK');
    c.expr(generator.target);
    for (const test of generator.ifs) {
      jumpIf(c, this.at, test, ifCleanup, false);
    }
    const at = this.next(index, depth + 1);
    c.useLabel(ifCleanup);
    c.jump(at, 'JUMP', start);
    c.popFrameBlock();
    c.useLabel(except);
    if (c.dialect.endAsyncForJumps) {
      c.jump(this.at, 'END_ASYNC_FOR', send);
    } else {
      c.op(this.at, 'END_ASYNC_FOR');
    }
  }

  /**
   * The inner loops, or the element.
   * @returns the location of the element
   */
  private next(index: number, depth: number): Location {
    const { e } = this;
    if (index + 1 < e.generators.length) {
      this.run(index + 1, depth, 'iterableInLocal');
      return (e.kind === 'DictComp' ? e.key : e.elt).at;
    }
    return e.kind === 'DictComp' ? this.addItem(e, depth) : this.addElement(e, depth);
  }

  private addElement(e: Comprehension, depth: number): Location {
    const { c } = this;
    const at = e.elt.at;
    const value = e.elt.kind === 'Starred' ? e.elt.value : e.elt;
    const isStarred = value !== e.elt;
    c.expr(value);
    if (e.kind === 'GeneratorExp') {
      if (isStarred) {
        yieldEach(c, at);
      } else {
        addYield(c, at);
        c.op(at, 'POP_TOP');
      }
    } else {
      const [add, extend] = e.kind === 'ListComp' ? ['LIST_APPEND', 'LIST_EXTEND'] : ['SET_ADD', 'SET_UPDATE'];
      c.opArg(at, isStarred ? extend! : add!, depth + 1);
    }
    return at;
  }

  private addItem(e: DictComp, depth: number): Location {
    const { c } = this;
    c.expr(e.key);
    if (e.value === null) {
      c.opArg(e.key.at, 'DICT_UPDATE', depth + 1);
      return e.key.at;
    }
    c.expr(e.value);
    const { line, column } = e.key.at;
    const at = { line, column, endLine: e.value.at.endLine, endColumn: e.value.at.endColumn };
    c.opArg(at, 'MAP_ADD', depth + 1);
    return at;
  }
}

/** `for x in [value]` and `for x in (value,)` assign without a loop. */
function soleElement(iter: Expression): Expression | null {
  if (iter.kind !== 'List' && iter.kind !== 'Tuple') {
    return null;
  }
  const [only] = iter.elts;
  return iter.elts.length === 1 && only!.kind !== 'Starred' ? only! : null;
}

/** The end of a `for`: END_FOR comes first, for a generator that is iterated jumps to it, other iterators beyond it. */
export function endFor(c: Compiler): void {
  c.op(null, 'END_FOR');
  if (c.dialect.afterEndFor !== null) {
    c.op(null, c.dialect.afterEndFor);
  }
}

/** `(*it for …)`: yields every item of the iterable on the stack (PEP 798). */
function yieldEach(c: Compiler, at: Location): void {
  const start = c.newLabel();
  const end = c.newLabel();
  c.op(at, 'GET_ITER');
  c.useLabel(start);
  c.jump(at, 'FOR_ITER', end);
  addYield(c, at);
  c.op(at, 'POP_TOP');
  c.jump(null, 'JUMP', start);
  c.useLabel(end);
  endFor(c);
}
