/**
 * `with`: entry and exit.
 * @module
 */
import { callValue } from '../call.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { typeName } from '../objects/types.ts';
import { lookupSpecial, lookupSpecialMethod } from '../protocol/attributes.ts';
import { bindMethod } from '../protocol/descriptors.ts';
import { PENDING, type Ref, type Slot, UndefinedBehaviour, type Value } from '../value.ts';
import { type InstructionTable, pushCallee, pushResult } from './table.ts';

const SPECIAL_METHODS = ['__enter__', '__exit__', '__aenter__', '__aexit__'] as const;

export const WITH: InstructionTable = {
  /**
   * Stack: until 3.13: exit, lasti, previous, exception → exit, lasti, previous, exception, result; 3.14+: exit, NULL
   * or self, lasti, previous, exception → exit, NULL or self, lasti, previous, exception, result. Effect: exit(type,
   * exception, traceback). Events: none. Next: behind. Source: bytecodes.c; PEP 343.
   */
  WITH_EXCEPT_START: {
    execute: (vm) => {
      const exception = vm.peek(1) as Ref;
      const { cls, traceback } = vm.as(exception, 'exception');
      const args: Value[] = [cls, exception, traceback];
      const func = beneathToo(vm, vm.world.profile.specialMethods ? 5 : 4);
      if (func === undefined)
        throw new UndefinedBehaviour(
          'WITH_EXCEPT_START finds no exit on the value stack: CPython calls what the memory beneath it holds',
        );
      if (vm.world.profile.specialMethods) {
        const self = beneathToo(vm, 4);
        if (self !== undefined) args.unshift(self);
      }
      const result = callValue(vm, func, args, null, false);
      if (result !== PENDING) vm.push(result);
    },
    resume: pushResult,
  },
  /**
   * Stack: manager → exit, result. Effect: looks up `__enter__` and `__exit__` in the type, binds the one and calls the
   * other; TypeError. Events: none. Next: behind. Source: bytecodes.c; PEP 343.
   */
  BEFORE_WITH: {
    execute: (vm) => {
      // A manager that has no such methods stays on the stack: RAISE comes before what it held dies.
      const manager = vm.peek(1) as Value;
      const enter = withMethod(vm, manager, '__enter__', '');
      const exit = withMethod(vm, manager, '__exit__', ' (missed __exit__ method)');
      vm.drop(1);
      vm.push(bound(vm, exit));
      const result = callValue(vm, enter.func, enter.self === undefined ? [] : [enter.self], null, false);
      if (result !== PENDING) vm.push(result);
    },
    resume: pushResult,
  },
  /**
   * Stack: owner → method, NULL or self. Effect: special method n of the type: `__enter__`, `__exit__`, `__aenter__`,
   * `__aexit__`; TypeError. Events: none. Next: behind. Source: bytecodes.c; `_PyObject_LookupSpecialMethod`.
   */
  LOAD_SPECIAL: {
    execute: (vm, { arg }) => {
      const manager = vm.pop() as Value;
      const name = SPECIAL_METHODS[arg] as string;
      const found = withMethod(vm, manager, name, ` (missed ${name} method)${suggestion(vm, manager, name)}`);
      pushCallee(vm, found.func, found.self);
    },
  },
};

/**
 * The n-th slot from the top: where the stack is too short, one of the locals, which CPython keeps right beneath it. That happens to a
 * handler which is entered because a callback of EXCEPTION_HANDLED raised at another one, whose stack was cut lower.
 */
function beneathToo(vm: Machine, n: number): Slot {
  const { stack, locals } = vm.frame;
  return stack.length >= n ? vm.peek(n) : locals[locals.length + stack.length - n];
}

/** `_PyEval_SpecialMethodCanSuggest`: the other kind of `with` would do. */
function suggestion(vm: Machine, manager: Value, name: string): string {
  const asynchronous = name.startsWith('__a');
  const others = asynchronous ? ['__enter__', '__exit__'] : ['__aenter__', '__aexit__'];
  if (others.some((other) => lookupSpecial(vm, manager, other) === undefined)) return '';
  return asynchronous
    ? " but it supports the context manager protocol. Did you mean to use 'with'?"
    : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?";
}

function withMethod(vm: Machine, manager: Value, name: string, missed: string): { func: Value; self: Slot } {
  const found = lookupSpecialMethod(vm, manager, name);
  if (found !== undefined) return found;
  const async = name.startsWith('__a');
  const protocol = async ? 'asynchronous context manager' : 'context manager';
  throw raise(vm, 'TypeError', `'${typeName(vm, manager)}' object does not support the ${protocol} protocol${missed}`);
}

/** The bound method that 3.12 and 3.13 keep on the stack for the exit. */
function bound(vm: Machine, method: { func: Value; self: Slot }): Value {
  if (method.self === undefined) return method.func;
  return bindMethod(vm, method.func, method.self);
}
