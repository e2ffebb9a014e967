/**
 * What `site` adds to builtins (Lib/_sitebuiltins.py): `exit` and `quit`; the rest is refused.
 * @module
 */
import { chainContext, raise } from '../objects/exceptions.ts';
import { allocStatic } from '../objects/statics.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import { PyRaise, type Ref, type Value } from '../value.ts';
import { recordOf } from './extension.ts';

const TYPE = '_sitebuiltins.Quitter';

const quitter = (name: string): Ref =>
  allocStatic({
    kind: 'record',
    cls: TYPES[TYPE],
    type: TYPE,
    slots: [name, 'Ctrl-D (i.e. EOF)'],
    numbers: [],
    attrs: null,
  });

const unmodelled = (name: string): Ref =>
  allocStatic({ kind: 'record', cls: TYPES.hollow, type: 'hollow', slots: [name], numbers: [], attrs: null });

/** By name. */
export const SITE_NAMES: readonly (readonly [string, Value])[] = [
  ['exit', quitter('exit')],
  ['quit', quitter('quit')],
  ...['help', 'copyright', 'credits', 'license'].map((name): [string, Value] => [name, unmodelled(name)]),
];

/** `Quitter.__call__(self, code=None)`. That it closes `sys.stdin` shows only to one who catches SystemExit and reads on. */
const call: Builtin = (vm, [self, ...args], keywords) => {
  recordOf(vm, TYPE, '__call__', self);
  const [unknown] = [...(keywords?.keys() ?? [])].filter((name) => name !== 'code');
  if (unknown !== undefined)
    throw raise(vm, 'TypeError', `Quitter.__call__() got an unexpected keyword argument '${unknown}'`);
  if (args.length > 1) {
    const text = `Quitter.__call__() takes from 1 to 2 positional arguments but ${args.length + 1} were given`;
    throw raise(vm, 'TypeError', text);
  }
  if (args.length === 1 && keywords?.has('code') === true)
    throw raise(vm, 'TypeError', "Quitter.__call__() got multiple values for argument 'code'");
  const exception = vm.call(TYPES.SystemExit, [args[0] ?? keywords?.get('code') ?? null]) as Ref;
  chainContext(vm, exception);
  throw new PyRaise(exception);
};

const slot =
  (i: number): Builtin =>
  (vm, [self]) =>
    recordOf(vm, TYPE, '__repr__', self).data.slots[i] as Value;

export const SITE_BUILTINS: BuiltinTable = {
  [`${TYPE}.__call__`]: call,
  [`${TYPE}.__repr__`]: (vm, [self]) => {
    const [name, eof] = recordOf(vm, TYPE, '__repr__', self).data.slots;
    return `Use ${String(name)}() or ${String(eof)} to exit`;
  },
  [`${TYPE}.name`]: slot(0),
  [`${TYPE}.eof`]: slot(1),
};
