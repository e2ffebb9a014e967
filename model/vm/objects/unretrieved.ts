/**
 * Objects whose death is told. A future of `_asyncio` tells its loop (`FutureObj_finalize`, `TaskObj_finalize` of Modules/_asynciomodule.c): its exception was
 * never retrieved, or its task is pending. What a method of an asynchronous generator gave tells that it was never awaited (`async_gen_asend_finalize`,
 * `async_gen_athrow_finalize` of Objects/genobject.c).
 * @module
 */
import type { HeapData } from '../heap.ts';

/** What the methods of an asynchronous generator give. */
export type AwaitableType = 'async_generator_asend' | 'async_generator_athrow';
const isAwaitable = (type: string): type is AwaitableType =>
  type === 'async_generator_asend' || type === 'async_generator_athrow';

/** Files, which are closed when they die (`iobase_finalize`): the first of their numbers says that they are open. */
export const isOpenFile = (type: string): boolean => FILES.has(type);
const FILES: ReadonlySet<string> = new Set(
  '_IOBase FileIO BufferedReader BufferedWriter BufferedRandom BufferedRWPair TextIOWrapper'
    .split(' ')
    .map((name) => `_io.${name}`),
);

/** Their number before the first step; those of a version that tells nothing are finalised from the start. */
export const UNAWAITED = 0;

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
  if (data.kind !== 'record' || data.finalized === true) return false;
  const { numbers, type } = data;
  if (isAwaitable(type)) return numbers[0] === UNAWAITED;
  if (isOpenFile(type)) return numbers[0] === 1;
  if (type !== '_asyncio.Future' && type !== '_asyncio.Task') return false;
  return numbers[LOG_TRACEBACK] === 1 || (numbers[LOG_DESTROY_PENDING] === 1 && numbers[STATE] === FUTURE_PENDING);
}
