/**
 * Clauses of the moves on the value stack, locals, cells and constants.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

export const STACK_CLAUSES: Clauses = {
  NOP: { stack: '→', effect: 'none', events: {}, next: BEHIND },
  CACHE: { stack: '→', effect: 'none: space of an inline cache, never run', events: {}, next: BEHIND },
  EXTENDED_ARG: {
    stack: '→',
    effect: 'none by itself: its oparg is the upper bits of the next instruction’s',
    events: {},
    next: BEHIND,
  },
  PUSH_NULL: { stack: '→ NULL', effect: 'the place of a self that is not there', events: {}, next: BEHIND },
  POP_TOP: { stack: 'value →', effect: 'lets go of the value', events: {}, next: BEHIND },
  COPY: { stack: 'value, others×n−1 → value, others×n−1, value', effect: 'n ≥ 1', events: {}, next: BEHIND },
  SWAP: { stack: 'a, others×n−2, b → b, others×n−2, a', effect: 'n ≥ 2', events: {}, next: BEHIND },

  LOAD_CONST: { stack: '→ value', effect: 'constant n', events: {}, next: BEHIND, source: '`co_consts`' },
  LOAD_SMALL_INT: { stack: '→ value', effect: 'the int n', events: {}, next: BEHIND },

  LOAD_FAST: {
    stack: '→ value',
    effect: 'local n, of which the compiler has shown that it is bound',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `add_checks_for_loads_of_uninitialized_variables`',
  },
  LOAD_FAST_BORROW: {
    stack: '→ value',
    effect: 'local n, without a reference: the local outlives the value on the stack',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `optimize_load_fast`',
  },
  LOAD_FAST_CHECK: {
    stack: '→ value',
    effect: 'local n; UnboundLocalError while it is unbound',
    events: {},
    next: BEHIND,
    source: '`format_exc_check_arg`',
  },
  LOAD_FAST_AND_CLEAR: {
    stack: '→ value or NULL',
    effect: 'local n, which is unbound then: an inlined comprehension saves what its variable hides',
    events: {},
    next: BEHIND,
    source: 'PEP 709',
  },
  LOAD_FAST_LOAD_FAST: {
    stack: '→ first, second',
    effect: 'locals n>>4 and n&15',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `insert_superinstructions`',
  },
  LOAD_FAST_BORROW_LOAD_FAST_BORROW: {
    stack: '→ first, second',
    effect: 'locals n>>4 and n&15, without references',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `optimize_load_fast`',
  },
  STORE_FAST: { stack: 'value →', effect: 'local n = value; the old value goes', events: {}, next: BEHIND },
  STORE_FAST_MAYBE_NULL: {
    stack: 'value or NULL →',
    effect: 'restores local n behind an inlined comprehension; only the compiler sees it, code objects have STORE_FAST',
    events: {},
    next: BEHIND,
    source: 'PEP 709',
  },
  STORE_FAST_LOAD_FAST: {
    stack: 'value → loaded',
    effect: 'local n>>4 = value; then local n&15',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `insert_superinstructions`',
  },
  STORE_FAST_STORE_FAST: {
    stack: 'second, first →',
    effect: 'local n>>4 = first; then local n&15 = second',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `insert_superinstructions`',
  },
  DELETE_FAST: {
    stack: '→',
    effect: 'unbinds local n; UnboundLocalError if it is unbound',
    events: {},
    next: BEHIND,
    source: '`format_exc_check_arg`',
  },

  MAKE_CELL: {
    stack: '→',
    effect: 'local n becomes a cell with what it held, if anything',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `insert_prefix_instructions`',
  },
  COPY_FREE_VARS: {
    stack: '→',
    effect: 'the n cells of the function’s closure become the last n locals',
    events: {},
    next: BEHIND,
    source: 'flowgraph.c `insert_prefix_instructions`',
  },
  LOAD_CLOSURE: {
    stack: '→ cell',
    effect: 'the cell in local n; 3.13+: only the compiler sees it, code objects have LOAD_FAST',
    events: {},
    next: BEHIND,
  },
  LOAD_DEREF: {
    stack: '→ value',
    effect: 'what the cell in local n holds; UnboundLocalError, of a free variable NameError, while it is empty',
    events: {},
    next: BEHIND,
    source: '`format_exc_unbound`',
  },
  STORE_DEREF: { stack: 'value →', effect: 'the cell in local n holds value', events: {}, next: BEHIND },
  DELETE_DEREF: {
    stack: '→',
    effect: 'empties the cell in local n; errors as LOAD_DEREF',
    events: {},
    next: BEHIND,
    source: '`format_exc_unbound`',
  },
  LOAD_FROM_DICT_OR_DEREF: {
    stack: 'namespace → value',
    effect: 'the item of the namespace under the name of local n; where there is none, as LOAD_DEREF',
    events: {},
    next: BEHIND,
    source: 'PEP 695',
  },
};
