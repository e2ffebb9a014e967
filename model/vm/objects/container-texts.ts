/**
 * Error texts of containers (and of bytes as numbers) that differ between versions.
 * @module
 */
import type { Version } from '../../code/code-object.ts';

interface ContainerTexts {
  /** `[1].index(5)`, `range(3).index(7)`: whether the value's repr is told (`5 is not in list`). */
  readonly indexRepr: boolean;
  /** What `bytes.fromhex` takes. */
  readonly hexSource: string;
  /** Whether it takes bytes. */
  readonly hexTakesBytes: boolean;
  /** Whether `bytes.fromhex` tells of an odd number of digits. */
  readonly hexEven: boolean;
  /** Whether `bytes.find` and its kin count their arguments as `PyArg_ParseTuple` does. */
  readonly bytesSearchCount: boolean;
  /** Whether `bytes.center` and its kin tell how long the filling is. */
  readonly fillLength: boolean;
  /** Whether `bytearray.extend` says that a str is no iterable of integers. */
  readonly extendTellsKind: boolean;
  /** Whether the repr of a bytearray escapes an apostrophe between quotation marks too. */
  readonly bytearrayEscapes: boolean;
  /** `int.to_bytes` with a negative length. */
  readonly negativeLength: string;
  /** What `memoryview.cast` takes as a format. */
  readonly castFormat: string;
}

const TEXTS_312: ContainerTexts = {
  indexRepr: true,
  hexSource: 'str',
  hexTakesBytes: false,
  hexEven: false,
  bytesSearchCount: true,
  fillLength: false,
  extendTellsKind: false,
  bytearrayEscapes: true,
  negativeLength: 'length argument must be non-negative',
  castFormat: 'native single character format',
};
const TEXTS_313: ContainerTexts = { ...TEXTS_312, bytesSearchCount: false, extendTellsKind: true };
const TEXTS_314: ContainerTexts = {
  ...TEXTS_313,
  indexRepr: false,
  hexSource: 'str or bytes-like',
  hexTakesBytes: true,
  hexEven: true,
  fillLength: true,
};

export const CONTAINER_TEXTS: Readonly<Record<Version, ContainerTexts>> = {
  '3.12': TEXTS_312,
  '3.13': TEXTS_313,
  '3.14': TEXTS_314,
  '3.15': {
    ...TEXTS_314,
    bytearrayEscapes: false,
    negativeLength: 'length cannot be negative',
    castFormat: 'native format',
  },
};
