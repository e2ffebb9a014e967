/**
 * `sys.set_asyncgen_hooks`: what is told of the asynchronous generators of a thread (Python/sysmodule.c), and of each the first time that it is stepped
 * (`async_gen_init_hooks` of Objects/genobject.c). The state of the module `sys` keeps them by the thread's number.
 * @module
 */
import { ASYNCGEN_HOOKED } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { bindArguments, indexArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { lookupType } from '../protocol/lookup.ts';
import { wait } from '../protocol/loop.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import { moduleState, setModuleState } from './extension.ts';

/** Of each thread: what is told of the first step, what of the end, and how many frames a coroutine is to know of those that it was made in. */
const HOOKS = 3;
const FIRST = 0;
const FINALIZER = 1;
const ORIGINS = 2;

const placeOf = (vm: Operations, which: number): number => HOOKS * (vm as Machine).registers.thread + which;

function hookOf(vm: Operations, which: number): Slot {
  if (vm.module('sys') === null) return undefined;
  return moduleState(vm, 'sys').state[placeOf(vm, which)];
}

function setHook(vm: Operations, which: number, value: Value): void {
  setModuleState(vm, 'sys', placeOf(vm, which), value === null ? undefined : value);
}

function checkCallable(vm: Operations, name: string, value: Slot): void {
  if (value === undefined || value === null || lookupType(vm, typeOf(vm, value), '__call__') !== undefined) return;
  throw raise(vm, 'TypeError', `callable ${name} expected, got ${typeName(vm, value)}`);
}

const setHooks: Builtin = (vm, args, keywords) => {
  const signature = { name: 'set_asyncgen_hooks', names: ['firstiter', 'finalizer'] } as const;
  const [first, finalizer] = bindArguments(vm, signature, args, keywords);
  checkCallable(vm, 'finalizer', finalizer);
  checkCallable(vm, 'firstiter', first);
  if (finalizer !== undefined) setHook(vm, FINALIZER, finalizer);
  if (first !== undefined) setHook(vm, FIRST, first);
  return null;
};

const setOrigins: Builtin = (vm, args, keywords) => {
  const signature = { name: 'set_coroutine_origin_tracking_depth', names: ['depth'], required: 1 };
  const [given] = bindArguments(vm, signature, args, keywords);
  const depth = indexArgument(vm, given as Value);
  if (depth < 0) throw raise(vm, 'ValueError', 'depth must be >= 0');
  setHook(vm, ORIGINS, depth);
  return null;
};

/** How many frames a coroutine that is made now is to know; the model keeps none. */
export function originDepth(vm: Operations): number {
  return Number(hookOf(vm, ORIGINS) ?? 0);
}

export const ASYNCGEN_FUNCTIONS: BuiltinTable = {
  set_coroutine_origin_tracking_depth: setOrigins,
  get_coroutine_origin_tracking_depth: (vm) => originDepth(vm),
  set_asyncgen_hooks: setHooks,
  get_asyncgen_hooks: (vm) => {
    const items = [hookOf(vm, FIRST) ?? null, hookOf(vm, FINALIZER) ?? null];
    return vm.alloc({ kind: 'tuple', cls: TYPES.asyncgen_hooks, items, attrs: null });
  },
};

/** An asynchronous generator is about to be stepped, which `made` is for: the thread's hooks become its own. */
export function withHooks(vm: Operations, generator: Ref, made: Value): Result {
  const data = vm.read(generator);
  if (data.kind !== 'generator' || (data.flags & ASYNCGEN_HOOKED) !== 0) return made;
  vm.setPlain(generator, 'generator', 'flags', data.flags | ASYNCGEN_HOOKED);
  const finalizer = hookOf(vm, FINALIZER);
  if (finalizer !== undefined) vm.setRef(generator, 'generator', 'finalizer', finalizer);
  const first = hookOf(vm, FIRST);
  return first === undefined ? made : vm.native('asyncgen.first', [first, generator, made]);
}

export const ASYNCGEN_NATIVES: NativeTable = {
  /** Slots: the hook, the generator, what is answered then. */
  'asyncgen.first': {
    start: (vm, { slots }) => wait(vm.call(slots[0] as Value, [slots[1] as Value]), 'told'),
    phases: { told: (_vm, { slots }) => ({ done: slots[2] as Value }) },
  } satisfies Native,
};
