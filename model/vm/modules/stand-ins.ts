/**
 * What `argparse` takes from `gettext` and `shutil`, and `json` from `codecs`. The builds have no catalogues of translations: a message is its own translation; and their streams
 * are no terminals.
 * @module
 */

import { newBytes } from '../objects/codecs.ts';
import { TYPES } from '../objects/types.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import type { NativeModule } from './native-module.ts';

export const GETTEXT_MODULE: NativeModule = {
  functions: {
    gettext: (_vm, [message = null]) => message,
    ngettext: (_vm, [one = null, many = null, n = null]) => (n === 1 ? one : many),
  },
  standsIn: true,
};

export const SHUTIL_MODULE: NativeModule = {
  functions: {
    get_terminal_size: (vm) => {
      const attrs = newDict(vm);
      dictSetName(vm, attrs, 'columns', 80);
      dictSetName(vm, attrs, 'lines', 24);
      const cls = TYPES.SimpleNamespace;
      return vm.alloc({ kind: 'record', cls, type: 'SimpleNamespace', slots: [], numbers: [], attrs });
    },
  },
  standsIn: true,
};

const BIG_16 = [0xfe, 0xff];
const LITTLE_16 = [0xff, 0xfe];
const BIG_32 = [0, 0, ...BIG_16];
const LITTLE_32 = [...LITTLE_16, 0, 0];
/** Byte order marks; the builds are little-endian. */
const MARKS: Readonly<Record<string, readonly number[]>> = {
  BOM_UTF8: [0xef, 0xbb, 0xbf],
  BOM: LITTLE_16,
  BOM_LE: LITTLE_16,
  BOM_BE: BIG_16,
  BOM_UTF16: LITTLE_16,
  BOM_UTF16_LE: LITTLE_16,
  BOM_UTF16_BE: BIG_16,
  BOM_UTF32: LITTLE_32,
  BOM_UTF32_LE: LITTLE_32,
  BOM_UTF32_BE: BIG_32,
};

export const CODECS_MODULE: NativeModule = {
  functions: {},
  values: (vm) => Object.fromEntries(Object.entries(MARKS).map(([name, bytes]) => [name, newBytes(vm, [...bytes])])),
};
