/**
 * Methods of set and frozenset (Objects/setobject.c).
 * @module
 */
import type { BuiltinTable } from '../operations.ts';
export const SET_METHODS: BuiltinTable = {};
