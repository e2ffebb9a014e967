/**
 * Clauses of jumps, branches and loops, of RESUME, and of the ways out of a frame.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

const EITHER = 'behind, or target where it jumps';
/** What a conditional jump tells. NOT_TAKEN tells the other way in 3.14 and later. */
const OF_A_BRANCH = { BRANCH: 'both ways', BRANCH_RIGHT: 'where it jumps' } as const;
const BRANCHING = '`INSTRUMENTED_JUMP`; PEP 669';

export const CONTROL_CLAUSES: Clauses = {
  RESUME: {
    stack: '→',
    effect: 'brings the code’s instrumentation up to date. n&3: 0 start, 1 behind yield, 2 yield from, 3 await',
    events: { PY_START: 'n = 0', PY_RESUME: 'n > 0' },
    next: BEHIND,
    source: '`_Py_Instrument`; PEP 669',
  },
  NOT_TAKEN: {
    stack: '→',
    effect: 'none: it stands behind each conditional jump and marks that it was not taken',
    events: { BRANCH_LEFT: 'its source is the jump before, or itself where LINE or INSTRUCTION is told of it' },
    next: BEHIND,
    source: 'PEP 669',
  },
  JUMP_FORWARD: { stack: '→', effect: 'none', events: { JUMP: '' }, next: 'target, forward', source: BRANCHING },
  JUMP_BACKWARD: { stack: '→', effect: 'none', events: { JUMP: '' }, next: 'target, backward', source: BRANCHING },
  JUMP_BACKWARD_NO_INTERRUPT: {
    stack: '→',
    effect: 'none: the loop of a `yield from` or `await`',
    events: {},
    next: 'target, backward',
  },
  POP_JUMP_IF_TRUE: {
    stack: 'value →',
    effect: 'jumps where value is true; until 3.12 of any value, from 3.13 of a bool',
    events: OF_A_BRANCH,
    next: EITHER,
    source: BRANCHING,
  },
  POP_JUMP_IF_FALSE: {
    stack: 'value →',
    effect: 'jumps where value is false; until 3.12 of any value, from 3.13 of a bool',
    events: OF_A_BRANCH,
    next: EITHER,
    source: BRANCHING,
  },
  POP_JUMP_IF_NONE: {
    stack: 'value →',
    effect: 'jumps where value is None',
    events: OF_A_BRANCH,
    next: EITHER,
    source: BRANCHING,
  },
  POP_JUMP_IF_NOT_NONE: {
    stack: 'value →',
    effect: 'jumps where value is not None',
    events: OF_A_BRANCH,
    next: EITHER,
    source: BRANCHING,
  },
  TO_BOOL: { stack: 'value → bool', effect: '`__bool__`, then `__len__`', events: {}, next: BEHIND },

  GET_ITER: {
    stack: { '3.12': 'iterable → iterator', '3.15': 'iterable → iterator, index or NULL' },
    effect: 'iter(iterable). 3.15: of a list or tuple the sequence itself with an index; n ≥ 2 asks for `yield from`',
    events: {},
    next: BEHIND,
    source: '`PyObject_GetIter`',
  },
  POP_ITER: {
    stack: { '3.14': 'iterator →', '3.15': 'iterator, index or NULL →' },
    effect: 'the end of a loop: lets go of its iterator',
    events: { BRANCH_RIGHT: 'its source is the FOR_ITER before, or itself where LINE or INSTRUCTION is told of it' },
    next: BEHIND,
    source: 'PEP 669',
  },
  POP_EXCEPT: { stack: 'previous →', effect: 'previous is what is handled again', events: {}, next: BEHIND },
  PUSH_EXC_INFO: {
    stack: 'exception → previous, exception',
    effect: 'exception is what is handled from here on',
    events: {},
    next: BEHIND,
  },

  RETURN_VALUE: {
    stack: { '3.12': 'value →', '3.14': 'value → value' },
    effect: 'leaves the frame with value; 3.14+ counts the value on the caller’s stack',
    events: { PY_RETURN: '' },
    next: 'the caller’s, behind its call; none where it called from C code',
    source: 'PEP 669',
  },
  RETURN_CONST: {
    stack: '→',
    effect: 'leaves the frame with constant n',
    events: { PY_RETURN: '' },
    next: 'the caller’s, behind its call; none where it called from C code',
    source: 'PEP 669',
  },
  RETURN_GENERATOR: {
    stack: { '3.12': '→', '3.13': '→ generator' },
    effect:
      'makes a generator, coroutine or asynchronous generator of the frame and leaves it with that; 3.12 counts nothing',
    events: {},
    next: 'the caller’s, behind its call; on the first resumption, behind',
    source: '`_Py_MakeCoro`',
  },
  YIELD_VALUE: {
    stack: 'value → sent',
    effect: 'leaves the frame suspended, with value; what is sent stands in its place on resumption',
    events: { PY_YIELD: '' },
    next: 'of who resumed it; on resumption, behind (a RESUME)',
    source: 'PEP 669',
  },
  SEND: {
    stack: { '3.12': 'receiver, value → receiver, result', '3.15': 'receiver, NULL, value → receiver, NULL, result' },
    effect: 'resumes receiver with value: a generator directly, else by `__next__` (value None) or `send`',
    events: { RAISE: 'of the StopIteration that it takes for the end' },
    next: 'behind with what was yielded, or target (END_SEND) with what was returned',
    source: '`PyIter_Send`; PEP 380',
  },
  END_SEND: {
    stack: { '3.12': 'receiver, value → value', '3.15': 'receiver, NULL, value → value' },
    effect: 'the end of `yield from` or `await`',
    events: { STOP_ITERATION: 'receiver is a generator or coroutine; of a StopIteration made for it' },
    next: BEHIND,
    source: 'PEP 380, PEP 669',
  },
  GET_YIELD_FROM_ITER: {
    stack: 'iterable → iterator',
    effect: 'iter(iterable); a generator or coroutine stays as it is',
    events: {},
    next: BEHIND,
  },
  INTERPRETER_EXIT: {
    stack: 'value →',
    effect: 'of the interpreter’s own frame: C code goes on with value',
    events: {},
    next: 'none',
  },

  FOR_ITER: {
    stack: { '3.12': 'iterator → iterator, item', '3.15': 'iterator, index or NULL → iterator, index or NULL, item' },
    effect:
      'the next item of iterator. At its end nothing is pushed, and until 3.13 iterator is popped first. Specialised for a generator and not instrumented, it goes to END_FOR with what was returned',
    events: {
      BRANCH: 'both ways',
      BRANCH_LEFT: 'an item',
      RAISE: 'of the StopIteration that it takes for the end, or that brings what a generator returned',
    },
    next: 'behind with an item; at the end behind target: END_FOR is skipped, in 3.13 its POP_TOP too',
    source: '`_FOR_ITER`, specialize.c `_Py_Specialize_ForIter`; PEP 669',
  },
  END_FOR: {
    stack: { '3.12': 'iterator, value →', '3.13': 'value →' },
    effect: 'reached only from a FOR_ITER specialised for a generator: lets go of what the generator returned',
    events: { STOP_ITERATION: 'of a StopIteration made for it' },
    next: BEHIND,
    source: 'PEP 669',
  },
};
