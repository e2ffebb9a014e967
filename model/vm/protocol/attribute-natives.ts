/**
 * Attribute access that waits for Python code: `__getattr__` after an AttributeError, calling an attribute that is computed.
 * @module
 */
import { exceptionMatches } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Native, NativeTable } from '../operations.ts';
import { EXHAUSTED, PENDING, type Value } from '../value.ts';
import { callGetattr, genericAttribute, getAttr } from './attributes.ts';
import { bindSpecial } from './bind-special.ts';
import { given, wait } from './loop.ts';

/** `slot_tp_getattr_hook`. Slots: object, name, `__getattr__`, `__getattribute__`. */
const GETATTR_HOOK: Native = {
  start: (vm, self) => {
    const [obj, name, getattr, getattribute] = self.slots as readonly [Value, string, Value, Value | undefined];
    if (getattribute !== undefined) return wait(vm.call(...bindSpecial(vm, getattribute, obj, [name])), 'got');
    const found = genericAttribute(vm, obj, name, false);
    if (found === undefined) return wait(callGetattr(vm, obj, name, getattr), 'computed');
    return wait(found === PENDING ? PENDING : found.func, 'got');
  },
  phases: {
    got: (_vm, _self, value) => ({ done: value }),
    computed: (_vm, _self, value) => ({ done: value }),
  },
  caught: (vm, self, exception, phase) => {
    const [obj, name, getattr] = self.slots as readonly [Value, string, Value];
    if (phase === 'computed' || !exceptionMatches(vm, exception, TYPES.AttributeError)) return undefined;
    return wait(callGetattr(vm, obj, name, getattr), 'computed');
  },
};

/** Slots: object, arguments. Vars: name. */
const CALL_ATTRIBUTE: Native = {
  start: (vm, self) => wait(getAttr(vm, self.slots[0] as Value, String(self.vars['name'])), 'found'),
  phases: {
    found: (vm, self, value) => wait(vm.call(given(value), self.slots.slice(1) as Value[]), 'called'),
    called: (_vm, _self, value) => ({ done: value }),
  },
};

/** AttributeError answers EXHAUSTED. Slots: object, name. */
const OPTIONAL_ATTRIBUTE: Native = {
  start: (vm, self) => wait(getAttr(vm, self.slots[0] as Value, self.slots[1] as string), 'got'),
  phases: { got: (_vm, _self, value) => ({ done: value }) },
  caught: (vm, _self, exception) =>
    exceptionMatches(vm, exception, TYPES.AttributeError) ? { done: EXHAUSTED } : undefined,
};

export const ATTRIBUTE_NATIVES: NativeTable = {
  getattr_hook: GETATTR_HOOK,
  call_attribute: CALL_ATTRIBUTE,
  optional_attribute: OPTIONAL_ATTRIBUTE,
};
