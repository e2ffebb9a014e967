/**
 * C-level attributes of what the interpreter itself makes: code, frames, generators, coroutines, tracebacks.
 * @module
 */

import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, CO_FAST_LOCAL, CO_OPTIMIZED } from '../../code/code-object.ts';
import { encodeInstructions } from '../../code/encode-instructions.ts';
import { firstComplete, offsetInFrame } from '../frame.ts';
import { frameObject, putFrameObject } from '../frame-object.ts';
import { ASYNCGEN_RUNNING, type DataOf, type FrameData } from '../heap.ts';
import type { LoadedCode } from '../loaded-code.ts';
import type { Machine } from '../machine.ts';
import { originDepth } from '../modules/asyncgen-hooks.ts';
import { newBytes } from '../objects/codecs.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { dictAppend, dictData, dictDeleteName, dictGetName, dictSetName, newDict } from './dict-table.ts';
import { type Getter, type GetterTable, of } from './getter.ts';
import { iteratedSequence } from './iterators.ts';

const code = (get: (code: LoadedCode, vm: Operations) => Slot): Getter => of('code', (d, vm) => get(d.code, vm));
const frame = (get: (data: Readonly<FrameData>, vm: Operations) => Slot): Getter => of('frame', get);

function localNames(c: LoadedCode, mask: number): string[] {
  const { localsplusnames, localspluskinds } = c.code;
  return localsplusnames.filter((_, i) => ((localspluskinds[i] ?? 0) & mask) !== 0);
}

/** A code object as a value: always the same one. */
export function codeValue({ value }: LoadedCode): Ref {
  if (value === null) throw new ModelError('code that is not loaded');
  return value;
}

/** The line of a frame: that of the instruction executed last. */
export function frameLine(data: Readonly<FrameData>): number | null {
  const { instructions, code: c } = data.code;
  if (data.lasti < 0) return c.firstlineno;
  return instructions[data.lasti]?.line ?? null;
}

/** `f_lasti`: a generator's frame that does not run stands at what it will execute next, since 3.13. */
function frameOffset(data: Readonly<FrameData>, vm: Operations): number {
  const generator = data.generator === null ? null : vm.read(data.generator);
  const waits = generator?.kind === 'generator' && (generator.status === 'suspended' || generator.status === 'created');
  const machine = vm as Machine;
  return offsetInFrame(machine, data, waits && machine.world.profile.throwAtResume ? data.ip : data.lasti);
}

/** The value of a variable: what its cell holds, if it has one. */
function variableOf(vm: Operations, data: Readonly<FrameData>, i: number): Slot {
  const value = data.locals[i];
  if (!(value instanceof Ref) || ((data.code.code.localspluskinds[i] ?? 0) & (CO_FAST_CELL | CO_FAST_FREE)) === 0)
    return value;
  const cell = vm.read(value);
  return cell.kind === 'cell' ? cell.value : value;
}

/** Indexes of the variables that comprehensions inlined into a module or class have now. */
function hiddenIn(vm: Operations, data: Readonly<FrameData>): number[] {
  const { localspluskinds } = data.code.code;
  return [...localspluskinds.keys()].filter(
    (i) => ((localspluskinds[i] ?? 0) & CO_FAST_HIDDEN) !== 0 && variableOf(vm, data, i) !== undefined,
  );
}

/** Whether `f_locals` is a proxy: since 3.13 of functions, and while an inlined comprehension of a module or class has variables. */
function hasProxy(vm: Operations, data: Readonly<FrameData>): boolean {
  if ((vm as Machine).world.profile.framesKeepLocals) return false;
  return (data.code.code.flags & CO_OPTIMIZED) !== 0 || hiddenIn(vm, data).length > 0;
}

/**
 * What `locals()` gives. Of functions a dict of locals, cells and free variables: 3.12 keeps one in the frame and brings it up to date, so that other keys
 * stay; since 3.13 each is a new one (PEP 667). Of modules and classes their namespace, but inside an inlined comprehension: with its variables,
 * and since 3.13 nothing else.
 */
export function frameLocals(vm: Operations, ref: Ref): Ref {
  const data = vm.read(ref);
  if (data.kind !== 'frame') throw new ModelError('locals of no frame');
  const { localsplusnames, localspluskinds } = data.code.code;
  const keeps = (vm as Machine).world.profile.framesKeepLocals;
  const isFunction = (data.code.code.flags & CO_OPTIMIZED) !== 0;
  if (data.names !== null && !isFunction) {
    const hidden = hiddenIn(vm, data);
    if (hidden.length === 0) return data.names;
    const dict = newDict(vm);
    if (keeps) copyEntries(vm, data.names, dict);
    for (const i of hidden) dictSetName(vm, dict, localsplusnames[i] as string, variableOf(vm, data, i) as Value);
    if (!keeps) addExtras(vm, data, dict);
    return dict;
  }
  const dict = (keeps ? data.names : null) ?? newDict(vm);
  for (let i = 0; i < localsplusnames.length; i++) {
    if ((localspluskinds[i] ?? 0) & CO_FAST_HIDDEN) continue;
    const value = variableOf(vm, data, i);
    if (value !== undefined) dictSetName(vm, dict, localsplusnames[i] as string, value);
    else if (keeps) dictDeleteName(vm, dict, localsplusnames[i] as string);
  }
  if (!keeps) addExtras(vm, data, dict);
  else if (data.names === null) vm.setRef(ref, 'frame', 'names', dict);
  return dict;
}

function copyEntries(vm: Operations, from: Ref, to: Ref): void {
  const { keys, values, hashes } = dictData(vm, from);
  keys.forEach((key, i) => {
    if (key !== undefined) dictAppend(vm, to, key, values[i] as Value, hashes?.[i]);
  });
}

/** Other keys that were set through `f_locals`; a variable comes before one of its name. */
function addExtras(vm: Operations, data: Readonly<FrameData>, to: Ref): void {
  const { extraLocals } = frameObject(vm, data);
  if (extraLocals === undefined) return;
  const { keys, values, hashes } = dictData(vm, extraLocals);
  keys.forEach((key, i) => {
    if (key === undefined || (typeof key === 'string' && dictGetName(vm, to, key) !== undefined)) return;
    dictAppend(vm, to, key, values[i] as Value, hashes?.[i]);
  });
}

/** A proxy for a frame's variables. */
export function newFrameLocals(vm: Operations, frame: Ref): Ref {
  const type = 'FrameLocalsProxy';
  return vm.alloc({ kind: 'record', cls: TYPES[type], type, slots: [frame], numbers: [], attrs: null });
}

/** `PyFrame_LocalsToFast`: 3.12 writes the dict back into the frame when a trace or profile function is done that `f_locals` was read in. */
export function localsToFast(vm: Operations, ref: Ref): void {
  const data = vm.read(ref);
  if (data.kind !== 'frame' || data.names === null || !frameObject(vm, data).fastAsLocals) return;
  putFrameObject(vm, ref, { fastAsLocals: false });
  if ((data.code.code.flags & CO_OPTIMIZED) === 0) return;
  const { names } = data;
  for (const [i, name] of data.code.code.localsplusnames.entries()) {
    if ((data.code.code.localspluskinds[i] ?? 0) & CO_FAST_HIDDEN) continue;
    const slot = data.locals[i];
    const value = dictGetName(vm, names, name);
    const cell = slot instanceof Ref ? vm.read(slot) : null;
    if (cell?.kind === 'cell' && ((data.code.code.localspluskinds[i] ?? 0) & (CO_FAST_CELL | CO_FAST_FREE)) !== 0) {
      if (cell.value !== value) vm.setRef(slot as Ref, 'cell', 'value', value);
    } else if (slot !== value) {
      // A variable whose key was deleted is None: code may read it without a check.
      vm.setAt(ref, 'locals', i, value ?? null);
    }
  }
}

/** What a suspended generator delegates to: the top of its stack at a `yield from` or `await`. */
export function delegateOf(vm: Operations, data: Readonly<DataOf<'generator'>>): Value {
  if (data.frame === null || data.status !== 'suspended') return null;
  const f = vm.read(data.frame);
  if (f.kind !== 'frame') return null;
  const next = f.code.instructions[f.ip];
  const why = next?.op === 'RESUME' ? next.arg & 3 : 0;
  const { iteratorSlots } = (vm as Machine).world.profile;
  if (why < 2) return null;
  const delegate = f.stack[f.stack.length - iteratorSlots] ?? null;
  return iteratorSlots === 2 && f.stack.at(-1) !== undefined ? iteratedSequence(vm, delegate) : delegate;
}

function generator(prefix: string, owner: string, delegate: string, noun: string): GetterTable {
  return {
    [`${owner}.__name__`]: of('generator', (d) => d.name),
    [`${owner}.__qualname__`]: of('generator', (d) => d.qualname),
    [`${owner}.${prefix}_frame`]: of('generator', (d) => (d.status === 'closed' ? null : d.frame)),
    [`${owner}.${prefix}_running`]: of('generator', (d) => d.status === 'running'),
    [`${owner}.${prefix}_state`]: of('generator', (d) => `${noun}_${d.status.toUpperCase()}`),
    [`${owner}.${prefix}_suspended`]: of('generator', (d) => d.status === 'suspended'),
    [`${owner}.${prefix}_code`]: of('generator', (d) => codeValue(d.code)),
    [`${owner}.${delegate}`]: of('generator', (d, vm) => delegateOf(vm, d)),
  };
}

export const RUNTIME_MEMBERS: GetterTable = {
  'code.co_name': code((c) => c.code.name),
  'code.co_code': code((c, vm) => newBytes(vm, encodeInstructions(c.code))),
  'code.co_qualname': code((c) => c.code.qualname),
  'code.co_filename': code((c) => c.code.filename),
  'code.co_firstlineno': code((c) => c.code.firstlineno),
  'code.co_argcount': code((c) => c.code.argcount),
  'code.co_posonlyargcount': code((c) => c.code.posonlyargcount),
  'code.co_kwonlyargcount': code((c) => c.code.kwonlyargcount),
  'code.co_nlocals': code((c) => localNames(c, CO_FAST_LOCAL).length),
  'code.co_stacksize': code((c) => c.code.stacksize),
  'code.co_flags': code((c) => c.code.flags),
  'code.co_names': code((c, vm) => newTuple(vm, [...c.code.names])),
  'code.co_varnames': code((c, vm) => newTuple(vm, localNames(c, CO_FAST_LOCAL))),
  'code.co_cellvars': code((c, vm) => newTuple(vm, localNames(c, CO_FAST_CELL))),
  'code.co_freevars': code((c, vm) => newTuple(vm, localNames(c, CO_FAST_FREE))),
  'code.co_consts': code((c, vm) => newTuple(vm, [...c.consts])),
  'frame.f_back': frame((d, vm) => (d.exited ? d.keptBack : firstComplete(vm, d.back))),
  'frame.f_locals': (vm, obj) => {
    const ref = obj as Ref;
    const data = (vm as Machine).as(ref, 'frame');
    if (hasProxy(vm, data)) return newFrameLocals(vm, ref);
    if ((vm as Machine).world.profile.framesKeepLocals) putFrameObject(vm, ref, { fastAsLocals: true });
    return frameLocals(vm, ref);
  },
  'frame.f_lineno': frame((d) => frameLine(d)),
  'frame.f_lasti': frame((d, vm) => frameOffset(d, vm)),
  'frame.f_globals': frame((d) => d.globals),
  'frame.f_code': frame((d) => codeValue(d.code)),
  'frame.f_generator': frame((d) => d.generator),
  'frame.f_trace': frame((d, vm) => frameObject(vm, d).func ?? null),
  'frame.f_trace_lines': frame((d, vm) => frameObject(vm, d).lines),
  'frame.f_trace_opcodes': frame((d, vm) => frameObject(vm, d).opcodes),
  'traceback.tb_frame': of('traceback', (d) => d.frame),
  'traceback.tb_lasti': of('traceback', (d) => d.lasti),
  'traceback.tb_next': of('traceback', (d) => d.next),
  'traceback.tb_lineno': of('traceback', (d) => d.lineno),
  'coroutine.cr_origin': (vm) => {
    if (originDepth(vm) > 0) throw new ModelError('cr_origin is not modelled where origins are tracked');
    return null;
  },
  ...generator('gi', 'generator', 'gi_yieldfrom', 'GEN'),
  ...generator('cr', 'coroutine', 'cr_await', 'CORO'),
  ...generator('ag', 'async_generator', 'ag_await', 'AGEN'),
  // Somebody awaits one of its items: it may be suspended meanwhile.
  'async_generator.ag_running': of('generator', (d) => (d.flags & ASYNCGEN_RUNNING) !== 0),
};
