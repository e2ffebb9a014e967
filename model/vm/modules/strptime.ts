/**
 * `strptime` of `time` and `datetime`: C calls `_strptime` for it, which runs as CPython's own source.
 * @module
 */

import type { Version } from '../../code/code-object.ts';
import { between, noKeywords, strArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import type { Builtin, Native, NativeTable } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Value } from '../value.ts';
import { builtinFunction } from './extension.ts';

/** Slots: arguments of the function, whose name is the var. */
const STRPTIME: Native = {
  start: (vm) => wait(vm.call(builtinFunction(vm, '__import__'), ['_strptime']), 'module'),
  phases: {
    module: (vm, self, value) => wait(getAttr(vm, given(value), String(self.vars['name'])), 'function'),
    function: (vm, self, value) => wait(vm.call(given(value), self.slots as Value[]), 'done'),
    done: (_vm, _self, value) => ({ done: value }),
  },
};

/** A class method; `name` tells the function of `_strptime` by version. */
export function strptimeOf(name: (version: Version) => string): Builtin {
  return (vm, [cls, ...args], keywords) => {
    noKeywords(vm, 'datetime.strptime', keywords);
    if (ROWS[vm.version].datetimesByClinic) between(vm, 'strptime', args, 2, 2);
    else if (args.length !== 2)
      throw raise(vm, 'TypeError', `strptime() takes exactly 2 arguments (${args.length} given)`);
    args.forEach((v, i) => {
      strArgument(vm, 'strptime', v, ` ${i + 1}`);
    });
    return vm.native('strptime', [cls as Value, ...args], { name: name(vm.version) });
  };
}

/** `time.strptime`, which looks at nothing itself. */
export const timeStrptime: Builtin = (vm, args, keywords) => {
  noKeywords(vm, ROWS[vm.version].datetimesByClinic ? 'time.strptime' : 'strptime', keywords);
  return vm.native('strptime', args, { name: '_strptime_time' });
};

export const STRPTIME_NATIVES: NativeTable = { strptime: STRPTIME };
