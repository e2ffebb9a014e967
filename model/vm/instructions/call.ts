/**
 * Calls: CALL, CALL_KW, CALL_FUNCTION_EX.
 * @module
 */

import type { Form } from '../../monitoring/adaptive.ts';
import { callValue } from '../call.ts';
import { failureAt } from '../dispatch.ts';
import { fireCall, fireCRaise, fireCReturn } from '../fire.ts';
import { ENTERED, INLINED } from '../frame.ts';
import { afterLeaving, runsFinalizers } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { BoundInstruction, Keywords } from '../operations.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { functionText } from '../protocol/function-text.ts';
import { isIterable } from '../protocol/iteration.ts';
import { lookupType } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import { raiseFromCallback } from '../unwind.ts';
import { type Exhausted, PENDING, type Pending, PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { adapts, runsAs, wantedCall } from './specialise.ts';
import { asValue, dropOperands, type InstructionTable, type Semantics } from './table.ts';

function isPythonFunction(vm: Machine, value: Value): boolean {
  return value instanceof Ref && vm.read(value).kind === 'function';
}

/** Calls; a C function's outcome is followed by C_RETURN or C_RAISE if CALL was instrumented when the instruction began. */
function callWatched(
  vm: Machine,
  i: BoundInstruction,
  callable: Value,
  args: Value[],
  keywords: Keywords | null,
  arg0: Slot,
): void {
  watch(vm, callable, arg0);
  const result = callSettled(vm, callable, args, keywords);
  if (result !== PENDING) takeOutcome(vm, i, result);
}

/** A call through C code; what a builtin drops dies within it: before its outcome is told, and before the arguments go. */
function callSettled(
  vm: Machine,
  callable: Value,
  args: readonly Value[],
  keywords: Keywords | null,
): Value | Exhausted | Pending {
  const mark = vm.dropped.length;
  const result = callValue(vm, callable, args, keywords, false);
  return result === PENDING ? PENDING : afterLeaving(vm, mark, result);
}

/** Keeps what C_RETURN or C_RAISE will tell. */
function watch(vm: Machine, callable: Value, arg0: Slot): void {
  if (vm.tracking) {
    vm.retain(callable);
    vm.retain(arg0);
  }
  vm.f.calling.push(callable, arg0, vm.byCode);
}

function takeOutcome(vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void {
  const result = asValue(value);
  const [callable, arg0] = vm.f.calling;
  if (vm.f.calling.length > 0) {
    restoreWatch(vm);
    if (fireCReturn(vm, instruction.index, callable, arg0, C_RETURNED, [result]) === PENDING) return;
  }
  if (vm.f.phase === ENTERED) vm.f.phase = 0;
  else if (vm.f.phase === INLINED) {
    // The frame stands at the last cache of CALL, which has no line: the next LINE is not taken for a repetition.
    vm.f.phase = 0;
    vm.f.lasti = -1;
  }
  vm.push(result);
}

/** The call is over: who is told of its outcome was settled when the instruction began, whatever ran in between. */
export function restoreWatch(vm: Machine): void {
  vm.readOpcode(vm.f.lasti);
  const { calling } = vm.f;
  vm.byCode = calling[2] === true;
  // The call itself owns them: they go with its arguments, in their order, not behind them.
  if (vm.tracking)
    for (const kept of calling.slice(0, 2)) if (kept instanceof Ref && kept.id > 0) vm.dropped.unshift(kept);
  for (let k = 0; k < 3; k++) calling.pop();
}

/** What every calling instruction does with the outcome of a call that was pending, or that failed at once. */
const outcomes = {
  resume: takeOutcome,
  caught: (vm: Machine, instruction: BoundInstruction, exception: Ref): boolean => {
    const [callable, arg0] = vm.f.calling;
    vm.f.phase = 0;
    if (vm.f.calling.length === 0) return false;
    restoreWatch(vm);
    const raised = fireCRaise(vm, instruction.index, callable, arg0, exception);
    if (raised === PENDING) return true;
    throw new PyRaise(raised);
  },
};

/** What goes on behind C_RETURN and C_RAISE. */
const C_RETURNED = 'cReturned';
const AFTER_OUTCOME: Semantics['after'] = {
  [C_RETURNED]: {
    run: (vm, _instruction, [result]) => {
      if (vm.f.phase === ENTERED) vm.f.phase = 0;
      vm.push(result);
    },
  },
  cRaise: {
    takesErrors: true,
    run: (vm, instruction, [exception], error) =>
      raiseFromCallback(vm, failureAt(vm, instruction, error ?? (exception as Ref))),
  },
};

/** CALL for what stands on the stack below `arg` arguments, its names taken away already. PENDING: the rest of {@link CALLS} goes on. */
function tellCall(
  vm: Machine,
  { arg, index }: BoundInstruction,
  then: string,
  kept: readonly Slot[],
): Pending | undefined {
  const { func, self } = peekCallee(vm, arg);
  let callable = func;
  // None in self's place is an argument: an assertion's message.
  let first = self !== undefined ? self : arg > 0 ? vm.peek(arg) : undefined;
  if (vm.world.profile.unbindsBeforeCall && self === undefined && func instanceof Ref) {
    const data = vm.read(func);
    if (data.kind === 'method') {
      callable = data.func;
      first = data.self;
    }
  }
  return fireCall(vm, index, callable, first, then, kept);
}

/** The callable and its self or NULL below n arguments. 3.12 keeps them the other way round, NULL below. */
function peekCallee(vm: Machine, n: number): { func: Value; self: Slot } {
  const upper = vm.peek(n + 1);
  const lower = vm.peek(n + 2);
  if (vm.world.profile.calleeBelowNull) return { func: lower as Value, self: upper };
  return lower === undefined ? { func: upper as Value, self: undefined } : { func: lower, self: upper };
}

/** What C_RETURN and C_RAISE report as arg0: the first value on the stack, a keyword's where there is no positional one. */
function firstArgument(args: readonly Value[], keywords: Keywords | null): Slot {
  return args.length > 0 ? args[0] : keywords?.values().next().value;
}

/** CALL and CALL_KW, behind the event. `self` is what stood below the arguments, and is one of them; all were dropped since `mark`. */
function perform(
  vm: Machine,
  i: BoundInstruction,
  callable: Value,
  self: Slot,
  args: Value[],
  keywords: Keywords | null,
  mark: number,
): void {
  const form = callForm(vm, i, callable, self, args.length);
  if (isPythonFunction(vm, callable)) {
    const caller = vm.f;
    try {
      if (callValue(vm, callable, args, keywords, true) === PENDING && vm.world.profile.returnsToCache)
        caller.phase = INLINED;
    } catch (error) {
      if (vm.unbound !== null) dropUnbound(vm, mark, callable, vm.unbound);
      vm.unbound = null;
      throw error;
    }
  } else if (vm.instrumented) callWatched(vm, i, callable, args, keywords, firstArgument(args, keywords));
  else {
    const caller = vm.f;
    const ref = vm.frameRef;
    const result = callSettled(vm, callable, args, keywords);
    if (result !== PENDING) vm.push(asValue(result));
    // An instance whose `__init__` takes no such arguments may have died already, and be finalised: nothing was entered.
    else if (form === 'init' && !runsFinalizers(vm, ref)) caller.phase = ENTERED;
  }
}

/** The frame that was to take the arguments lets go of them, and then of its function (`_PyEvalFramePushAndInit`). */
function dropUnbound(vm: Machine, mark: number, callable: Value, unbound: readonly Slot[]): void {
  if (!vm.tracking) return;
  const popped = vm.takeDropped(mark);
  const left = [...popped];
  const order: Ref[] = [];
  for (const value of [...unbound, callable]) {
    if (!(value instanceof Ref) || value.id <= 0) continue;
    const i = left.indexOf(value);
    if (i >= 0) left.splice(i, 1);
    else if (value.id < vm.stepFirstId) continue;
    else vm.retain(value);
    order.push(value);
  }
  // A bound method that gave its function and self goes at once.
  vm.dropped.push(...left, ...order);
}

/** The form in which CALL runs. Where its event was on, it is none; DISABLE may just have made a bare CALL of it, which counts this run on 3.13. */
function callForm(vm: Machine, i: BoundInstruction, callable: Value, self: Slot, given: number): Form {
  const { entersInit, watchedCallCounts } = vm.world.profile;
  if (entersInit === 'never' || i.op !== 'CALL' || (vm.instrumented && !watchedCallCounts) || !adapts(vm, i))
    return 'none';
  return runsAs(vm, i, wantedCall(vm, callable, self, given));
}

function popCallee(vm: Machine): { func: Value; self: Slot } {
  const callee = peekCallee(vm, 0);
  vm.drop(2);
  return callee;
}

function call(vm: Machine, i: BoundInstruction, names: readonly Value[]): void {
  if (vm.instrumented && tellCall(vm, i, TOLD, names) === PENDING) return;
  callTold(vm, i, names);
}

const TOLD = 'told';

function callTold(vm: Machine, i: BoundInstruction, names: readonly Value[]): void {
  const { stack } = vm.f;
  const { func, self } = peekCallee(vm, i.arg);
  let callable = func;
  const args: Value[] = [];
  if (self !== undefined) args.push(self);
  else if (func instanceof Ref) {
    // A bound method gives its function and self (`Py_TYPE(callable) == &PyMethod_Type`).
    const data = vm.read(func);
    if (data.kind === 'method') {
      callable = data.func;
      args.push(data.self);
    }
  }
  for (let k = stack.length - i.arg; k < stack.length; k++) args.push(stack[k] as Value);
  const mark = vm.dropped.length;
  vm.drop(i.arg + 2);
  dropOperands(vm, mark);
  if (names.length === 0) return perform(vm, i, callable, self, args, null, mark);
  const values = args.splice(args.length - names.length);
  perform(vm, i, callable, self, args, new Map(names.map((name, k) => [name as string, values[k] as Value])), mark);
}

const AFTER_CALL: Semantics['after'] = {
  ...AFTER_OUTCOME,
  [TOLD]: { run: (vm, i, names) => callTold(vm, i, names as readonly Value[]) },
};

export const CALLS: InstructionTable = {
  /**
   * Stack: 3.12: NULL or method, callable or self, arguments×n → result; 3.13+: callable, NULL or self, arguments×n →
   * result. Effect: calls; 3.14+ unbinds a bound method before CALL is told. 3.12: KW_NAMES has named the last
   * arguments. arg0 is the first argument, self included. Events: CALL, C_RETURN (behind what is no Python function),
   * C_RAISE (behind what is no Python function). Next: the callee’s first where it is a Python function; then behind.
   * Source: bytecodes.c; PEP 669, PEP 590.
   */
  CALL: {
    execute: (vm, i) => {
      const names = vm.f.keywordNames;
      if (names === null) return call(vm, i, []);
      vm.f.keywordNames = null;
      call(vm, i, vm.as(names, 'tuple').items);
    },
    ...outcomes,
    after: AFTER_CALL,
  },
  /**
   * Stack: →. Effect: constant n names the keyword arguments of the CALL that follows. Events: none. Next: behind.
   * Source: bytecodes.c.
   */
  KW_NAMES: {
    execute: (vm, { arg, code }) => {
      vm.f.keywordNames = code.consts[arg] as Ref;
    },
  },
  /**
   * Stack: callable, NULL or self, arguments×n, names → result. Effect: calls; names, a tuple, belong to the last
   * arguments. Events: CALL, C_RETURN (behind what is no Python function), C_RAISE (behind what is no Python function).
   * Next: the callee’s first where it is a Python function; then behind. Source: bytecodes.c; PEP 669, PEP 590.
   */
  CALL_KW: {
    execute: (vm, i) => call(vm, i, vm.as(vm.pop() as Ref, 'tuple').items),
    ...outcomes,
    after: AFTER_CALL,
  },
  /**
   * Stack: 3.12: NULL, callable, arguments, keywords×n&1 → result; 3.13: callable, NULL, arguments, keywords×n&1 →
   * result; 3.14+: callable, NULL, arguments, keywords or NULL → result. Effect: calls with an iterable, made a tuple
   * before CALL is told, and a dict. Events: CALL, C_RETURN (behind what is no Python function), C_RAISE (behind what
   * is no Python function). Next: the callee’s first where it is a Python function; then behind. Source: bytecodes.c;
   * PEP 669, PEP 590.
   */
  CALL_FUNCTION_EX: {
    execute: (vm, i) => {
      const hasKeywords = keywordsSlot(vm, i);
      const args = vm.peek(hasKeywords ? 2 : 1) as Value;
      if (typeOf(vm, args) === TYPES.tuple) return spread(vm, i);
      const func = vm.peek(hasKeywords ? 4 : 3) ?? vm.peek(hasKeywords ? 3 : 2);
      checkSpreadable(vm, func as Value, args);
      vm.f.phase = vm.instrumented ? SPREADING_WATCHED : SPREADING;
      const tuple = vm.native('sequence.tuple', [args]);
      if (tuple !== PENDING) spreadTuple(vm, i, tuple, vm.dropped.length);
    },
    resume: (vm, i, value) => {
      const { phase } = vm.f;
      if (phase < SPREADING || phase > SPREAD_WATCHED) return takeOutcome(vm, i, value);
      // The opcode that runs was chosen when the instruction began; what ran since then may have been another's.
      vm.readOpcode(i.index);
      vm.instrumented = phase === SPREADING_WATCHED || phase === SPREAD_WATCHED;
      if (phase <= SPREADING_WATCHED) return spreadTuple(vm, i, asValue(value), 0);
      vm.f.phase = 0;
      spread(vm, i);
    },
    caught: outcomes.caught,
    after: { ...AFTER_OUTCOME, [TOLD]: { run: (vm, i) => spreadTold(vm, i, true) } },
  },
};

/** `phase` while CALL_FUNCTION_EX makes a tuple of its arguments: bare, and instrumented. */
const SPREADING = 5;
const SPREADING_WATCHED = 6;
/** The same while what the tuple was made of is finalised. */
const SPREAD = 7;
const SPREAD_WATCHED = 8;

/** The tuple takes the place of what it was made of, which dies before CALL. */
function spreadTuple(vm: Machine, i: BoundInstruction, tuple: Value, mark: number): void {
  vm.f.phase = vm.instrumented ? SPREAD_WATCHED : SPREAD;
  vm.put(keywordsSlot(vm, i) ? 2 : 1, tuple);
  if (afterLeaving(vm, mark, null) === PENDING) return;
  vm.f.phase = 0;
  spread(vm, i);
}

function keywordsSlot(vm: Machine, i: BoundInstruction): boolean {
  return vm.world.profile.alwaysKeywordsSlot || (i.arg & 1) !== 0;
}

/** CALL_FUNCTION_EX with a tuple: a Python function is entered, except that a monitored call, or that of a method, goes through C. */
function spread(vm: Machine, i: BoundInstruction): void {
  const slots = keywordsSlot(vm, i) ? 2 : 1;
  const { func } = peekCallee(vm, slots);
  const told = vm.instrumented && !(isPython(vm, func) && vm.world.quirks.has('spread-hides-python'));
  const first = firstOfSpread(vm, vm.as(vm.peek(slots) as Ref, 'tuple').items);
  if (told && fireCall(vm, i.index, func, first, TOLD) === PENDING) return;
  spreadTold(vm, i, told);
}

function isPython(vm: Machine, func: Value): boolean {
  return isPythonFunction(vm, func) || (func instanceof Ref && vm.read(func).kind === 'method');
}

function firstOfSpread(vm: Machine, args: readonly Value[]): Slot {
  return args.length === 0 && vm.world.quirks.has('spread-of-nothing-is-none') ? null : args[0];
}

/** CALL_FUNCTION_EX, behind the event. */
function spreadTold(vm: Machine, i: BoundInstruction, told: boolean): void {
  const mark = vm.dropped.length;
  const mapping = keywordsSlot(vm, i) ? vm.pop() : undefined;
  const args = [...vm.as(vm.pop() as Ref, 'tuple').items];
  const { func } = popCallee(vm);
  dropOperands(vm, mark);
  const python = isPython(vm, func);
  const first = firstOfSpread(vm, args);
  // From here on a failure is the callee's: a key that is no string reaches C_RAISE.
  if (told && !python) watch(vm, func, first);
  const keywords = mapping === undefined ? null : keywordsOf(vm, mapping as Ref);
  // A method is called by C code.
  const entered = isPythonFunction(vm, func) && !told;
  const result = entered ? callValue(vm, func, args, keywords, true) : callSettled(vm, func, args, keywords);
  if (result !== PENDING) takeOutcome(vm, i, result);
}

function keywordsOf(vm: Machine, mapping: Ref): Keywords {
  const keywords = new Map<string, Value>();
  for (const [key, value] of dictEntries(vm, mapping)) {
    if (typeof key !== 'string') throw raise(vm, 'TypeError', 'keywords must be strings');
    keywords.set(key, value);
  }
  return keywords;
}

function checkSpreadable(vm: Machine, func: Value, args: Value): void {
  // `__iter__ = None` fills the slot too: it raises when it is called.
  if (lookupType(vm, typeOf(vm, args), '__iter__') === null || isIterable(vm, args)) return;
  throw raise(
    vm,
    'TypeError',
    `${TEXTS[vm.version].spread(functionText(vm, func))} after * must be an iterable, not ${typeName(vm, args)}`,
  );
}
