/**
 * `bytearray.__init__` and `extend` (Objects/bytearrayobject.c): what was there goes first, then bytes come one by one.
 * @module
 */
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { byteAsking } from '../protocol/item-contents.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import { EXHAUSTED, type Ref, type Slot, type Value } from '../value.ts';
import { bindArguments } from './arguments.ts';
import { givesBuffer } from './buffer.ts';
import { BYTES_OF_BUFFER } from './bytes-methods.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { checkResize } from './memory.ts';
import { asKind, asStr } from './payload.ts';
import { staticFunction, TYPES, typeName } from './types.ts';

/** Gives a bytearray other bytes. */
export function setBytes(vm: Operations, self: Ref, bytes: number[]): void {
  checkResize(vm, self, bytes.length);
  vm.setPlain(self, 'bytes', 'bytes', bytes);
}

export const bytesOfRef = (vm: Operations, v: Slot): readonly number[] => asKind(vm, v, 'bytes')?.bytes ?? [];

/** Inputs: an index. */
const COUNT: Algorithm = {
  name: 'bytearray_count',
  run(vm, [v], _vars, ask) {
    const n = indexAsking(vm, v as Value, ask);
    if (n < 0) throw raise(vm, 'ValueError', 'negative count');
    return n;
  },
};

/** Inputs: an item. */
const BYTE: Algorithm = {
  name: 'bytearray_byte',
  run: (vm, [v], _vars, ask) => byteAsking(vm, v as Value, ask),
};

/** Makes bytes of a text and an encoding, or says what is wrong with such arguments. */
const CONTENTS = staticFunction('bytearray.__contents__', 'bytearray');

const SELF = 0;
const SOURCE = 1;
const ITERATOR = 2;

/** What a buffer or an iterable gives. */
function fill(vm: Operations, self: NativeSelf): NativeStep {
  const source = self.slots[SOURCE] as Value;
  if (givesBuffer(vm, source)) return wait(replay(vm, BYTES_OF_BUFFER, [TYPES.bytes, source]), 'coded');
  self.setVars({ ...self.vars, asks: 'iterator' });
  return wait(getIter(vm, source), 'iterator');
}

/** Slots: bytearray, the call's arguments; then the source, its iterator. Vars: those of the call, what is asked of the source. */
const INIT: Native = looping(
  {
    start(vm, self) {
      const { args, keywords } = callOf(self, 1);
      setBytes(vm, self.slots[SELF] as Ref, []);
      const names = ['source', 'encoding', 'errors'];
      const [source, encoding, errors] = bindArguments(vm, { name: 'bytearray', names }, args, keywords);
      const coded = encoding !== undefined || errors !== undefined;
      if (source === undefined || coded || asStr(vm, source) !== undefined)
        return wait(vm.call(CONTENTS, args, keywords), 'coded');
      vm.splice(self.ref, 'slots', SOURCE, self.slots.length - SOURCE, [source]);
      if (!isIndex(vm, source)) return fill(vm, self);
      self.setVars({ ...self.vars, asks: 'count' });
      return wait(replay(vm, COUNT, [source]), 'counted');
    },
    phases: {
      coded(vm, self, value) {
        setBytes(vm, self.slots[SELF] as Ref, [...bytesOfRef(vm, given(value))]);
        return { done: null };
      },
      counted(vm, self, value) {
        setBytes(vm, self.slots[SELF] as Ref, new Array<number>(Number(given(value))).fill(0));
        return { done: null };
      },
      iterator(vm, self, value) {
        self.setVars({ ...self.vars, asks: null });
        vm.splice(self.ref, 'slots', ITERATOR, 0, [given(value)]);
        return nextInto(self, ITERATOR, 'item');
      },
      item: (vm, _self, value) => (value === EXHAUSTED ? { done: null } : wait(replay(vm, BYTE, [value]), 'byte')),
      byte(vm, self, value) {
        const bytearray = self.slots[SELF] as Ref;
        setBytes(vm, bytearray, [...bytesOfRef(vm, bytearray), Number(given(value))]);
        return nextInto(self, ITERATOR, 'item');
      },
    },
    caught(vm, self, exception) {
      const { asks } = self.vars;
      if (typeof asks !== 'string' || !exceptionMatches(vm, exception, TYPES.TypeError)) return undefined;
      if (asks === 'count') return fill(vm, self);
      const text = `cannot convert '${typeName(vm, self.slots[SOURCE] as Value)}' object to bytearray`;
      throw raise(vm, 'TypeError', text);
    },
  },
  ['item'],
);

/** Appends what an iterable of ints, or a buffer, gives. Slots: bytearray, source, the bytes gathered. */
const EXTEND: Native = {
  start(vm, self) {
    const gathered = vm.alloc({ kind: 'bytes', cls: TYPES.bytearray, bytes: [], attrs: null });
    vm.splice(self.ref, 'slots', 2, 0, [gathered]);
    return wait(vm.native('bytearray_fill', [gathered, self.slots[SOURCE]]), 'gathered');
  },
  phases: {
    gathered(vm, { slots }) {
      const bytearray = slots[SELF] as Ref;
      setBytes(vm, bytearray, [...bytesOfRef(vm, bytearray), ...bytesOfRef(vm, slots[2])]);
      return { done: null };
    },
  },
};

/** The call of `__init__`. */
export const initBytearray = (
  vm: Operations,
  self: Value,
  ...call: Parameters<typeof callSlots>
): ReturnType<Operations['native']> => vm.native('bytearray_init', [self, ...callSlots(...call)], callVars(...call));

export const BYTEARRAY_INIT_NATIVES: NativeTable = {
  bytearray_init: INIT,
  bytearray_fill: { ...INIT, start: fill },
  bytearray_extend: EXTEND,
};
export const BYTEARRAY_INIT_ALGORITHMS: readonly Algorithm[] = [COUNT, BYTE];
