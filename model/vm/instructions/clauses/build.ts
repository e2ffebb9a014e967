/**
 * Clauses of displays and unpacking, of functions, and of constants that have an instruction of their own.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

export const BUILD_CLAUSES: Clauses = {
  BUILD_TUPLE: { stack: 'items×n → tuple', effect: 'a tuple of them', events: {}, next: BEHIND },
  BUILD_LIST: { stack: 'items×n → list', effect: 'a new list of them', events: {}, next: BEHIND },
  BUILD_SLICE: { stack: 'start, stop, step×n−2 → slice', effect: 'n is 2 or 3', events: {}, next: BEHIND },
  BUILD_STRING: { stack: 'texts×n → text', effect: 'joins them', events: {}, next: BEHIND, source: 'PEP 498' },
  BUILD_TEMPLATE: {
    stack: 'strings, interpolations → template',
    effect: 'a template string of the two tuples',
    events: {},
    next: BEHIND,
    source: 'PEP 750',
  },
  BUILD_INTERPOLATION: {
    stack: 'value, expression, specification×n&1 → interpolation',
    effect: 'one field of a template string; n>>2 is its conversion',
    events: {},
    next: BEHIND,
    source: 'PEP 750',
  },
  BUILD_SET: { stack: 'items×n → set', effect: 'a new set, the first item added first', events: {}, next: BEHIND },
  BUILD_MAP: { stack: 'keys and values×2n → dict', effect: 'a new dict, key before value', events: {}, next: BEHIND },
  BUILD_CONST_KEY_MAP: {
    stack: 'values×n, keys → dict',
    effect: 'a new dict; keys is a tuple of n',
    events: {},
    next: BEHIND,
  },
  LIST_APPEND: {
    stack: 'list, others×n−1, value → list, others×n−1',
    effect: 'appends value',
    events: {},
    next: BEHIND,
  },
  SET_ADD: { stack: 'set, others×n−1, value → set, others×n−1', effect: 'adds value', events: {}, next: BEHIND },
  MAP_ADD: {
    stack: 'dict, others×n−1, key, value → dict, others×n−1',
    effect: 'dict[key] = value',
    events: {},
    next: BEHIND,
    source: 'PEP 572',
  },
  LIST_EXTEND: {
    stack: 'list, others×n−1, iterable → list, others×n−1',
    effect: 'list.extend(iterable); what is no iterable is told to stand behind a star',
    events: {},
    next: BEHIND,
    source: 'PEP 448',
  },
  SET_UPDATE: {
    stack: 'set, others×n−1, iterable → set, others×n−1',
    effect: 'set.update(iterable)',
    events: {},
    next: BEHIND,
    source: 'PEP 448',
  },
  DICT_UPDATE: {
    stack: 'dict, others×n−1, mapping → dict, others×n−1',
    effect: 'dict.update(mapping); TypeError for what is no mapping',
    events: {},
    next: BEHIND,
    source: 'PEP 448',
  },
  DICT_MERGE: {
    stack: {
      '3.12': 'callable, arguments, dict, others×n−1, mapping → callable, arguments, dict, others×n−1',
      '3.13': 'callable, NULL, arguments, dict, others×n−1, mapping → callable, NULL, arguments, dict, others×n−1',
    },
    effect: 'adds the keyword arguments in mapping; TypeError, which names callable, for a key that is there already',
    events: {},
    next: BEHIND,
    source: '`_PyEval_FormatKwargsError`',
  },

  UNPACK_SEQUENCE: {
    stack: 'iterable → items×n',
    effect: 'exactly n items, the first on top; ValueError',
    events: {},
    next: BEHIND,
    source: '`_PyEval_UnpackIterableStackRef`',
  },
  UNPACK_EX: {
    stack: 'iterable → after×n>>8, list, before×n&255',
    effect: 'at least that many items, the first on top, the list of the rest between; ValueError',
    events: {},
    next: BEHIND,
    source: '`_PyEval_UnpackIterableStackRef`; PEP 3132',
  },

  MAKE_FUNCTION: {
    stack: { '3.12': 'attributes×bits(n), code → function', '3.13': 'code → function' },
    effect:
      'a function of the frame’s globals. 3.12: n says which attributes there are: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure, the closure on top',
    events: {},
    next: BEHIND,
    source: '`PyFunction_New`',
  },
  SET_FUNCTION_ATTRIBUTE: {
    stack: 'value, function → function',
    effect: 'n: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure, 16 (3.14+) annotate function',
    events: {},
    next: BEHIND,
    source: 'PEP 649',
  },
  LOAD_BUILD_CLASS: {
    stack: '→ function',
    effect: '`__build_class__` of the builtins',
    events: {},
    next: BEHIND,
    source: 'PEP 3115',
  },
  LOAD_ASSERTION_ERROR: {
    stack: '→ AssertionError',
    effect: 'the builtin, whatever its name holds',
    events: {},
    next: BEHIND,
  },
  LOAD_COMMON_CONSTANT: {
    stack: '→ value',
    effect:
      'n: AssertionError, NotImplementedError, tuple, all, any; 3.15 also list, set, None, the empty str, True, False, −1',
    events: {},
    next: BEHIND,
    source: 'pycore_opcode_utils.h `CONSTANT_*`',
  },
};
