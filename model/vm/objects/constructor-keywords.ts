/**
 * Keywords that constructors of builtin types refuse only where nothing of Python's stands beside them: a subclass with an `__init__` (or `__new__`) of its own takes
 * what it likes (`type->tp_init == base->tp_init` in the types' `tp_new`, `tp_new` likewise in their `tp_init`).
 * @module
 */
import type { Keywords, Operations } from '../operations.ts';
import { overrideOf } from '../protocol/lookup.ts';
import type { Ref } from '../value.ts';
import { noKeywords } from './arguments.ts';

/** Whether a class made on a builtin type initialises its instances itself. */
export const initialisesItself = (vm: Operations, cls: Ref): boolean => overrideOf(vm, cls, '__init__') !== undefined;

/** For a `tp_new`. @throws TypeError `float() takes no keyword arguments` */
export function noKeywordsOfNew(vm: Operations, cls: Ref, name: string, keywords: Keywords | null): void {
  if (!initialisesItself(vm, cls)) noKeywords(vm, name, keywords);
}

/** For a `tp_init`. @throws TypeError `list() takes no keyword arguments` */
export function noKeywordsOfInit(vm: Operations, cls: Ref, name: string, keywords: Keywords | null): void {
  if (overrideOf(vm, cls, '__new__') === undefined) noKeywords(vm, name, keywords);
}
