/**
 * Strategy D: C with PY_UNWIND in the local sets, which CPython allows from 3.15 on.
 * @module
 */
import { PY_THROW, PY_UNWIND, STARTS } from './event-bits.ts';
import { tableWants } from './frame-table.ts';
import type { Strategy } from './strategy.ts';

export const localUnwind: Strategy = {
  id: 'D',
  title: 'side table per frame, local PY_UNWIND',
  profile: '3.15',
  reach: 'heads',
  // The callee's code cannot be known before it is entered: entries stay global.
  wants: ({ stepper }) => tableWants(stepper, { pending: 0, entries: STARTS | PY_THROW, local: PY_UNWIND, calls: 0 }),
};
