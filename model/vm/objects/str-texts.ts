/**
 * What differs between versions in str, int and float: texts of errors and small rules.
 * @module
 */
import type { Version } from '../../code/code-object.ts';

interface Texts {
  /** Whether `'a'.find(1)` names the argument. */
  readonly namesArgument: boolean;
  /** Whether `count` of replace may be named. */
  readonly replaceKeyword: boolean;
  /** What `'a'.strip(1)` says. */
  readonly stripArgument: (name: string) => string;
  readonly translateKeyLength: string;
  /** `str.maketrans`: keys that are neither strings nor integers. */
  readonly translateKeyType: string;
  readonly negativeLength: string;
}

const BASE: Texts = {
  namesArgument: false,
  replaceKeyword: false,
  stripArgument: (name) => `${name} arg must be None or str`,
  translateKeyLength: 'string keys in translate table must be of length 1',
  translateKeyType: 'keys in translate table must be strings or integers',
  negativeLength: 'length argument must be non-negative',
};

const SINCE_313: Texts = { ...BASE, namesArgument: true, replaceKeyword: true };

/** By version. */
export const STR_TEXTS: Readonly<Record<Version, Texts>> = {
  '3.12': BASE,
  '3.13': SINCE_313,
  '3.14': SINCE_313,
  '3.15': {
    ...SINCE_313,
    translateKeyLength: 'string keys in translatetable must be of length 1',
    translateKeyType: 'keys in translate table mustbe strings or integers',
    negativeLength: 'length cannot be negative',
  },
};
