/**
 * Clauses of names in namespaces: module and class scope, globals, builtins, attributes, items, imports.
 * @module
 */
import { BEHIND, type Clauses } from './clause.ts';

export const NAME_CLAUSES: Clauses = {
  LOAD_NAME: {
    stack: '→ value',
    effect: 'name n in the frame’s namespace, then as a global, then as a builtin; NameError',
    events: {},
    next: BEHIND,
    source: '`_PyEval_LoadName`',
  },
  STORE_NAME: {
    stack: 'value →',
    effect: 'name n of the frame’s namespace = value; a namespace that is no exact dict is asked by `__setitem__`',
    events: {},
    next: BEHIND,
  },
  DELETE_NAME: {
    stack: '→',
    effect: 'deletes name n from the frame’s namespace; any failure becomes NameError',
    events: {},
    next: BEHIND,
    source: '`format_exc_check_arg`',
  },
  LOAD_LOCALS: { stack: '→ namespace', effect: 'the frame’s namespace', events: {}, next: BEHIND },
  LOAD_GLOBAL: {
    stack: { '3.12': '→ NULL×n&1, value', '3.13': '→ value, NULL×n&1' },
    effect: 'name n>>1 as a global, then as a builtin; NameError. n&1: it is called next',
    events: {},
    next: BEHIND,
    source: '`_PyDict_LoadGlobal`',
  },
  LOAD_FROM_DICT_OR_GLOBALS: {
    stack: 'namespace → value',
    effect: 'name n in the namespace, then as a global, then as a builtin; NameError',
    events: {},
    next: BEHIND,
    source: 'PEP 695',
  },
  STORE_GLOBAL: { stack: 'value →', effect: 'global name n = value', events: {}, next: BEHIND },
  DELETE_GLOBAL: { stack: '→', effect: 'deletes global name n; NameError', events: {}, next: BEHIND },
  SETUP_ANNOTATIONS: {
    stack: '→',
    effect: '`__annotations__` of the frame’s namespace = {}, if there is none',
    events: {},
    next: BEHIND,
  },

  LOAD_ATTR: {
    stack: { '3.12': 'owner → NULL or method×n&1, value or self', '3.13': 'owner → value or method, NULL or self×n&1' },
    effect: 'attribute name n>>1 of owner. n&1: it is called next, and a method found in the type stays unbound',
    events: {},
    next: BEHIND,
    source: '`_PyObject_GetMethod`',
  },
  STORE_ATTR: { stack: 'value, owner →', effect: 'attribute name n of owner = value', events: {}, next: BEHIND },
  DELETE_ATTR: { stack: 'owner →', effect: 'deletes attribute name n of owner', events: {}, next: BEHIND },
  LOAD_SUPER_ATTR: {
    stack: {
      '3.12': 'super, class, self → NULL or method×n&1, value or self',
      '3.13': 'super, class, self → value or method, NULL or self×n&1',
    },
    effect:
      'attribute name n>>2 of super(class, self). n&1 as in LOAD_ATTR; n&2: both arguments were written, and class is the arg0 told',
    events: { CALL: 'of super', C_RETURN: 'once super exists, before the attribute is looked up', C_RAISE: 'no super' },
    next: BEHIND,
    source: '`_PySuper_Lookup`; PEP 669',
  },

  BINARY_SUBSCR: { stack: 'container, key → item', effect: 'container[key]', events: {}, next: BEHIND },
  STORE_SUBSCR: { stack: 'value, container, key →', effect: 'container[key] = value', events: {}, next: BEHIND },
  DELETE_SUBSCR: { stack: 'container, key →', effect: 'del container[key]', events: {}, next: BEHIND },

  IMPORT_NAME: {
    stack: 'level, names → module',
    effect: 'imports module name n, in 3.15 n>>2, by `__import__`; a fromlist of None gives the outermost package',
    events: {},
    next: BEHIND,
    source: '`_PyEval_ImportName`',
  },
  IMPORT_FROM: {
    stack: 'module → module, value',
    effect: 'attribute name n of the module; ImportError',
    events: {},
    next: BEHIND,
    source: '`_PyEval_ImportFrom`',
  },
};
