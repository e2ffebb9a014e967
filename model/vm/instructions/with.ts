/**
 * `with`: entry and exit.
 * @module
 */
import { callValue } from '../call.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { typeName } from '../objects/types.ts';
import { lookupSpecial, lookupSpecialMethod } from '../protocol/attributes.ts';
import { bindsByCode } from '../protocol/bind-special.ts';
import { bindMethod, type Found } from '../protocol/descriptors.ts';
import { PENDING, type Pending, type Ref, type Slot, UndefinedBehaviour, type Value } from '../value.ts';
import { asValue, type InstructionTable, pushCallee, pushResult, type Semantics } from './table.ts';

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
  BEFORE_WITH: beforeWith('__enter__', '__exit__'),
  /**
   * Stack: manager → exit, awaitable. Effect: looks up `__aenter__` and `__aexit__` in the type, binds the one and
   * calls the other; TypeError. Events: none. Next: behind. Source: bytecodes.c; PEP 492.
   */
  BEFORE_ASYNC_WITH: beforeWith('__aenter__', '__aexit__'),
  /**
   * Stack: owner → method, NULL or self. Effect: special method n of the type: `__enter__`, `__exit__`, `__aenter__`,
   * `__aexit__`; TypeError. Events: none. Next: behind. Source: bytecodes.c; `_PyObject_LookupSpecialMethod`.
   */
  LOAD_SPECIAL: {
    execute: (vm, { arg }) => {
      const manager = vm.pop() as Value;
      const name = SPECIAL_METHODS[arg] as string;
      const found = withMethod(vm, manager, name, ` (missed ${name} method)${suggestion(vm, manager, name)}`);
      if (found !== PENDING) pushCallee(vm, found.func, found.self);
    },
    resume: (vm, _instruction, value) => pushCallee(vm, asValue(value), undefined),
  },
};

/** What an entry waits for: a descriptor that gives the one method or the other. */
const ENTER_BOUND = 3;
const EXIT_BOUND = 4;

/** Until 3.13: both methods are had before the first is called. */
function beforeWith(enterName: string, exitName: string): Semantics {
  // What a descriptor's code runs on stands above this frame: the phase is set before it is asked.
  const exitOf = (vm: Machine, enter: Found): void => {
    const manager = vm.peek(1) as Value;
    const late = bindsLate(vm, manager, exitName);
    if (late) {
      vm.push(bound(vm, enter));
      vm.f.phase = EXIT_BOUND;
    }
    const exit = withMethod(vm, manager, exitName, ` (missed ${exitName} method)`);
    if (exit === PENDING) return;
    if (late) vm.pop();
    entered(vm, enter, bound(vm, exit));
  };
  return {
    execute: (vm) => {
      // A manager that has no such methods stays on the stack: RAISE comes before what it held dies.
      const manager = vm.peek(1) as Value;
      if (bindsLate(vm, manager, enterName)) vm.f.phase = ENTER_BOUND;
      const enter = withMethod(vm, manager, enterName, '');
      if (enter !== PENDING) exitOf(vm, enter);
    },
    resume: (vm, instruction, value) => {
      const phase = boundPhase(vm);
      if (phase === ENTER_BOUND) exitOf(vm, { func: asValue(value), self: undefined });
      else if (phase === EXIT_BOUND) entered(vm, { func: vm.pop() as Value, self: undefined }, asValue(value));
      else pushResult(vm, instruction, value);
    },
    caught: (vm) => {
      if (boundPhase(vm) === EXIT_BOUND) vm.drop(1);
      return false;
    },
  };
}

function entered(vm: Machine, enter: Found, exit: Value): void {
  vm.drop(1);
  vm.push(exit);
  const result = callValue(vm, enter.func, enter.self === undefined ? [] : [enter.self], null, false);
  if (result !== PENDING) vm.push(result);
}

/** Whether code gives the method. */
function bindsLate(vm: Machine, manager: Value, name: string): boolean {
  const method = lookupSpecial(vm, manager, name);
  return method !== undefined && bindsByCode(vm, method);
}

/** Which of the two a descriptor has given, if any; it is over then. */
function boundPhase(vm: Machine): number {
  const { phase } = vm.f;
  if (phase === ENTER_BOUND || phase === EXIT_BOUND) vm.f.phase = 0;
  return phase;
}

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

function withMethod(vm: Machine, manager: Value, name: string, missed: string): Found | Pending {
  const found = lookupSpecialMethod(vm, manager, name);
  if (found !== undefined) return found;
  const async = name.startsWith('__a');
  const protocol = async ? 'asynchronous context manager' : 'context manager';
  throw raise(vm, 'TypeError', `'${typeName(vm, manager)}' object does not support the ${protocol} protocol${missed}`);
}

/** The bound method that 3.12 and 3.13 keep on the stack for the exit. */
function bound(vm: Machine, method: Found): Value {
  if (method.self === undefined) return method.func;
  return bindMethod(vm, method.func, method.self);
}
