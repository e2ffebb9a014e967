/**
 * The module `gc` (Modules/gcmodule.c) with its collector off, as in a recorded run. How much CPython would find is not known: its count is hollow.
 * @module
 */
import { collectCycles } from '../collect.ts';
import { noteDeleted } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { bindArguments, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeName, UNKNOWN_DATA } from '../objects/types.ts';
import type { Builtin, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { lookupSpecial } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { moduleState, recordData } from './extension.ts';
import { type NativeModule, noArguments } from './native-module.ts';

const OLDEST = 2;
const LARGEST_INT = 2147483647;

/** A C int. */
function intArgument(vm: Operations, v: Value): number {
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  const { maxsize } = vm.build;
  // A long is as wide as a pointer.
  if (n > maxsize || n < -maxsize - 1) throw raise(vm, 'OverflowError', 'Python int too large to convert to C long');
  if (n > LARGEST_INT) throw raise(vm, 'OverflowError', 'signed integer is greater than maximum');
  if (n < -LARGEST_INT - 1) throw raise(vm, 'OverflowError', 'signed integer is less than minimum');
  return Number(n);
}

/** The three thresholds as they stand. */
function thresholds(vm: Operations): number[] {
  const { state } = moduleState(vm, 'gc');
  return [0, 1, 2].map((i) => Number(state[i] ?? [ROWS[vm.version].collectorThreshold, 10, 10][i]));
}

const getThreshold = noArguments('gc.get_threshold', (vm) => {
  const hidden = (vm as Machine).world.quirks.has('gc-has-no-last-threshold');
  return newTuple(
    vm,
    thresholds(vm).map((n, i) => (i === OLDEST && hidden ? 0 : n)),
  );
});

const setThreshold: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'set_threshold', keywords);
  if (args.length === 0 || args.length > 3) {
    const bound = args.length === 0 ? 'at least 1 argument' : 'at most 3 arguments';
    const counted = `set_threshold() takes ${bound} (${args.length} given)`;
    throw raise(
      vm,
      'TypeError',
      ROWS[vm.version].thresholdByCount ? 'gc.set_threshold requires 1 to 3 arguments' : counted,
    );
  }
  const given: readonly Slot[] = args.map((v) => intArgument(vm, v));
  const { module, state } = moduleState(vm, 'gc');
  vm.splice(
    module,
    'state',
    0,
    state.length,
    thresholds(vm).map((n, i) => given[i] ?? n),
  );
  return null;
};

/** Callbacks of the collector are told counts. */
function refuseCallbacks(vm: Operations): void {
  const { module } = moduleState(vm, 'gc');
  const callbacks = dictGetName(vm, (vm as Machine).as(module, 'module').dict, 'callbacks');
  if ((asKind(vm, callbacks, 'list')?.items.length ?? 0) > 0)
    throw new ModelError('gc.callbacks that are called are not modelled');
}

const collect: Builtin = (vm, args, keywords) => {
  const [given = OLDEST] = bindArguments(vm, { name: 'collect', names: ['generation'] }, args, keywords);
  const generation = intArgument(vm, given);
  if (generation < 0 || generation > OLDEST) throw raise(vm, 'ValueError', 'invalid generation');
  refuseCallbacks(vm);
  const due = collectCycles(vm as Machine, generation === OLDEST);
  const count = newRecord(vm, 'hollow', ['the count of gc.collect()'], [UNKNOWN_DATA]);
  if (due.deletions.length > 0) return vm.native('gc.deletions', [count, ...due.deletions], { next: 1 });
  return due.callbacks.length === 0 ? count : vm.native('gc.callbacks', [count, ...due.callbacks], { next: 1 });
};

/** Calls the callbacks of weak references, the first to the last. Slots: the result, the references. Vars: next. */
function callNext(vm: Operations, self: NativeSelf): NativeStep {
  const next = Number(self.vars['next']);
  const weak = self.slots[next];
  if (weak === undefined) return { done: self.slots[0] as Value };
  self.setVars({ next: next + 1 });
  return wait(vm.call(recordData(vm, weak).slots[0] as Value, [weak as Value]), 'called');
}

/** Runs the finalisers of garbage; then nobody holds it. Slots: the result, the garbage. Vars: next. */
function deleteNext(vm: Operations, self: NativeSelf): NativeStep {
  const next = Number(self.vars['next']);
  const ref = self.slots[next] as Ref | undefined;
  if (ref === undefined) {
    const count = self.slots[0] as Value;
    (vm as Machine).moveOut(self.ref, 'native', 'slots');
    (vm as Machine).recount();
    return { done: count };
  }
  self.setVars({ next: next + 1 });
  vm.setPlain(ref, vm.read(ref).kind, 'finalized', true);
  noteDeleted(vm as Machine, ref);
  const del = lookupSpecial(vm, ref, '__del__');
  return wait(del === undefined ? null : vm.call(...bindSpecial(vm, del, ref, [], 'clears')), 'called');
}

/** What one raises is told on stderr. */
const told: Native['caught'] = (vm, _self, exception) => wait(vm.native('thread.report', [exception]), 'called');

export const GC_NATIVES: NativeTable = {
  'gc.callbacks': { start: callNext, phases: { called: callNext }, caught: told },
  'gc.deletions': { start: deleteNext, phases: { called: deleteNext }, caught: told },
};

const answer = (name: string, value: Value): Builtin => noArguments(`gc.${name}`, () => value);

export const GC_MODULE: NativeModule = {
  functions: {
    disable: answer('disable', null),
    isenabled: answer('isenabled', false),
    get_debug: answer('get_debug', 0),
    freeze: answer('freeze', null),
    unfreeze: answer('unfreeze', null),
    get_threshold: getThreshold,
    set_threshold: setThreshold,
    collect,
  },
  // With `enable` cycles would die at times that are not known.
  unmodelled:
    'enable set_debug get_count get_objects get_stats get_referrers get_referents get_freeze_count is_tracked is_finalized'.split(
      ' ',
    ),
  values: (vm) => ({
    garbage: newList(vm, []),
    callbacks: newList(vm, []),
    DEBUG_STATS: 1,
    DEBUG_COLLECTABLE: 2,
    DEBUG_UNCOLLECTABLE: 4,
    DEBUG_SAVEALL: 32,
    DEBUG_LEAK: 38,
  }),
  whole: true,
};
