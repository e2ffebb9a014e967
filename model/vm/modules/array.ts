/**
 * `array.array` (Modules/arraymodule.c). Slots are its items; number 0 is the character code of its type code. The iterator: slots [array], numbers [index].
 * @module
 */
import { argumentType, between, noKeywords, strArgument } from '../objects/arguments.ts';
import { bytesLike } from '../objects/buffer.ts';
import { charactersOf, lengthOf } from '../objects/code-points.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { TYPES, typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Exhausted, ModelError, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { isText, itemBytes, itemSize, itemsOfBytes } from './array-bytes.ts';
import { ARRAY_EXTEND } from './array-extend.ts';
import { itemAsking } from './array-items.ts';
import { ARRAY_SEQUENCE, ARRAY_SEQUENCE_ALGORITHMS } from './array-sequence.ts';
import { ARRAY, type ArrayData, arrayOf, asArray, newArray, spliceArray } from './array-values.ts';
import { newOf, recordData } from './extension.ts';
import type { NativeModule } from './native-module.ts';

const ITERATOR = 'array.arrayiterator';

const codesOf = (vm: Operations): string => ROWS[vm.version].arrayCodes;

/** The type code of the first argument. */
function codeOf(vm: Operations, v: Value): string {
  const text = asStr(vm, v);
  const { dialectsTellTypes, arrayCodesAreTexts } = ROWS[vm.version];
  if (text === undefined) {
    const wanted = arrayCodesAreTexts ? 'str' : 'a unicode character';
    throw raise(vm, 'TypeError', `array() argument 1 must be ${wanted}, not ${argumentType(vm, v)}`);
  }
  if (['e', 'Zf', 'Zd'].includes(text) && arrayCodesAreTexts)
    throw new ModelError(`array.array('${text}') is not modelled`);
  if (lengthOf(text) !== 1 && !arrayCodesAreTexts) {
    const got = dialectsTellTypes ? `a string of length ${lengthOf(text)}` : 'str';
    throw raise(vm, 'TypeError', `array() argument 1 must be a unicode character, not ${got}`);
  }
  if (lengthOf(text) === 1 && codesOf(vm).includes(text)) return text;

  const told = ROWS[vm.version].arrayCodesTold;
  throw raise(vm, 'ValueError', `bad typecode (must be ${told})`);
}

const arrayNew: Builtin = (vm, [cls, ...args], keywords) => {
  if (cls === TYPES[ARRAY]) noKeywords(vm, 'array.array', keywords);
  if (args.length < 1) throw raise(vm, 'TypeError', 'array() takes at least 1 argument (0 given)');
  if (args.length > 2) throw raise(vm, 'TypeError', `array() takes at most 2 arguments (${args.length} given)`);
  const code = codeOf(vm, args[0] as Value);
  const [, initial] = args;
  const made = newArray(vm, code, [], cls as Ref);
  if (initial === undefined) return made;
  const text = asStr(vm, initial);
  if (text !== undefined) {
    if (!isText(code)) throw raise(vm, 'TypeError', `cannot use a str to initialize an array with typecode '${code}'`);
    return newArray(vm, code, [...charactersOf(text)], cls as Ref);
  }
  const other = asArray(vm, initial);
  if (other !== undefined && isText(other.code) !== isText(code))
    throw new ModelError('an array of characters from one of numbers is not modelled');
  if (asKind(vm, initial, 'bytes') !== undefined)
    return newArray(vm, code, wholeItems(vm, code, bytesLike(vm, initial)), cls as Ref);
  return vm.native('array.extend', [made, initial, undefined], { give: true });
};

function wholeItems(vm: Operations, code: string, bytes: readonly number[]): Value[] {
  if (bytes.length % itemSize(vm, code) !== 0)
    throw raise(vm, 'ValueError', 'bytes length not a multiple of item size');
  return itemsOfBytes(vm, code, bytes);
}

/** Methods that convert values or compare items. Inputs: array, arguments. Vars: what. */
const WORK: Algorithm = {
  name: 'array_work',
  run: (vm, [self, a, b, c], vars, ask) => {
    const { ref, code, items } = arrayOf(vm, self);
    const put = (at: number, removed: number, added: readonly Value[]): null => {
      spliceArray(vm, ref, at, removed, added);
      return null;
    };
    switch (vars['what']) {
      case 'append':
        return put(items.length, 0, [itemAsking(vm, code, a as Value, ask)]);
      case 'insert': {
        const n = indexAsking(vm, a as Value, ask);
        const item = itemAsking(vm, code, b as Value, ask);
        return put(n < 0 ? Math.max(0, n + items.length) : Math.min(n, items.length), 0, [item]);
      }
      case 'pop': {
        const n = a === undefined ? -1 : indexAsking(vm, a, ask);
        if (items.length === 0) throw raise(vm, 'IndexError', 'pop from empty array');
        const at = n < 0 ? n + items.length : n;
        if (at < 0 || at >= items.length) throw raise(vm, 'IndexError', 'pop index out of range');
        const item = items[at] as Value;
        put(at, 1, []);
        return item;
      }
      case 'count':
        return items.filter((v) => equalAsking(vm, v, a as Value, ask)).length;
      case 'contains':
        return items.some((v) => equalAsking(vm, v, a as Value, ask));
      case 'repr':
        return reprOf(vm, arrayOf(vm, self), ask);
      case 'fromlist': {
        const list = asKind(vm, a, 'list');
        if (list === undefined) throw raise(vm, 'TypeError', 'arg must be list');
        const added = (list.items as Value[]).map((v) => itemAsking(vm, code, v, ask));
        return put(items.length, 0, added);
      }
      default:
        return search(vm, arrayOf(vm, self), [a as Value, b, c], vars['what'] === 'remove', ask);
    }
  },
};

function search(
  vm: Operations,
  { ref, items }: ArrayData,
  [wanted, first, last]: readonly [Value, Slot, Slot],
  removes: boolean,
  ask: Ask,
): Value {
  const bound = (v: Slot, missing: number): number => {
    const n = v === undefined ? missing : indexAsking(vm, v, ask);
    return n < 0 ? Math.max(0, n + items.length) : n;
  };
  const start = bound(first, 0);
  const stop = Math.min(items.length, bound(last, items.length));
  for (let i = start; i < stop; i++) {
    if (!equalAsking(vm, items[i] as Value, wanted, ask)) continue;
    if (!removes) return i;
    spliceArray(vm, ref, i, 1, []);
    return null;
  }
  throw raise(vm, 'ValueError', `array.${removes ? 'remove' : 'index'}(x): x not in array`);
}

function reprOf(vm: Operations, { ref, code, items }: ArrayData, ask: Ask): string {
  const { name } = typeData(vm, vm.read(ref).cls);
  const shown = name.slice(name.lastIndexOf('.') + 1);
  if (items.length === 0) return `${shown}('${code}')`;
  const contents = isText(code)
    ? reprAsking(vm, items.join(''), ask)
    : `[${items.map((v) => reprAsking(vm, v, ask)).join(', ')}]`;
  return `${shown}('${code}', ${contents})`;
}

const work =
  (what: string, least: number, most: number): Builtin =>
  (vm, [self, ...args]): Result => {
    between(vm, what, args, least, most);
    return replay(vm, WORK, [self, args[0], args[1], args[2]], { what });
  };

/** A method of an array without arguments. */
const plain =
  (run: (vm: Operations, array: ArrayData) => Value): Builtin =>
  (vm, [self]) =>
    run(vm, arrayOf(vm, self));

function replace(vm: Operations, { ref, items }: ArrayData, by: readonly Value[]): null {
  spliceArray(vm, ref, 0, items.length, by);
  return null;
}

function swapped(vm: Operations, { code, items }: ArrayData): Value[] {
  const size = itemSize(vm, code);
  const bytes = itemBytes(vm, code, items);
  return itemsOfBytes(
    vm,
    code,
    bytes.map((_, i) => bytes[i - (i % size) + size - 1 - (i % size)] as number),
  );
}

const textOnly = (vm: Operations, { code }: ArrayData, name: string): void => {
  if (isText(code)) return;
  const which = ROWS[vm.version].arrayCodes.includes('w') ? " ('u' or 'w')" : '';
  throw raise(vm, 'ValueError', `${name}() may only be called on unicode type arrays${which}`);
};

/** `tp_iternext`; an iterator that is done lets its array go. */
export function arrayNext(vm: Operations, it: Ref): Value | Exhausted {
  const { slots, numbers } = recordData(vm, it);
  const array = asArray(vm, slots[0]);
  const [at = 0] = numbers;
  if (array === undefined) return EXHAUSTED;
  if (at >= array.items.length) {
    vm.setAt(it, 'slots', 0, undefined);
    return EXHAUSTED;
  }
  vm.setNumberAt(it, 'numbers', 0, at + 1);
  return array.items[at] as Value;
}

export const ARRAY_MODULE: NativeModule = {
  functions: {},
  unmodelled: ['_array_reconstructor'],
  values: (vm) => ({
    array: TYPES[ARRAY],
    ArrayType: TYPES[ARRAY],
    ...(ROWS[vm.version].arrayCodesAreTexts ? {} : { typecodes: codesOf(vm) }),
  }),
};

export const ARRAY_BUILTINS: BuiltinTable = {
  ...Object.fromEntries(
    ['buffer_info', 'tofile', 'fromfile', '__reduce_ex__'].map((name): [string, Builtin] => [
      `${ARRAY}.${name}`,
      () => {
        throw new ModelError(`array.${name}() is not modelled`);
      },
    ]),
  ),
  ...ARRAY_SEQUENCE,
  [`${ARRAY}.__new__`]: arrayNew,
  [`${ARRAY}.append`]: work('append', 1, 1),
  [`${ARRAY}.insert`]: work('insert', 2, 2),
  [`${ARRAY}.pop`]: work('pop', 0, 1),
  [`${ARRAY}.remove`]: work('remove', 1, 1),
  [`${ARRAY}.index`]: work('index', 1, 3),
  [`${ARRAY}.count`]: work('count', 1, 1),
  [`${ARRAY}.fromlist`]: work('fromlist', 1, 1),
  [`${ARRAY}.__contains__`]: work('contains', 1, 1),
  [`${ARRAY}.__repr__`]: work('repr', 0, 0),
  [`${ARRAY}.extend`]: (vm, [self, more]) => vm.native('array.extend', [self, more, undefined], { give: false }),
  [`${ARRAY}.reverse`]: plain((vm, array) => replace(vm, array, [...array.items].reverse())),
  [`${ARRAY}.byteswap`]: plain((vm, array) => replace(vm, array, swapped(vm, array))),
  [`${ARRAY}.clear`]: plain((vm, array) => replace(vm, array, [])),
  [`${ARRAY}.tolist`]: plain((vm, { items }) => newList(vm, [...items])),
  [`${ARRAY}.tobytes`]: plain((vm, { code, items }) => newBytes(vm, itemBytes(vm, code, items))),
  [`${ARRAY}.frombytes`]: (vm, [self, data]) => {
    const { ref, code, items } = arrayOf(vm, self);
    spliceArray(vm, ref, items.length, 0, wholeItems(vm, code, bytesLike(vm, data as Value)));
    return null;
  },
  [`${ARRAY}.fromunicode`]: (vm, [self, text]) => {
    const array = arrayOf(vm, self);
    const given = strArgument(vm, 'fromunicode', text as Value);
    textOnly(vm, array, 'fromunicode');
    spliceArray(vm, array.ref, array.items.length, 0, [...charactersOf(given)]);
    return null;
  },
  [`${ARRAY}.tounicode`]: plain((vm, array) => {
    textOnly(vm, array, 'tounicode');
    return array.items.join('');
  }),
  [`${ARRAY}.__copy__`]: plain((vm, { code, items }) => newArray(vm, code, [...items])),
  [`${ARRAY}.__deepcopy__`]: plain((vm, { code, items }) => newArray(vm, code, [...items])),
  [`${ARRAY}.typecode`]: plain((_vm, { code }) => code),
  [`${ARRAY}.itemsize`]: plain((vm, { code }) => itemSize(vm, code)),
  [`${ARRAY}.__len__`]: plain((_vm, { items }) => items.length),
  [`${ARRAY}.__iter__`]: plain((vm, { ref }) => newOf(vm, ITERATOR, [ref], [0])),
};
export const ARRAY_NATIVES = { 'array.extend': ARRAY_EXTEND };
export const ARRAY_ALGORITHMS: readonly Algorithm[] = [WORK, ...ARRAY_SEQUENCE_ALGORITHMS];
