/**
 * Clauses of calls and of `with`.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

const OF_A_CALL = {
  CALL: '',
  C_RETURN: 'behind what is no Python function',
  C_RAISE: 'behind what is no Python function',
} as const;
const INTO = 'the callee’s first where it is a Python function; then behind';
const CALLING = 'PEP 669, PEP 590';

export const CALL_CLAUSES: Clauses = {
  CALL: {
    stack: {
      '3.12': 'NULL or method, callable or self, arguments×n → result',
      '3.13': 'callable, NULL or self, arguments×n → result',
    },
    effect:
      'calls; 3.14+ unbinds a bound method before CALL is told. 3.12: KW_NAMES has named the last arguments. arg0 is the first argument, self included',
    events: OF_A_CALL,
    next: INTO,
    source: CALLING,
  },
  KW_NAMES: {
    stack: '→',
    effect: 'constant n names the keyword arguments of the CALL that follows',
    events: {},
    next: BEHIND,
  },
  CALL_KW: {
    stack: 'callable, NULL or self, arguments×n, names → result',
    effect: 'calls; names, a tuple, belong to the last arguments',
    events: OF_A_CALL,
    next: INTO,
    source: CALLING,
  },
  CALL_FUNCTION_EX: {
    stack: {
      '3.12': 'NULL, callable, arguments, keywords×n&1 → result',
      '3.13': 'callable, NULL, arguments, keywords×n&1 → result',
      '3.14': 'callable, NULL, arguments, keywords or NULL → result',
    },
    effect: 'calls with an iterable, made a tuple before CALL is told, and a dict',
    events: OF_A_CALL,
    next: INTO,
    source: CALLING,
  },

  WITH_EXCEPT_START: {
    stack: {
      '3.12': 'exit, lasti, previous, exception → exit, lasti, previous, exception, result',
      '3.14': 'exit, NULL or self, lasti, previous, exception → exit, NULL or self, lasti, previous, exception, result',
    },
    effect: 'exit(type, exception, traceback)',
    events: {},
    next: BEHIND,
    source: 'PEP 343',
  },
  BEFORE_WITH: {
    stack: 'manager → exit, result',
    effect: 'looks up `__enter__` and `__exit__` in the type, binds the one and calls the other; TypeError',
    events: {},
    next: BEHIND,
    source: 'PEP 343',
  },
  LOAD_SPECIAL: {
    stack: 'owner → method, NULL or self',
    effect: 'special method n of the type: `__enter__`, `__exit__`, `__aenter__`, `__aexit__`; TypeError',
    events: {},
    next: BEHIND,
    source: '`_PyObject_LookupSpecialMethod`',
  },
};
