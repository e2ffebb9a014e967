/**
 * Strategy B2: B with forward pointers. From a frame to its last callee; if the frame executes and the pointer is still there,
 * the callee was left by an exception: its code is cleared and its step taken over (claim C16).
 * @module
 */
import type { PerCodeOptions } from './local-per-code.ts';

export const FORWARD_POINTER: PerCodeOptions = {
  id: 'B2',
  title: 'local events per code object, forward pointers',
  forwardPointers: true,
};
