/**
 * Clauses of raising and matching, of patterns, and of awaiting.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

const HANDLER = 'that of the handler, or the frame is left';

export const EXCEPTION_CLAUSES: Clauses = {
  RAISE_VARARGS: {
    stack: 'exception and cause×n →',
    effect: 'n = 0: raises what is handled again; 1: raises; 2: with a cause. A class is called first, then the cause',
    events: { RERAISE: 'n = 0' },
    next: HANDLER,
    source: '`do_raise`',
  },
  RERAISE: {
    stack: 'others×n, exception → others×n',
    effect:
      'raises exception again; n > 0: the lowest of the others is the offset of who raised it first, for tracebacks',
    events: { RERAISE: '' },
    next: HANDLER,
    source: 'PEP 669',
  },
  CHECK_EXC_MATCH: {
    stack: 'exception, type → exception, bool',
    effect:
      'whether the `except` clause takes it; TypeError for what is neither an exception class nor a tuple of them',
    events: {},
    next: BEHIND,
    source: '`_PyEval_CheckExceptTypeValid`',
  },
  CHECK_EG_MATCH: {
    stack: 'exception, type → rest, match',
    effect: 'splits by `except*`: None for an empty part; the match is what is handled from here on',
    events: {},
    next: BEHIND,
    source: '`_PyEval_ExceptionGroupMatch`; PEP 654',
  },
  CLEANUP_THROW: {
    stack: {
      '3.12': 'receiver, sent, exception → None, value',
      '3.15': 'NULL, sent, exception → None, value',
    },
    effect: 'what `throw` or `close` raised under a `yield from`: of a StopIteration its value, else raised again',
    events: { RERAISE: 'no StopIteration' },
    next: `${BEHIND}; of another exception, ${HANDLER}`,
    source: 'PEP 380',
  },
  CALL_INTRINSIC_1: {
    stack: 'value → result',
    effect:
      'function n: 2 import star, 3 StopIteration becomes RuntimeError, 4 wraps what an asynchronous generator yields, 5 unary plus, 6 list to tuple, 7–11 type parameters',
    events: {},
    next: BEHIND,
    source: 'intrinsics.c',
  },
  CALL_INTRINSIC_2: {
    stack: 'first, second → result',
    effect: 'function n: 1 what `except*` leaves to raise, 2–5 type parameters',
    events: {},
    next: BEHIND,
    source: 'intrinsics.c',
  },
};

export const MATCH_CLAUSES: Clauses = {
  GET_LEN: { stack: 'subject → subject, length', effect: 'len(subject)', events: {}, next: BEHIND, source: 'PEP 634' },
  MATCH_SEQUENCE: {
    stack: 'subject → subject, bool',
    effect: 'whether its type counts as a sequence; str, bytes and bytearray do not',
    events: {},
    next: BEHIND,
    source: '`Py_TPFLAGS_SEQUENCE`; PEP 634',
  },
  MATCH_MAPPING: {
    stack: 'subject → subject, bool',
    effect: 'whether its type counts as a mapping',
    events: {},
    next: BEHIND,
    source: '`Py_TPFLAGS_MAPPING`; PEP 634',
  },
  MATCH_KEYS: {
    stack: 'subject, keys → subject, keys, values or None',
    effect: 'a tuple of what `subject.get` has for the keys; None if one is missing; ValueError for a key twice',
    events: {},
    next: BEHIND,
    source: '`_PyEval_MatchKeys`; PEP 634',
  },
  MATCH_CLASS: {
    stack: 'subject, class, names → attributes or None',
    effect:
      'a tuple of n attributes by `__match_args__` and of those named; None if subject is no instance or lacks one; TypeError',
    events: {},
    next: BEHIND,
    source: '`_PyEval_MatchClass`; PEP 634',
  },
};

export const ASYNC_CLAUSES: Clauses = {
  GET_AWAITABLE: {
    stack: 'value → iterator',
    effect: 'a coroutine as it is, else `__await__`; n = 1 and 2 word the TypeError for `__aenter__` and `__aexit__`',
    events: {},
    next: BEHIND,
    source: '`_PyCoro_GetAwaitableIter`; PEP 492',
  },
  GET_AITER: {
    stack: 'value → iterator',
    effect: '`__aiter__`; TypeError',
    events: {},
    next: BEHIND,
    source: 'PEP 492',
  },
  GET_ANEXT: {
    stack: 'iterator → iterator, awaitable',
    effect: '`__anext__`, then as GET_AWAITABLE; TypeError',
    events: {},
    next: BEHIND,
    source: '`_PyEval_GetANext`; PEP 492',
  },
  END_ASYNC_FOR: {
    stack: 'iterator, exception →',
    effect:
      'StopAsyncIteration ends the loop; anything else is raised again. 3.14+: n points back to what is told as the branch’s source',
    events: { BRANCH_RIGHT: 'also before what is raised again', RERAISE: 'no StopAsyncIteration' },
    next: `${BEHIND}; of another exception, ${HANDLER}`,
    source: 'PEP 492, PEP 669',
  },
  BEFORE_ASYNC_WITH: {
    stack: 'manager → exit, awaitable',
    effect: 'looks up `__aenter__` and `__aexit__` in the type, binds the one and calls the other; TypeError',
    events: {},
    next: BEHIND,
    source: 'PEP 492',
  },
};
