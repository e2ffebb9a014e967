/**
 * BaseExceptionGroup and ExceptionGroup (PEP 654): construction, `derive`, `split`, `subgroup`.
 * @module
 */

import type { Operations } from '../operations.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { overrideOf } from '../protocol/lookup.ts';
import type { Algorithm, Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Ref, Value } from '../value.ts';
import { argumentType } from './arguments.ts';
import {
  allocException,
  exceptionData,
  exceptionMatches,
  isException,
  isExceptionType,
  raise,
  setMember,
} from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { isInstance, isSubtype, isType, TYPES, typeData, typeOf } from './types.ts';

/** `BaseExceptionGroup.__new__`: checks the parts; a BaseExceptionGroup of Exceptions only becomes an ExceptionGroup. */
export function newGroup(vm: Operations, type: Ref, args: readonly Value[]): Ref {
  if (args.length !== 2)
    throw raise(vm, 'TypeError', `BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  const [message, sequence] = args as [Value, Value];
  if (asStr(vm, message) === undefined) {
    const found = argumentType(vm, message);
    throw raise(vm, 'TypeError', `BaseExceptionGroup.__new__() argument 1 must be str, not ${found}`);
  }
  const parts = (asKind(vm, sequence, 'list') ?? asKind(vm, sequence, 'tuple'))?.items;
  if (parts === undefined) throw raise(vm, 'TypeError', 'second argument (exceptions) must be a sequence');
  if (parts.length === 0) throw raise(vm, 'ValueError', 'second argument (exceptions) must be a non-empty sequence');
  const alien = parts.findIndex((part) => !isException(vm, part));
  if (alien >= 0) throw raise(vm, 'ValueError', `Item ${alien} of second argument (exceptions) is not an exception`);
  const plain = parts.every((part) => isInstance(vm, part, TYPES.Exception));
  let made = type;
  if (type === TYPES.ExceptionGroup) {
    if (!plain) throw raise(vm, 'TypeError', 'Cannot nest BaseExceptions in an ExceptionGroup');
  } else if (type === TYPES.BaseExceptionGroup) {
    if (plain) made = TYPES.ExceptionGroup;
  } else if (!plain && isSubtype(vm, type, TYPES.Exception)) {
    throw raise(vm, 'TypeError', `Cannot nest BaseExceptions in '${typeData(vm, type).name}'`);
  }
  const group = allocException(vm, made, args);
  setMember(vm, group, 'message', message);
  setMember(vm, group, 'exceptions', newTuple(vm, [...parts]));
  return group;
}

/** The exceptions in a group. */
export function groupParts(vm: Operations, group: Ref): readonly Value[] {
  const parts = exceptionData(vm, group).members['exceptions'];
  return asKind(vm, parts, 'tuple')?.items ?? [];
}

export function isGroup(vm: Operations, v: Value): v is Ref {
  return isInstance(vm, v, TYPES.BaseExceptionGroup);
}

/** `BaseExceptionGroup.derive`. */
export function derive(vm: Operations, group: Ref, parts: Value): Ref {
  return newGroup(vm, TYPES.BaseExceptionGroup, [exceptionData(vm, group).members['message'] ?? '', parts]);
}

/** What to look for: exception types, or a predicate that Python code may be. */
export type Matcher = (exception: Ref) => boolean;

/** The matcher of `split(condition)`: an exception type, a tuple of such, or a callable. */
export function matcherOf(vm: Operations, condition: Value, ask: Ask, truth: (v: Value) => boolean): Matcher {
  const tuple = asKind(vm, condition, 'tuple');
  const types = tuple
    ? tuple.items.length > 0 && tuple.items.every((t) => isExceptionType(vm, t))
    : isExceptionType(vm, condition);
  if (types) return (exception) => exceptionMatches(vm, exception, condition);
  if (
    tuple !== undefined ||
    isType(vm, condition) ||
    asStr(vm, condition) !== undefined ||
    typeof condition !== 'object'
  )
    throw raise(vm, 'TypeError', ROWS[vm.version].groupCondition);
  return (exception) => truth(ask(condition, [exception]));
}

/** `exceptiongroup_split_recursive`: the parts that match and the rest, each a group of the same shape, or null. */
export function splitGroup(
  vm: Operations,
  exception: Ref,
  matches: Matcher,
  ask: Ask,
  withRest: boolean,
): { match: Ref | null; rest: Ref | null } {
  if (matches(exception)) return { match: exception, rest: null };
  if (!isGroup(vm, exception)) return { match: null, rest: withRest ? exception : null };
  const matched: Value[] = [];
  const others: Value[] = [];
  for (const part of groupParts(vm, exception)) {
    const { match, rest } = splitGroup(vm, part as Ref, matches, ask, withRest);
    if (match !== null) matched.push(match);
    if (rest !== null) others.push(rest);
  }
  return {
    match: subset(vm, exception, matched, ask),
    rest: withRest ? subset(vm, exception, others, ask) : null,
  };
}

/** `exceptiongroup_subset`: a group derived from another, with its traceback, context, cause and notes. */
export function subset(vm: Operations, group: Ref, parts: Value[], ask: Ask): Ref | null {
  if (parts.length === 0) return null;
  const list = vm.alloc({ kind: 'list', cls: TYPES.list, items: parts, attrs: null });
  const own = overrideOf(vm, typeOf(vm, group), 'derive');
  const made = own === undefined ? derive(vm, group, list) : ask(own as Value, [group, list]);
  if (!isGroup(vm, made)) throw raise(vm, 'TypeError', 'derive must return an instance of BaseExceptionGroup');
  const { traceback, context, cause, attrs } = exceptionData(vm, group);
  vm.setRef(made, 'exception', 'traceback', traceback);
  vm.setRef(made, 'exception', 'context', context);
  vm.setRef(made, 'exception', 'cause', cause);
  vm.setPlain(made, 'exception', 'suppressContext', true);
  const notes = attrs === null ? undefined : dictGetName(vm, attrs, '__notes__');
  const items = (asKind(vm, notes, 'list') ?? asKind(vm, notes, 'tuple'))?.items;
  if (items !== undefined) {
    const copy = vm.alloc({ kind: 'list', cls: TYPES.list, items: [...items], attrs: null });
    dictSetName(vm, attributesOf(vm, made), '__notes__', copy);
  }
  return made;
}

/** The exception's `__dict__`, made if there is none yet. */
export function attributesOf(vm: Operations, exception: Ref): Ref {
  const { attrs } = exceptionData(vm, exception);
  if (attrs !== null) return attrs;
  const dict = newDict(vm);
  vm.setRef(exception, 'exception', 'attrs', dict);
  return dict;
}

/** `group.split(condition)` and, with `subgroup` set, `group.subgroup(condition)`; inputs: group, condition. */
export const SPLIT: Algorithm = {
  name: 'exception_group_split',
  run(vm, inputs, vars, ask) {
    const [group, condition] = inputs as [Ref, Value];
    const truth = (v: Value): boolean => v !== null && v !== false && v !== 0 && v !== '';
    const only = vars['subgroup'] === true;
    const { match, rest } = splitGroup(vm, group, matcherOf(vm, condition, ask, truth), ask, !only);
    return only ? match : newTuple(vm, [match, rest]);
  },
};
