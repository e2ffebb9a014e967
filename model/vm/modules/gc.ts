/**
 * The module `gc` (Modules/gcmodule.c) with its collector off, as in a recorded run. The model never looks for cycles: what only cycles hold stays, which nobody
 * sees unless something with a finaliser lives, and how much CPython would find is not known.
 * @module
 */
import type { Machine } from '../machine.ts';
import { noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeName, UNKNOWN_DATA } from '../objects/types.ts';
import type { Builtin, Operations } from '../operations.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Slot, type Value } from '../value.ts';
import { moduleState } from './extension.ts';
import { type NativeModule, noArguments } from './native-module.ts';

const OLDEST = 2;
const LARGEST_INT = 2147483647;

/** A C int. */
function intArgument(vm: Operations, v: Value): number {
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  if (n > LARGEST_INT || n < -LARGEST_INT - 1) {
    const type = vm.build.bits === 32 ? 'long' : 'int';
    throw raise(vm, 'OverflowError', `Python int too large to convert to C ${type}`);
  }
  return Number(n);
}

/** The three thresholds as they stand. */
function thresholds(vm: Operations): number[] {
  const { state } = moduleState(vm, 'gc');
  return [0, 1, 2].map((i) => Number(state[i] ?? [ROWS[vm.version].collectorThreshold, 10, 10][i]));
}

const getThreshold = noArguments('gc.get_threshold', (vm) => {
  const { oldestThreshold } = ROWS[vm.version];
  return newTuple(
    vm,
    thresholds(vm).map((n, i) => (i === OLDEST ? (oldestThreshold ?? n) : n)),
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

/** Whether somebody could see what a collection does. */
function isWatched(vm: Machine): boolean {
  const { module } = moduleState(vm, 'gc');
  const callbacks = dictGetName(vm, vm.as(module, 'module').dict, 'callbacks');
  return vm.tracking || vm.registers.finalizables > 0 || (asKind(vm, callbacks, 'list')?.items.length ?? 0) > 0;
}

const collect: Builtin = (vm, args, keywords) => {
  if (args.length > 1) throw raise(vm, 'TypeError', `collect() takes at most 1 argument (${args.length} given)`);
  for (const name of keywords?.keys() ?? []) {
    if (name !== 'generation') throw raise(vm, 'TypeError', TEXTS[vm.version].unexpectedKeyword('collect', name));
  }
  const generation = intArgument(vm, args[0] ?? keywords?.get('generation') ?? OLDEST);
  if (generation < 0 || generation > OLDEST) throw raise(vm, 'ValueError', 'invalid generation');
  if (isWatched(vm as Machine))
    throw new ModelError('gc.collect() while something with a finaliser lives is not modelled');
  return newRecord(vm, 'hollow', ['the count of gc.collect()'], [UNKNOWN_DATA]);
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
