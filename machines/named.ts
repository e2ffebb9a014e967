/**
 * Guards and actions as plain functions under names: XState and the compiled table call the very same ones.
 * @module
 */

import { assign, type EventObject, type MachineContext } from 'xstate';

interface Given<C, E> {
  readonly context: C;
  readonly event: E;
}

/** Pure guards for `setup`. */
export function asXStateGuards<C, E, G extends string>(
  guards: Readonly<Record<G, (context: C, event: E) => boolean>>,
): Record<G, (args: Given<C, E>) => boolean> {
  const out = {} as Record<G, (args: Given<C, E>) => boolean>;
  for (const name of Object.keys(guards) as G[]) out[name] = ({ context, event }) => guards[name](context, event);
  return out;
}

/** Pure updates for `setup`, each as one `assign` of the whole context. */
export function asXStateActions<C extends MachineContext, E extends EventObject, U extends string>(
  updates: Readonly<Record<U, (context: C, event: E) => C>>,
) {
  const update = (name: U) => assign<C, E, undefined, E, never>(({ context, event }) => updates[name](context, event));
  const out = {} as Record<U, ReturnType<typeof update>>;
  for (const name of Object.keys(updates) as U[]) out[name] = update(name);
  return out;
}
