/**
 * What `argparse` takes from `gettext` and `shutil`, `json` from `codecs`, and `traceback` and `logging` from `linecache`: no file
 * of source is there to be read. The builds have no catalogues of translations: a message is its own translation; and their streams
 * are no terminals.
 * @module
 */

import { newBytes } from '../objects/codecs.ts';
import { newList } from '../objects/list.ts';
import { newNamespace } from '../objects/namespace.ts';
import { newTuple } from '../objects/tuple.ts';
import { CODEC_FUNCTIONS } from './codec-functions.ts';
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
    get_terminal_size: (vm) =>
      newNamespace(vm, [
        ['columns', 80],
        ['lines', 24],
      ]),
  },
  standsIn: true,
};

/** `calendar` and `_strptime` ask it for the locale, which is C's. */
export const LOCALE_MODULE: NativeModule = {
  functions: { getlocale: (vm) => newTuple(vm, [null, null]) },
  unmodelled: ['setlocale', 'Error'],
  values: () => ({ LC_ALL: 6, LC_TIME: 2 }),
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
  unmodelled: (
    'register lookup open getencoder getdecoder getincrementalencoder getincrementaldecoder getreader getwriter iterencode iterdecode ' +
    'EncodedFile register_error lookup_error Codec CodecInfo IncrementalEncoder IncrementalDecoder StreamReader StreamWriter StreamReaderWriter ' +
    'StreamRecoder strict_errors ignore_errors replace_errors xmlcharrefreplace_errors backslashreplace_errors namereplace_errors'
  ).split(' '),
  values: (vm) => ({
    ...Object.fromEntries(Object.entries(MARKS).map(([name, bytes]) => [name, newBytes(vm, [...bytes])])),
    ...CODEC_FUNCTIONS,
  }),
};

export const LINECACHE_MODULE: NativeModule = {
  functions: {
    getline: () => '',
    getlines: (vm) => newList(vm, []),
    updatecache: (vm) => newList(vm, []),
    checkcache: () => null,
    clearcache: () => null,
    lazycache: () => false,
    _getline_from_code: () => '',
    _getlines_from_code: (vm) => newList(vm, []),
    _register_code: () => null,
  },
  standsIn: true,
};

/** Nothing has been traced: `warnings` asks where an object that it tells of was made. */
export const TRACEMALLOC_MODULE: NativeModule = {
  functions: { is_tracing: () => false, get_object_traceback: () => null },
  standsIn: true,
};

/** What the library looks up in a theme without colours, each an empty text. */
const THEME: Readonly<Record<string, string>> = {
  argparse:
    'usage prog prog_extra heading summary_long_option summary_short_option summary_label summary_action long_option short_option label action ' +
    'default interpolated_value reset error warning message',
  difflib: 'added context header hunk removed reset',
  syntax: 'prompt keyword keyword_constant builtin comment string number op definition soft_keyword reset',
  traceback: 'type message note filename line_no frame error_highlight error_range reset',
  unittest: 'passed warn fail fail_info reset',
};

/** The streams are no terminals: nothing has a colour. */
export const COLORIZE_MODULE: NativeModule = {
  functions: {
    can_colorize: () => false,
    decolor: (_vm, [text = null]) => text,
    get_theme: (vm) =>
      newNamespace(
        vm,
        Object.entries(THEME).map(([section, names]) => [
          section,
          newNamespace(
            vm,
            names.split(' ').map((name) => [name, '']),
          ),
        ]),
      ),
  },
  unmodelled: ['ANSIColors', 'get_colors', 'set_theme', 'Theme', 'ThemeSection', 'NoColors'],
  standsIn: true,
  from: '3.13',
};
