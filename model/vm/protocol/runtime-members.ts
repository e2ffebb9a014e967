/**
 * C-level attributes of what the interpreter itself makes: code, frames, generators, coroutines, tracebacks.
 * @module
 */

import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, CO_FAST_LOCAL, CO_OPTIMIZED } from '../../code/code-object.ts';
import { encodeInstructions } from '../../code/encode-instructions.ts';
import { firstComplete } from '../frame.ts';
import type { DataOf, FrameData } from '../heap.ts';
import type { LoadedCode } from '../loaded-code.ts';
import type { Machine } from '../machine.ts';
import { newBytes } from '../objects/codecs.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Operations } from '../operations.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { dictDeleteName, dictEntries, dictSetName, newDict } from './dict-table.ts';
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
  const at = waits && (vm as Machine).world.profile.throwAtResume ? data.ip : data.lasti;
  return at < 0 ? -1 : (data.code.instructions[at]?.offset ?? -1);
}

/**
 * Locals, cells and free variables of a function's frame as a dict (`f_locals`, `locals()`): 3.12 keeps one dict in the frame and brings it up to date,
 * so that other keys stay; since 3.13 each is a new one (PEP 667).
 */
export function frameLocals(vm: Operations, ref: Ref): Ref {
  const data = vm.read(ref);
  if (data.kind !== 'frame') throw new ModelError('locals of no frame');
  const isFunction = (data.code.code.flags & CO_OPTIMIZED) !== 0;
  if (data.names !== null && !isFunction) return data.names;
  const { framesKeepLocals } = (vm as Machine).world.profile;
  const kept = framesKeepLocals || !isFunction ? data.names : null;
  const dict = kept ?? newDict(vm);
  const { localsplusnames, localspluskinds } = data.code.code;
  for (let i = 0; i < localsplusnames.length; i++) {
    const kind = localspluskinds[i] ?? 0;
    if (kind & CO_FAST_HIDDEN) continue;
    let value = data.locals[i];
    if (kind & (CO_FAST_CELL | CO_FAST_FREE) && value instanceof Ref) {
      const cell = vm.read(value);
      if (cell.kind === 'cell') value = cell.value;
    }
    if (value !== undefined) dictSetName(vm, dict, localsplusnames[i] as string, value);
    else if (kept !== null) dictDeleteName(vm, dict, localsplusnames[i] as string);
  }
  if (isFunction && data.names === null && framesKeepLocals) vm.setRef(ref, 'frame', 'names', dict);
  // What was written through `f_locals` under other names.
  if (kept !== data.names && data.names !== null)
    for (const [key, value] of dictEntries(vm, data.names)) dictSetName(vm, dict, String(key), value);
  return dict;
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

function generator(prefix: string, owner: string, delegate: string): GetterTable {
  return {
    [`${owner}.__name__`]: of('generator', (d) => d.name),
    [`${owner}.__qualname__`]: of('generator', (d) => d.qualname),
    [`${owner}.${prefix}_frame`]: of('generator', (d) => (d.status === 'closed' ? null : d.frame)),
    [`${owner}.${prefix}_running`]: of('generator', (d) => d.status === 'running'),
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
  'frame.f_lineno': frame((d) => frameLine(d)),
  'frame.f_lasti': frame((d, vm) => frameOffset(d, vm)),
  'frame.f_globals': frame((d) => d.globals),
  'frame.f_code': frame((d) => codeValue(d.code)),
  'frame.f_generator': frame((d) => d.generator),
  'frame.f_trace': () => null,
  'frame.f_trace_lines': () => true,
  'frame.f_trace_opcodes': () => false,
  'traceback.tb_frame': of('traceback', (d) => d.frame),
  'traceback.tb_lasti': of('traceback', (d) => d.lasti),
  'traceback.tb_next': of('traceback', (d) => d.next),
  'traceback.tb_lineno': of('traceback', (d) => d.lineno),
  'coroutine.cr_origin': () => null,
  ...generator('gi', 'generator', 'gi_yieldfrom'),
  ...generator('cr', 'coroutine', 'cr_await'),
  ...generator('ag', 'async_generator', 'ag_await'),
};
