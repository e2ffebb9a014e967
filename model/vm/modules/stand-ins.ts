/**
 * What `argparse` takes from `gettext` and `shutil`. The builds have no catalogues of translations: a message is its own translation; and their streams
 * are no terminals.
 * @module
 */
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
