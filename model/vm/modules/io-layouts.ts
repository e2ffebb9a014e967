/**
 * What the objects of `_io` hold before they are initialised.
 * @module
 */
import type { ExtensionTypeName } from '../objects/extension-types.ts';

/** Numbers of a buffered file behind whether its death closes it. */
export const BUFFERED_NUMBERS = [
  'ok',
  'detached',
  'size',
  'pos',
  'rawPos',
  'readEnd',
  'writePos',
  'writeEnd',
  'absPos',
] as const;
const BUFFERED: Empty = [2, [0, 0, 0, 0, 0, -1, 0, -1, -1]];

/** Slots and numbers of a text file, these behind whether its death closes it. */
export const TEXT_SLOTS = [
  'buffer',
  'encoding',
  'errors',
  'newline',
  'decoded',
  'pending',
  'snapshot',
  'undecoded',
  'order',
] as const;
export const TEXT_NUMBERS = [
  'ok',
  'detached',
  'lineBuffering',
  'writeThrough',
  'seekable',
  'telling',
  'decodes',
  'encodes',
  'atStart',
  'chunk',
  'hasRead1',
  'used',
  'snapshotFlags',
  'cr',
  'seen',
  'own',
] as const;

type Empty = readonly [slots: number, numbers: readonly number[]];

/** How many slots, and the numbers. */
export const EMPTY_FILES: Readonly<Partial<Record<ExtensionTypeName, Empty>>> = {
  '_io.BufferedReader': BUFFERED,
  '_io.BufferedWriter': BUFFERED,
  '_io.BufferedRandom': BUFFERED,
  '_io.BufferedRWPair': [2, []],
  '_io.IncrementalNewlineDecoder': [2, [0, 0, 0]],
  '_io.TextIOWrapper': [TEXT_SLOTS.length, TEXT_NUMBERS.map(() => 0)],
};
