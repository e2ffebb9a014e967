/**
 * Whether the death of a future of `_asyncio` tells its loop (`FutureObj_finalize`, `TaskObj_finalize` of Modules/_asynciomodule.c): its exception was never
 * retrieved, or its task is pending. Its numbers begin with these.
 * @module
 */
import type { HeapData } from '../heap.ts';

/** Indexes of a future's numbers; from `BLOCKING` on see `modules/async-future.ts`. */
export const STATE = 0;
export const LOG_TRACEBACK = 1;
export const LOG_DESTROY_PENDING = 2;

/** Values of `STATE`. */
export const NO_STATE = 0;
export const FUTURE_PENDING = 1;
export const CANCELLED = 2;
export const FINISHED = 3;

/** Its finaliser has something to tell. */
export function tellsItsDeath(data: Readonly<HeapData>): boolean {
  if (data.kind !== 'record' || (data.type !== '_asyncio.Future' && data.type !== '_asyncio.Task')) return false;
  const { numbers, finalized } = data;
  if (finalized === true) return false;
  return numbers[LOG_TRACEBACK] === 1 || (numbers[LOG_DESTROY_PENDING] === 1 && numbers[STATE] === FUTURE_PENDING);
}
