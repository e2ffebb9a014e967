/**
 * What `_io._IOBase` does line by line, and when it dies (Modules/_io/iobase.c).
 * @module
 */
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import type { Native, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr } from '../protocol/attributes.ts';
import { getIter } from '../protocol/iteration.ts';
import { builtinLength } from '../protocol/length.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { EXHAUSTED, type Exhausted, PENDING, type Pending, type Ref, type Value } from '../value.ts';
import { closedFile } from './io-base.ts';
import { isPlainFile } from './io-call.ts';

/** `_io__IOBase_writelines`: calls `write` for each. Slots: file, lines, iterator. */
const WRITELINES: Native = looping(
  {
    start: (vm, { slots }) => wait(getAttr(vm, slots[0] as Value, 'closed'), 'closed'),
    phases: {
      closed: (vm, { slots }, value) => {
        if (value === true) throw closedFile(vm);
        return wait(getIter(vm, slots[1] as Value), 'iterator');
      },
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        return wait(callMethod(vm, self.slots[0] as Value, 'write', [value]), 'written');
      },
      written: (_vm, self) => nextInto(self, 2, 'item'),
    },
  },
  ['item'],
);

/** `_io__IOBase_readlines`. Slots: file, the list, iterator. Vars: hint, characters so far. */
const READLINES: Native = looping(
  {
    start: (vm, { slots }) => wait(getIter(vm, slots[0] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, newList(vm, []), given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        const list = self.slots[1] as Ref;
        if (value === EXHAUSTED) return { done: list };
        vm.splice(list, 'items', asKind(vm, list, 'list')?.items.length ?? 0, 0, [value]);
        const have = Number(self.vars['have']) + (builtinLength(vm, value) ?? 0);
        const hint = Number(self.vars['hint']);
        if (hint > 0 && have > hint) return { done: list };
        self.setVars({ ...self.vars, have });
        return nextInto(self, 2, 'item');
      },
    },
  },
  ['item'],
);

/** `iobase_finalize`: a file that is open is closed; what that raises is not told. Slots: the file. */
const FINALIZE: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[0] as Value, 'closed'), 'closed'),
  phases: {
    closed: (vm, { slots }, value) =>
      value === true ? { done: null } : wait(callMethod(vm, slots[0] as Value, 'close', []), 'done'),
    done: () => ({ done: null }),
  },
  caught: () => ({ done: null }),
};

const isEnd = (vm: Operations, line: Value | Exhausted): boolean =>
  line === EXHAUSTED || line === null || builtinLength(vm, line) === 0;

/** `iobase_iternext` of a file of C. */
export function baseNext(vm: Operations, self: Ref): Value | Exhausted | Pending {
  if (!isPlainFile(vm, self)) return vm.native('io.next_line', [self]);
  const line = callMethod(vm, self, 'readline', []);
  return line !== PENDING && isEnd(vm, line) ? EXHAUSTED : line;
}

/** The same where Python code takes part. Slots: the file. */
const NEXT_LINE: Native = {
  start: (vm, { slots }) => wait(callMethod(vm, slots[0] as Value, 'readline', []), 'line'),
  phases: { line: (vm, _self, value) => ({ done: isEnd(vm, value) ? EXHAUSTED : value }) },
};

export const IO_BASE_NATIVES: NativeTable = {
  'io.writelines': WRITELINES,
  'io.readlines': READLINES,
  'io.finalize': FINALIZE,
  'io.next_line': NEXT_LINE,
};
