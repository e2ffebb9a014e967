/**
 * The module `_contextvars` (Python/context.c): variables and the tokens of their sets. Slots: ContextVar [name, default]; Token [context, variable, value before],
 * numbers [1 once it is used]. A default or a value that is not there is undefined.
 * @module
 */
import { between, exactly, noKeywords, unexpectedKeyword } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES, typeData, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import type { Ref, Slot, Value } from '../value.ts';
import {
  CONTEXT_ALGORITHMS,
  CONTEXT_BUILTINS,
  currentContext,
  currentValue,
  newContext,
  setValueIn,
  valueIn,
} from './context.ts';
import { newOf, recordData, recordOf, slotMembers } from './extension.ts';
import { type NativeModule, noArguments } from './native-module.ts';

const VARIABLE = '_contextvars.ContextVar';
const TOKEN = '_contextvars.Token';
const USED = 0;

/** `PyArg_ParseTupleAndKeywords(…, "O|$O:ContextVar")`. */
const variableNew: Builtin = (vm, [, ...args], keywords) => {
  const words = keywords?.size ?? 0;
  const given = args.length + words;
  if (given > 2) throw raise(vm, 'TypeError', `ContextVar() takes at most 2 arguments (${given} given)`);
  if (args.length !== 1) {
    const bound = args.length === 0 ? 'exactly' : 'at most';
    throw raise(vm, 'TypeError', `ContextVar() takes ${bound} 1 positional argument (${args.length} given)`);
  }
  for (const name of keywords?.keys() ?? []) {
    if (name !== 'default') throw unexpectedKeyword(vm, 'ContextVar', name, ['default']);
  }
  const name = args[0] as Value;
  if (asStr(vm, name) === undefined) throw raise(vm, 'TypeError', 'context variable name must be a str');
  return newOf(vm, VARIABLE, [name, keywords?.get('default')]);
};

const variableGet: Builtin = (vm, [v, ...args], keywords) => {
  noKeywords(vm, 'ContextVar.get', keywords);
  between(vm, 'get', args, 0, 1);
  const { ref, data } = recordOf(vm, VARIABLE, 'get', v);
  const found = currentValue(vm, ref);
  if (found !== undefined) return found;
  const other = args.length > 0 ? args[0] : data.slots[1];
  if (other === undefined) throw raise(vm, 'LookupError', [ref]);
  return other as Value;
};

const variableSet: Builtin = (vm, [v, ...args], keywords) => {
  noKeywords(vm, 'ContextVar.set', keywords);
  exactly(vm, 'ContextVar.set', args, 1);
  const { ref } = recordOf(vm, VARIABLE, 'set', v);
  const context = currentContext(vm);
  const token = newOf(vm, TOKEN, [context, ref, valueIn(vm, context, ref)], [0]);
  setValueIn(vm, context, ref, args[0] as Value);
  return token;
};

function variableText(vm: Operations, variable: Slot, ask: Ask): string {
  const [name, other] = recordData(vm, variable).slots;
  const shown = other === undefined ? '' : ` default=${reprAsking(vm, other as Value, ask)}`;
  return `<ContextVar name=${reprAsking(vm, name as Value, ask)}${shown} at 0x…>`;
}

function tokenText(vm: Operations, token: Slot, ask: Ask): string {
  const { slots, numbers } = recordData(vm, token);
  return `<Token${numbers[USED] === 1 ? ' used' : ''} var=${variableText(vm, slots[1], ask)} at 0x…>`;
}

/** Inputs: the variable or the token. */
const REPR: Algorithm = {
  name: 'contextvars_repr',
  run: (vm, [v], _vars, ask) => (recordData(vm, v).type === TOKEN ? tokenText(vm, v, ask) : variableText(vm, v, ask)),
};

/** Inputs: the variable, the token. */
const RESET: Algorithm = {
  name: 'contextvars_reset',
  run: (vm, [variable, given], _vars, ask) => {
    const token = given as Value;
    if (typeOf(vm, token) !== TYPES[TOKEN])
      throw raise(vm, 'TypeError', `expected an instance of Token, got ${reprAsking(vm, token, ask)}`);
    const { slots, numbers } = recordData(vm, token);
    const [context, own, before] = slots;
    if (numbers[USED] === 1) throw raise(vm, 'RuntimeError', `${tokenText(vm, token, ask)} has already been used once`);
    if (own !== variable)
      throw raise(vm, 'ValueError', `${tokenText(vm, token, ask)} was created by a different ContextVar`);
    if (currentContext(vm) !== context)
      throw raise(vm, 'ValueError', `${tokenText(vm, token, ask)} was created in a different Context`);
    vm.setNumberAt(token as Ref, 'numbers', USED, 1);
    setValueIn(vm, context as Ref, own as Value, before as Value | undefined);
    return null;
  },
};

const variableReset: Builtin = (vm, [v, ...args], keywords) => {
  noKeywords(vm, 'ContextVar.reset', keywords);
  exactly(vm, 'ContextVar.reset', args, 1);
  return replay(vm, RESET, [recordOf(vm, VARIABLE, 'reset', v).ref, args[0]]);
};

export const CONTEXTVARS_MODULE: NativeModule = {
  functions: {
    copy_context: noArguments('_contextvars.copy_context', (vm) =>
      newContext(vm, recordData(vm, currentContext(vm)).slots),
    ),
  },
  values: () => ({
    Context: TYPES['_contextvars.Context'],
    ContextVar: TYPES[VARIABLE],
    Token: TYPES[TOKEN],
  }),
  whole: true,
};

export const CONTEXTVARS_BUILTINS: BuiltinTable = {
  ...CONTEXT_BUILTINS,
  ...slotMembers(VARIABLE, ['name']),
  [`${VARIABLE}.__new__`]: variableNew,
  [`${VARIABLE}.__repr__`]: (vm, args) => replay(vm, REPR, args),
  [`${VARIABLE}.__class_getitem__`]: classGetItem,
  [`${VARIABLE}.get`]: variableGet,
  [`${VARIABLE}.set`]: variableSet,
  [`${VARIABLE}.reset`]: variableReset,
  [`${TOKEN}.__new__`]: (vm) => {
    throw raise(vm, 'RuntimeError', 'Tokens can only be created by ContextVars');
  },
  [`${TOKEN}.__repr__`]: (vm, args) => replay(vm, REPR, args),
  [`${TOKEN}.__class_getitem__`]: classGetItem,
  [`${TOKEN}.var`]: (vm, [v]) => recordOf(vm, TOKEN, 'var', v).data.slots[1] as Value,
  [`${TOKEN}.old_value`]: (vm, [v]) => {
    const before = recordOf(vm, TOKEN, 'old_value', v).data.slots[2];
    return (before === undefined ? dictGetName(vm, typeData(vm, TYPES[TOKEN]).dict, 'MISSING') : before) as Value;
  },
  [`${TOKEN}.__enter__`]: (vm, [v, ...args], keywords) => {
    noKeywords(vm, 'Token.__enter__', keywords);
    exactly(vm, 'Token.__enter__', args, 0);
    return v as Value;
  },
  [`${TOKEN}.__exit__`]: (vm, [v, ...args], keywords) => {
    noKeywords(vm, 'Token.__exit__', keywords);
    between(vm, '__exit__', args, 3, 3);
    return replay(vm, RESET, [recordOf(vm, TOKEN, '__exit__', v).data.slots[1], v]);
  },
  'Token.MISSING.__repr__': () => '<Token.MISSING>',
};
export const CONTEXTVARS_ALGORITHMS: readonly Algorithm[] = [...CONTEXT_ALGORITHMS, REPR, RESET];
