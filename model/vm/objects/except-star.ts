/**
 * What `except*` does with the exception group that it handles (`_PyEval_ExceptionGroupMatch`, `_PyExc_PrepReraiseStar`).
 * @module
 */
import type { Operations } from '../operations.ts';
import { overrideOf } from '../protocol/lookup.ts';
import type { Algorithm, Ask } from '../protocol/replay.ts';
import type { Ref, Value } from '../value.ts';
import { groupParts, isGroup, newGroup, splitGroup } from './exception-group.ts';
import { exceptionData, exceptionMatches, raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { newTuple } from './tuple.ts';
import { TYPES, typeName, typeOf } from './types.ts';

/**
 * CHECK_EG_MATCH: a tuple (rest, match) for an exception (or None) and the types of the clause. A naked exception that matches is wrapped in a
 * group, which a third item tells. Inputs: exception, types.
 */
export const EXCEPT_STAR_MATCH: Algorithm = {
  name: 'except_star_match',
  run(vm, inputs, _vars, ask) {
    const [exception, types] = inputs as [Value, Value];
    if (exception === null) return newTuple(vm, [null, null]);
    const caught = exception as Ref;
    if (exceptionMatches(vm, caught, types)) {
      const lone = !isGroup(vm, caught);
      return newTuple(vm, [null, lone ? wrap(vm, caught) : caught, lone]);
    }
    if (!isGroup(vm, caught)) return newTuple(vm, [caught, null]);
    const own = overrideOf(vm, typeOf(vm, caught), 'split');
    if (own === undefined) {
      const { match, rest } = splitGroup(vm, caught, (part) => exceptionMatches(vm, part, types), ask, true);
      return newTuple(vm, [rest, match]);
    }
    const pair = ask(own as Value, [caught, types]);
    const items = asKind(vm, pair, 'tuple')?.items;
    const type = typeName(vm, caught);
    if (items === undefined)
      throw raise(vm, 'TypeError', `${type}.split must return a tuple, not ${typeName(vm, pair)}`);
    if (items.length < 2)
      throw raise(vm, 'TypeError', `${type}.split must return a 2-tuple, got tuple of size ${items.length}`);
    return newTuple(vm, [items[1] ?? null, items[0] ?? null]);
  },
};

function wrap(vm: Operations, exception: Ref): Ref {
  return newGroup(vm, TYPES.BaseExceptionGroup, ['', newTuple(vm, [exception])]);
}

/**
 * INTRINSIC_PREP_RERAISE_STAR: what leaves the `try` statement, an exception or None. Inputs: the exception caught, the list of what the clauses
 * raised or left over.
 */
export const PREP_RERAISE_STAR: Algorithm = {
  name: 'prep_reraise_star',
  run(vm, inputs, _vars, ask) {
    const [caught, list] = inputs as [Ref, Ref];
    const all = asKind(vm, list, 'list')?.items ?? [];
    if (all.length === 0) return null;
    if (!isGroup(vm, caught)) return all[0] ?? null;
    const left = all.filter((e): e is Ref => e !== null);
    const raised: Value[] = left.filter((e) => !sameMetadata(vm, e, caught));
    const again = projection(
      vm,
      caught,
      left.filter((e) => sameMetadata(vm, e, caught)),
      ask,
    );
    if (raised.length === 0) return again;
    if (again !== null) raised.push(again);
    return raised.length > 1
      ? newGroup(vm, TYPES.BaseExceptionGroup, [
          '',
          vm.alloc({ kind: 'list', cls: TYPES.list, items: raised, attrs: null }),
        ])
      : (raised[0] ?? null);
  },
};

function sameMetadata(vm: Operations, a: Ref, b: Ref): boolean {
  const x = exceptionData(vm, a);
  const y = exceptionData(vm, b);
  return x.traceback === y.traceback && x.cause === y.cause && x.context === y.context;
}

/** `exception_group_projection`: the group with the leaves only that occur in `keep`. */
function projection(vm: Operations, group: Ref, keep: readonly Ref[], ask: Ask): Value {
  const leaves = new Set<Value>();
  const collect = (e: Value): void => {
    if (isGroup(vm, e)) groupParts(vm, e).forEach(collect);
    else leaves.add(e);
  };
  keep.forEach(collect);
  return splitGroup(vm, group, (e) => leaves.has(e), ask, false).match;
}
