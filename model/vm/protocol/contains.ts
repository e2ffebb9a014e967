/**
 * `in`: `PySequence_Contains` with the builtin containers' own searches.
 * @module
 */
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { BuiltinTable, Native, Operations } from '../operations.ts';
import { EXHAUSTED, PENDING, Ref, type Result, type Value } from '../value.ts';
import { bindSpecial, internal, UNBOUND } from './bind-special.ts';
import { equalAsking, truthAsking } from './compare.ts';
import { dictOperation } from './dict-table.ts';
import { getIter } from './iteration.ts';
import { lookupType, override } from './lookup.ts';
import { given, looping, nextInto, remember, wait } from './loop.ts';
import { TEXTS } from './messages.ts';
import { compareOp, isTrue } from './operators.ts';
import { type Algorithm, type Ask, replay } from './replay.ts';

function containsAsking(vm: Operations, container: Ref, item: Value, builtin: boolean, ask: Ask): boolean {
  const method = builtin ? undefined : override(vm, container, '__contains__');
  if (method === null) throw raise(vm, 'TypeError', `'${typeName(vm, container)}' object is not a container`);
  if (method !== undefined) {
    const answer = ask(...bindSpecial(vm, method, container, [item], 'maybe'));
    return answer === UNBOUND ? ask(SEARCH, [container, item]) === true : truthAsking(vm, answer, ask);
  }
  const data = vm.read(container);
  const items = data.kind === 'list' || data.kind === 'tuple' ? data.items : [];
  return items.some((member) => equalAsking(vm, member, item, ask));
}

/** Searches in list and tuple, and Python's `__contains__`. Inputs: container, item. Vars: builtin (whatever the class defines). */
export const CONTAINS_ITEM: Algorithm = {
  name: 'contains',
  run: (vm, inputs, vars, ask) =>
    containsAsking(vm, inputs[0] as Ref, inputs[1] as Value, vars['builtin'] === true, ask),
};

/** `item in container`. */
export function containsItem(vm: Operations, container: Value, item: Value): Result {
  if (typeof container === 'string') return inString(vm, container, item);
  if (container instanceof Ref) {
    if (override(vm, container, '__contains__') !== undefined) return replay(vm, CONTAINS_ITEM, [container, item]);
    const data = vm.read(container);
    const known = override(vm, container, '__iter__') === undefined || data.kind !== 'instance';
    if (known) {
      switch (data.kind) {
        case 'list':
        case 'tuple':
          return replay(vm, CONTAINS_ITEM, [container, item]);
        case 'dict':
          return dictOperation(vm, 'contains', container, item);
        case 'range': {
          const n =
            typeof item === 'boolean' || typeof item === 'number' || typeof item === 'bigint'
              ? asInt(vm, item)
              : undefined;
          if (n !== undefined) return inRange(data.start, data.stop, data.step, n);
          break;
        }
        case 'record':
          if (data.type === 'dict_keys' || data.type === 'mappingproxy') {
            return containsItem(vm, data.slots[0] as Value, item);
          }
          break;
        default: {
          const s = asStr(vm, container);
          if (s !== undefined) return inString(vm, s, item);
        }
      }
      const found = lookupType(vm, typeOf(vm, container), '__contains__');
      if (found !== undefined && data.kind !== 'range') return vm.call(found, [container, item]);
    }
  }
  return searchItems(vm, container, item);
}

function searchItems(vm: Operations, container: Value, item: Value): Result {
  return vm.native('contains_iter', [container, item]);
}

/** `_PySequence_IterSearch` says of any TypeError of the container's iteration that there is none. */
export function searched(text: (vm: Operations) => string): NonNullable<Native['caught']> {
  return (vm, { slots }, exception, phase) => {
    if ((phase !== 'start' && phase !== 'iterator') || !exceptionMatches(vm, exception, TYPES.TypeError))
      return undefined;
    throw raise(vm, 'TypeError', `argument of type '${typeName(vm, slots[0] as Value)}' ${text(vm)}`);
  };
}

const SEARCH = internal('contains.search');
export const CONTAINS_BUILTINS: BuiltinTable = {
  'contains.search': (vm, [container, item]) => searchItems(vm, container as Value, item as Value),
};

function inString(vm: Operations, s: string, item: Value): boolean {
  const part = asStr(vm, item);
  if (part !== undefined) return s.includes(part);
  throw raise(vm, 'TypeError', `'in <string>' requires string as left operand, not ${typeName(vm, item)}`);
}

function inRange(start: number | bigint, stop: number | bigint, step: number | bigint, n: number | bigint): boolean {
  const inside = step > 0 ? n >= start && n < stop : n <= start && n > stop;
  return inside && (BigInt(n) - BigInt(start)) % BigInt(step) === 0n;
}

/** `_PySequence_IterSearch`. Slots: container, item, iterator, member. */
export const CONTAINS_ITER: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value), null);
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: false };
        const item = self.slots[1] as Value;
        if (value === item) return { done: true };
        self.set(3, value);
        return wait(compareOp(vm, '==', value, item), 'compared');
      },
      compared: (vm, _self, value) => {
        const truth = isTrue(vm, given(value));
        return wait(truth === PENDING ? PENDING : truth, 'decided');
      },
      decided: (_vm, self, value) => (value === true ? { done: true } : nextInto(self, 2, 'item')),
    },
    caught: searched((vm) => TEXTS[vm.version].notContainer),
  },
  ['item'],
);
