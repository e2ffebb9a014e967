/**
 * Error texts of containers that differ between versions.
 * @module
 */
import type { Version } from '../../code/code-object.ts';

interface ContainerTexts {
  /** `[1].index(5)`, `range(3).index(7)`: whether the value's repr is told (`5 is not in list`). */
  readonly indexRepr: boolean;
  /** What `bytes.fromhex` takes. */
  readonly hexSource: string;
  /** Whether `bytes.fromhex` tells of an odd number of digits. */
  readonly hexEven: boolean;
  /** Whether `bytes.find` and its kin count their arguments as `PyArg_ParseTuple` does. */
  readonly bytesSearchCount: boolean;
}

const TEXTS_312: ContainerTexts = { indexRepr: true, hexSource: 'str', hexEven: false, bytesSearchCount: true };
const TEXTS_313: ContainerTexts = { ...TEXTS_312, bytesSearchCount: false };
const TEXTS_314: ContainerTexts = {
  indexRepr: false,
  hexSource: 'str or bytes-like',
  hexEven: true,
  bytesSearchCount: false,
};

export const CONTAINER_TEXTS: Readonly<Record<Version, ContainerTexts>> = {
  '3.12': TEXTS_312,
  '3.13': TEXTS_313,
  '3.14': TEXTS_314,
  '3.15': TEXTS_314,
};
