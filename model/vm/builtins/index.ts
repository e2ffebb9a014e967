/**
 * The registers: what each builtin's `impl` runs, what the `builtins` module holds, and the natives.
 * @module
 */
import type { Version } from '../../code/code-object.ts';
import { MODULE_ALGORITHMS, MODULE_BUILTINS, MODULE_NATIVES } from '../modules/index.ts';
import { SITE_NAMES } from '../modules/site.ts';
import { OBJECT_ALGORITHMS, OBJECT_BUILTINS, OBJECT_NATIVES, wrapped } from '../objects/register.ts';
import { EXCEPTION_TYPES, SINCE, type TypeName } from '../objects/type-table.ts';
import { Ellipsis, NotImplemented, staticFunction, TYPES } from '../objects/types.ts';
import type { BuiltinTable, NativeTable } from '../operations.ts';
import { ATTRIBUTE_NATIVES } from '../protocol/attribute-natives.ts';
import { BINARY, UNARY } from '../protocol/binary.ts';
import { SPECIAL_BUILTINS, SPECIAL_NATIVES } from '../protocol/bind-special.ts';
import { COLLECT_NATIVES } from '../protocol/collect.ts';
import { COMPARE, EQUAL, TRUTH } from '../protocol/compare.ts';
import { CONTAINS_BUILTINS, CONTAINS_ITEM, CONTAINS_ITER } from '../protocol/contains.ts';
import { DICT_NATIVES } from '../protocol/dict-natives.ts';
import { HASH } from '../protocol/hash.ts';
import { ASSIGN_ITEM, GET_ITEM, UNPACK_SLICE } from '../protocol/item-contents.ts';
import { ITEM_NATIVES } from '../protocol/item-natives.ts';
import { ITER } from '../protocol/iteration.ts';
import { ITERATION_NATIVES } from '../protocol/iteration-natives.ts';
import { LENGTH } from '../protocol/length.ts';
import { MAPPING_NATIVES } from '../protocol/mapping-keys.ts';
import { TERNARY } from '../protocol/power.ts';
import { type Algorithm, type AlgorithmTable, replayNative } from '../protocol/replay.ts';
import { ASCII, BUILTIN_FORMAT, BUILTIN_REPR, FORMAT, REPR, REPR_OBJECT, STR, STR_OBJECT } from '../protocol/text.ts';
import type { Value } from '../value.ts';
import { ANNOTATION_BUILTINS, ANNOTATION_NATIVES } from './annotations.ts';
import { ASYNC_BUILTINS, ASYNC_NATIVES } from './async-generators.ts';
import { ATTRIBUTE_FUNCTION_NATIVES, ATTRIBUTE_FUNCTIONS } from './attribute-functions.ts';
import { BUILTIN_REDUCE_NATIVES, BUILTIN_REDUCES } from './builtin-reduce.ts';
import { CLASS_CHECK, CLASS_CHECKS } from './class-checks.ts';
import { CODE_BUILTINS } from './code-replace.ts';
import { CODE_TABLES } from './code-tables.ts';
import { CONTAINER_NATIVES, SET_ADD } from './container-natives.ts';
import { DESCRIPTOR_BUILTINS, DESCRIPTOR_NATIVES } from './descriptor-types.ts';
import { EXTREME, EXTREME_NATIVES, EXTREMES } from './extremes.ts';
import { FRAME_CLEAR } from './frame-clear.ts';
import { CHR, FUNCTIONS } from './functions.ts';
import { GENERATOR_BUILTINS, GENERATOR_NATIVES } from './generators.ts';
import { IMPORT_BUILTINS, IMPORT_NATIVES } from './import.ts';
import { ITERATOR_BUILTINS, ITERATOR_TYPE_NATIVES } from './iterator-types.ts';
import { LOOP_NATIVES, LOOPS } from './loops.ts';
import { DIVMOD, INDEX_TEXT, ROUND } from './number-functions.ts';
import { PATTERN_KEY, PATTERN_NATIVES } from './patterns.ts';
import { PRINT_BUILTINS, PRINT_NATIVES } from './print.ts';
import { TEXT_BUILTINS, TEXT_NATIVES } from './run-text.ts';
import { BUILTIN_COMPARE, BUILTIN_HASH, BUILTIN_TRUTH, SEQUENCE } from './slot-algorithms.ts';
import { SLOT_BUILTINS } from './slots.ts';
import { SORT, SORT_BUILTINS, SORT_NATIVES } from './sort.ts';

/** Builtin functions by the name that the `builtins` module gives them. */
const NAMED: BuiltinTable = {
  ...FUNCTIONS,
  ...PRINT_BUILTINS,
  ...LOOPS,
  ...EXTREMES,
  ...ATTRIBUTE_FUNCTIONS,
  ...CLASS_CHECKS,
  ...IMPORT_BUILTINS,
  ...TEXT_BUILTINS,
  ...SORT_BUILTINS,
};

/** What each static builtin runs, by `impl`. */
export const BUILTINS: BuiltinTable = {
  ...SLOT_BUILTINS,
  ...NAMED,
  ...ITERATOR_BUILTINS,
  ...BUILTIN_REDUCES,
  ...wrapped(DESCRIPTOR_BUILTINS),
  ...SPECIAL_BUILTINS,
  ...CONTAINS_BUILTINS,
  ...GENERATOR_BUILTINS,
  ...ASYNC_BUILTINS,
  ...OBJECT_BUILTINS,
  ...ANNOTATION_BUILTINS,
  ...CODE_BUILTINS,
  ...CODE_TABLES,
  ...FRAME_CLEAR,
  ...MODULE_BUILTINS,
};

const ALGORITHMS: AlgorithmTable = Object.fromEntries(
  [
    ...OBJECT_ALGORITHMS,
    ...MODULE_ALGORITHMS,
    BINARY,
    TERNARY,
    UNARY,
    COMPARE,
    TRUTH,
    EQUAL,
    CONTAINS_ITEM,
    HASH,
    GET_ITEM,
    UNPACK_SLICE,
    ASSIGN_ITEM,
    ITER,
    LENGTH,
    REPR,
    REPR_OBJECT,
    STR,
    STR_OBJECT,
    ASCII,
    FORMAT,
    BUILTIN_REPR,
    BUILTIN_FORMAT,
    BUILTIN_COMPARE,
    BUILTIN_HASH,
    BUILTIN_TRUTH,
    SEQUENCE,
    CLASS_CHECK,
    DIVMOD,
    ROUND,
    INDEX_TEXT,
    CHR,
    EXTREME,
    SORT,
    SET_ADD,
    PATTERN_KEY,
  ].map((algorithm: Algorithm) => [algorithm.name, algorithm]),
);

/** Builtins that call back into Python. */
export const NATIVES: NativeTable = {
  replay: replayNative(ALGORITHMS),
  contains_iter: CONTAINS_ITER,
  ...ATTRIBUTE_NATIVES,
  ...CONTAINER_NATIVES,
  ...COLLECT_NATIVES,
  ...MAPPING_NATIVES,
  ...DICT_NATIVES,
  ...ITEM_NATIVES,
  ...ITERATION_NATIVES,
  ...ITERATOR_TYPE_NATIVES,
  ...BUILTIN_REDUCE_NATIVES,
  ...LOOP_NATIVES,
  ...DESCRIPTOR_NATIVES,
  ...SPECIAL_NATIVES,
  ...EXTREME_NATIVES,
  ...PATTERN_NATIVES,
  ...PRINT_NATIVES,
  ...SORT_NATIVES,
  ...ATTRIBUTE_FUNCTION_NATIVES,
  ...GENERATOR_NATIVES,
  ...ASYNC_NATIVES,
  ...OBJECT_NATIVES,
  ...IMPORT_NATIVES,
  ...TEXT_NATIVES,
  ...ANNOTATION_NATIVES,
  ...MODULE_NATIVES,
};

const CLASSES: readonly (TypeName | 'frozendict' | 'memoryview')[] = [
  'object',
  'type',
  'int',
  'bool',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'memoryview',
  'list',
  'tuple',
  'dict',
  'frozendict',
  'sentinel',
  'set',
  'frozenset',
  'range',
  'slice',
  'property',
  'staticmethod',
  'classmethod',
  'super',
  'enumerate',
  'zip',
  'map',
  'filter',
  'reversed',
  ...(Object.keys(EXCEPTION_TYPES) as TypeName[]),
];

const FUNCTION_NAMES = [
  ...Object.keys(NAMED).filter((name) => !name.includes('.')),
  'aiter',
  'anext',
  'open',
  '__build_class__',
];

const ALL_NAMES: readonly (readonly [string, Value])[] = [
  ...FUNCTION_NAMES.map((name): [string, Value] => [name, staticFunction(name, name)]),
  ...CLASSES.map((name): [string, Value] => [name, TYPES[name]]),
  ['EnvironmentError', TYPES.OSError],
  ['IOError', TYPES.OSError],
  ['NotImplemented', NotImplemented],
  ['Ellipsis', Ellipsis],
  ['None', null],
  ['True', true],
  ['False', false],
  ['__debug__', true],
  ['__name__', 'builtins'],
  ...SITE_NAMES,
];

function namesOf(version: Version): ReadonlyMap<string, Value> {
  const since: Readonly<Record<string, Version>> = SINCE;
  return new Map(ALL_NAMES.filter(([name]) => (since[name] ?? version) <= version));
}

/** What the `builtins` module of each version holds. */
export const BUILTIN_NAMES: Readonly<Record<Version, ReadonlyMap<string, Value>>> = {
  '3.12': namesOf('3.12'),
  '3.13': namesOf('3.13'),
  '3.14': namesOf('3.14'),
  '3.15': namesOf('3.15'),
};
