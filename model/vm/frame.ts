/**
 * Frames: binding arguments to a function's locals (`initialize_locals` of ceval.c), entering and leaving.
 * @module
 */

import { CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, isGenerator } from '../code/code-object.ts';
import { dropFrameEvents, takeEntered } from '../monitoring/frame-sets.ts';
import type { FrameData, FunctionData } from './heap.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { raise } from './objects/exceptions.ts';
import { keywordHint } from './objects/suggestion.ts';
import { newTuple } from './objects/tuple.ts';
import { TYPES } from './objects/types.ts';
import type { Keywords, Operations } from './operations.ts';
import { dictGetName, dictSetName, newDict } from './protocol/dict-table.ts';
import { PENDING, type Pending, PyRaise, type Ref, type Slot, type Value } from './value.ts';

/** `phase` while a Python function runs that CALL entered without C code. */
export const INLINED = 2;
/** `phase` of an instruction while a Python function runs that a specialised form of it entered without C code. */
export const ENTERED = 9;
/** 3.12: `phase` while an exception is on its way to a handler of a frame that stands at the last cache of an instruction, whose callee raised. */
export const AT_CACHE = 10;

/** `phase` of a frame that stands on the stack without running: its generator's delegate is thrown into (`_gen_throw` links it for `f_back`). */
export const LINKED = -1;

export const isLinked = (frame: Readonly<FrameData>): boolean => frame.phase === LINKED;

/**
 * The offset in bytes at which a frame stands that executes instruction `at`; −1 where there is none. 3.12: behind a call without C code that is the
 * last cache.
 */
export function offsetInFrame(vm: Machine, { code, phase }: Readonly<FrameData>, at: number): number {
  const instruction = code.instructions[at];
  if (instruction === undefined) return -1;
  const { returnsToCache } = vm.world.profile;
  const atCache = phase === AT_CACHE || (returnsToCache && (phase === INLINED || phase === ENTERED));
  return instruction.offset + (atCache ? instruction.size - 2 : 0);
}

/** Binds arguments and pushes the frame of a Python function. `names` is the namespace of a class body or exec. */
export function pushFunctionFrame(
  vm: Machine,
  func: Ref,
  args: readonly Value[],
  keywords: Keywords | null,
  entry: boolean,
  names: Ref | null,
): Pending {
  const data = vm.as(func, 'function');
  const { code } = data.code;
  data.code.prepare();
  const locals: Slot[] = new Array<Slot>(data.code.nlocals).fill(undefined);
  try {
    bindArguments(vm, data, args, keywords, locals);
  } catch (error) {
    vm.unbound = entry ? null : neverBound(vm, data, args, keywords, locals);
    throw error;
  }
  const namespace = names ?? ((code.flags & (CO_OPTIMIZED | CO_NEWLOCALS)) === 0 ? data.globals : null);
  // A generator counts when it is started.
  if (!isGenerator(code.flags)) checkRecursion(vm, data.code, !entry);
  const frame = vm.alloc({
    kind: 'frame',
    cls: TYPES.frame,
    code: data.code,
    locals,
    stack: [],
    calling: [],
    held: [],
    phase: 0,
    keywordNames: null,
    ip: 0,
    lasti: -1,
    globals: data.globals,
    names: namespace,
    func,
    back: vm.top,
    object: null,
    generator: null,
    number: vm.registers.nextFrame++,
    depth: nextDepth(vm, data.code),
    entry,
    exited: false,
    keptBack: null,
  } satisfies FrameData);
  vm.setTop(frame);
  return PENDING;
}

/** Counts one more program frame; answers a frame's depth as `f_back` shows it, which passes over frames that nobody sees yet. */
export function nextDepth(vm: Machine, { foreign }: LoadedCode): number {
  if (!foreign) vm.thread.depth++;
  if (!vm.world.profile.hiddenCallers) return vm.thread.depth;
  let ref = vm.top;
  while (ref !== null) {
    const data = vm.read(ref);
    if (data.kind === 'frame') {
      // A frame of the library has not counted itself.
      const visible = isIncomplete(data) && !data.code.foreign ? data.depth - 1 : data.depth;
      return foreign ? visible : visible + 1;
    }
    ref = data.kind === 'native' ? data.back : null;
  }
  return foreign ? 0 : 1;
}

/** How many program frames there may be. */
export const recursionLimit = ({ registers, world }: Machine): number =>
  registers.recursionLimit === 0 ? world.recursionLimit : registers.recursionLimit;

/**
 * One program frame more than the limit is a RecursionError in the caller, which sees it as its callee's: `inlined` says that the callee would
 * have been entered without C code.
 */
export function checkRecursion(vm: Machine, code: LoadedCode, inlined = false): void {
  if (code.foreign || vm.thread.depth < recursionLimit(vm)) return;
  const { exception } = raise(vm, 'RecursionError', 'maximum recursion depth exceeded');
  throw new PyRaise(exception, inlined);
}

/** Profile `frame-events`: the running frame is entered from the nearest older one that executes, which may have a set for that. */
export function takeEnteredEvents(vm: Machine): void {
  if (vm.registers.monitoring.frames === null) return;
  let back = visibleBack(vm, vm.f);
  while (back !== null && isLinked(back)) back = visibleBack(vm, back);
  if (back !== null && takeEntered(vm.ownMonitoring(), vm.f.number, vm.f.code, back.number)) vm.refreshMarks();
}

/** `f_back`: the next older Python frame that anybody sees. */
export function visibleBack(vm: Machine, frame: Readonly<FrameData>): Readonly<FrameData> | null {
  for (let ref = frame.back; ref !== null; ) {
    const data = vm.read(ref);
    if (data.kind === 'frame' && !isIncomplete(data)) return data;
    ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
  }
  return null;
}

/** Takes the top frame off the stack for good; its locals die with it unless somebody holds the frame. */
export function leaveFrame(vm: Machine): void {
  vm.track();
  const ref = vm.top as Ref;
  const f = vm.f;
  const back = f.back;
  f.exited = true;
  f.back = null;
  if (vm.registers.monitoring.frames !== null) dropFrameEvents(vm.ownMonitoring(), f.number, f.code);
  f.keptBack =
    f.generator === null || vm.world.quirks.has('generator-owns-its-caller') ? firstComplete(vm, back) : null;
  if (!f.code.foreign) vm.thread.depth--;
  if (vm.tracking) {
    // A frame that a traceback or a generator holds keeps its locals; otherwise they are dropped in slot order, then the stack.
    vm.dropped.push(ref);
    vm.retain(ref);
    if (f.keptBack !== null) vm.retain(f.keptBack);
  }
  vm.setTop(back);
}

/** `_PyFrame_GetFirstComplete`: the first frame from here on that somebody can see. */
export function firstComplete(vm: Operations, from: Ref | null): Ref | null {
  for (let ref = from; ref !== null; ) {
    const data = vm.read(ref);
    if (data.kind === 'frame' && !isIncomplete(data)) return ref;
    ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
  }
  return null;
}

/** `initialize_locals`: fills the locals as far as the arguments fit; TypeError for the first that does not. */
function bindArguments(
  vm: Machine,
  func: Readonly<FunctionData>,
  args: readonly Value[],
  keywords: Keywords | null,
  locals: Slot[],
): void {
  const { code } = func.code;
  const { argcount, posonlyargcount, kwonlyargcount, flags, localsplusnames } = code;
  const total = argcount + kwonlyargcount;
  let slot = total;
  const given = Math.min(args.length, argcount);
  for (let i = 0; i < given; i++) locals[i] = args[i];
  let extra: Ref | null = null;
  if (flags & CO_VARARGS) locals[slot++] = newTuple(vm, args.slice(given));
  if (flags & CO_VARKEYWORDS) {
    extra = newDict(vm);
    locals[slot] = extra;
  }
  if (keywords !== null) {
    for (const [name, value] of keywords) {
      let i = posonlyargcount;
      while (i < total && localsplusnames[i] !== name) i++;
      if (i >= total) {
        if (extra === null) throw unexpectedKeyword(vm, func, keywords, name);
        dictSetName(vm, extra, name, value);
        continue;
      }
      if (locals[i] !== undefined) {
        throw raise(vm, 'TypeError', `${func.qualname}() got multiple values for argument '${name}'`);
      }
      locals[i] = value;
    }
  }
  if (args.length > argcount && !(flags & CO_VARARGS)) throw tooManyPositional(vm, func, args.length, locals);
  if (args.length < argcount) {
    const defaults = func.defaults === null ? [] : vm.as(func.defaults, 'tuple').items;
    const required = argcount - defaults.length;
    const missing = localsplusnames.slice(0, required).filter((_, i) => locals[i] === undefined);
    if (missing.length > 0) throw missingArguments(vm, func, 'positional', missing);
    for (let i = Math.max(required, given); i < argcount; i++) {
      if (locals[i] === undefined) locals[i] = defaults[i - required];
    }
  }
  if (kwonlyargcount > 0) {
    const missing: string[] = [];
    for (let i = argcount; i < total; i++) {
      if (locals[i] !== undefined) continue;
      const name = localsplusnames[i] as string;
      const value = func.kwdefaults === null ? undefined : dictGetName(vm, func.kwdefaults, name);
      if (value === undefined) missing.push(name);
      else locals[i] = value;
    }
    if (missing.length > 0) throw missingArguments(vm, func, 'keyword-only', missing);
  }
}

/** What the arguments of a call that failed are let go of in: those too many, the keyword arguments from the wrong one on, the locals of the frame. */
function neverBound(
  vm: Machine,
  { code: { code } }: Readonly<FunctionData>,
  args: readonly Value[],
  keywords: Keywords | null,
  locals: readonly Slot[],
): readonly Slot[] {
  const excess = code.flags & CO_VARARGS ? [] : args.slice(code.argcount);
  const values = keywords === null ? [] : [...keywords.values()];
  const extra = code.flags & CO_VARKEYWORDS ? values.length : 0;
  const wrong = extra > 0 ? -1 : values.findIndex((value) => !locals.includes(value));
  const rest = wrong < 0 ? [] : values.slice(wrong);
  const bound = vm.world.profile.frameDropsBackwards ? locals.toReversed() : locals;
  return [...excess, ...rest, ...bound];
}

function unexpectedKeyword(vm: Machine, func: Readonly<FunctionData>, keywords: Keywords, name: string) {
  const { posonlyargcount, localsplusnames } = func.code.code;
  const positionalOnly = localsplusnames.slice(0, posonlyargcount).filter((x) => keywords.has(x));
  if (positionalOnly.length > 0) {
    return raise(
      vm,
      'TypeError',
      `${func.qualname}() got some positional-only arguments passed as keyword arguments: '${positionalOnly.join(', ')}'`,
    );
  }
  const known = localsplusnames.slice(posonlyargcount, func.code.code.argcount + func.code.code.kwonlyargcount);
  const text = `${func.qualname}() got an unexpected keyword argument '${name}'`;
  return raise(vm, 'TypeError', `${text}${keywordHint(vm, name, known)}`);
}

function tooManyPositional(vm: Machine, func: Readonly<FunctionData>, given: number, locals: readonly Slot[]) {
  const { argcount, kwonlyargcount } = func.code.code;
  const keywordOnly = locals.slice(argcount, argcount + kwonlyargcount).filter((x) => x !== undefined).length;
  const defaults = func.defaults === null ? 0 : vm.as(func.defaults, 'tuple').items.length;
  const plural = defaults > 0 ? true : argcount !== 1;
  const takes = defaults > 0 ? `from ${argcount - defaults} to ${argcount}` : `${argcount}`;
  const more =
    keywordOnly > 0
      ? ` positional argument${given !== 1 ? 's' : ''} (and ${keywordOnly} keyword-only argument${keywordOnly !== 1 ? 's' : ''})`
      : '';
  const were = given === 1 && keywordOnly === 0 ? 'was' : 'were';
  return raise(
    vm,
    'TypeError',
    `${func.qualname}() takes ${takes} positional argument${plural ? 's' : ''} but ${given}${more} ${were} given`,
  );
}

function missingArguments(vm: Machine, func: Readonly<FunctionData>, kind: string, names: readonly string[]) {
  const quoted = names.map((name) => `'${name}'`);
  const list =
    quoted.length === 1
      ? quoted[0]
      : quoted.length === 2
        ? `${quoted[0]} and ${quoted[1]}`
        : `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]}`;
  return raise(
    vm,
    'TypeError',
    `${func.qualname}() missing ${names.length} required ${kind} argument${names.length === 1 ? '' : 's'}: ${list}`,
  );
}

/** `_PyFrame_IsIncomplete`: before its first traceable instruction a frame is seen by nobody, a generator's apart. */
export function isIncomplete(frame: Readonly<FrameData>): boolean {
  return frame.generator === null && frame.lasti < frame.code.sites.first;
}

/** Profile `frame-events`: the frame of a generator is cleared without running, and its set goes with it. */
export function forgetFrameEvents(vm: Machine, { frame }: Readonly<{ frame: Ref | null }>): void {
  const { frames } = vm.registers.monitoring;
  if (frames === null || frame === null) return;
  const { number, code } = vm.as(frame, 'frame');
  if (frames[number] === undefined) return;
  dropFrameEvents(vm.ownMonitoring(), number, code);
  vm.refreshMarks();
}
