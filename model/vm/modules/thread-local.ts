/**
 * `_thread._local`: an object with a `__dict__` for each thread. The record holds [arguments, keywords, dict of thread 0, of thread 1 …]; `attrs` is the dict of
 * the thread that used it last, whose number is `numbers[0]`.
 * @module
 */
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeOf } from '../objects/types.ts';
import type { BuiltinTable, NativeTable, Operations } from '../operations.ts';
import { genericSetAttribute, getAttr } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { isStaticBuiltin, lookupType } from '../protocol/lookup.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';

const DICTS = 2;

/** Brings the running thread's dict to the front. False if `__init__` has to run for it first. */
export function enterLocal(vm: Operations, self: Ref): boolean {
  const data = (vm as Machine).as(self, 'record');
  const { thread } = (vm as Machine).registers;
  if (data.numbers[0] === thread) return true;
  while ((vm as Machine).as(self, 'record').slots.length <= DICTS + thread) {
    vm.splice(self, 'slots', (vm as Machine).as(self, 'record').slots.length, 0, [undefined]);
  }
  const known = (vm as Machine).as(self, 'record').slots[DICTS + thread] as Ref | undefined;
  const dict = known ?? newDict(vm);
  if (known === undefined) vm.setAt(self, 'slots', DICTS + thread, dict);
  vm.setRef(self, 'record', 'attrs', dict);
  vm.setNumberAt(self, 'numbers', 0, thread);
  return known !== undefined || !hasInit(vm, self);
}

function hasInit(vm: Operations, self: Ref): boolean {
  const init = lookupType(vm, typeOf(vm, self), '__init__');
  return init !== undefined && !isStaticBuiltin(init);
}

/** Reads, sets or (with undefined) deletes an attribute after `__init__` has run for the thread. */
export function afterInit(
  vm: Operations,
  self: Ref,
  name: string,
  doing: 'get' | 'set' | 'delete',
  value?: Value,
): Result {
  return vm.native('thread.local', [self, name, value ?? null], { doing });
}

export const LOCAL_BUILTINS: BuiltinTable = {
  '_thread._local.__new__': (vm, [cls, ...args], keywords) => {
    const init = lookupType(vm, cls as Ref, '__init__');
    if ((args.length > 0 || (keywords?.size ?? 0) > 0) && (init === undefined || isStaticBuiltin(init)))
      throw raise(vm, 'TypeError', 'Initialization arguments are not supported');
    const dict = newDict(vm);
    const words = newDict(vm);
    for (const [name, value] of keywords ?? []) dictSetName(vm, words, name, value);
    const { thread } = (vm as Machine).registers;
    const dicts: Slot[] = new Array<Slot>(thread).fill(undefined);
    const slots = [newTuple(vm, args), words, ...dicts, dict];
    return vm.alloc({ kind: 'record', cls: cls as Ref, type: '_thread._local', slots, numbers: [thread], attrs: dict });
  },
};

export const LOCAL_NATIVES: NativeTable = {
  'thread.local': {
    start: (vm, self) => {
      const local = self.slots[0] as Ref;
      const { slots } = (vm as Machine).as(local, 'record');
      const args = asKind(vm, slots[0], 'tuple')?.items ?? [];
      const words = asKind(vm, slots[1], 'dict');
      const keywords = new Map((words?.keys ?? []).map((key, i) => [String(key), words?.values[i] as Value]));
      const init = lookupType(vm, typeOf(vm, local), '__init__') as Value;
      return {
        result: vm.call(...bindSpecial(vm, init, local, args), keywords.size === 0 ? null : keywords),
        then: 'made',
      };
    },
    phases: {
      made: (vm, self) => {
        const [local, name, value] = self.slots as readonly [Ref, string, Value];
        const { doing } = self.vars;
        if (doing === 'get') return { result: getAttr(vm, local, name), then: 'done' };
        return { result: genericSetAttribute(vm, local, name, doing === 'set' ? value : undefined), then: 'done' };
      },
      done: (_vm, _self, value) => ({ done: value }),
    },
  },
};
