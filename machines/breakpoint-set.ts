/**
 * The breakpoints of a session as plain data: what is set, what a place hits, what remains. Every strategy shares it; it never
 * touches a monitoring call.
 * @module
 */
import type { CodeObject } from '../model/index.ts';
import { type BreakpointSite, bindPlace, type ProgramCode } from './breakpoint-places.ts';
import type { BreakpointPlace, SessionCommand } from './debugger-command.ts';

export interface Breakpoint {
  readonly id: number;
  /** As the user said it. */
  readonly place: BreakpointPlace;
  readonly sites: readonly BreakpointSite[];
  readonly enabled: boolean;
  readonly temporary: boolean;
  readonly condition: string | undefined;
  /** Hits still to be passed over. */
  readonly ignore: number;
}

export interface BreakpointSet {
  readonly breakpoints: readonly Breakpoint[];
  readonly lastId: number;
}

export const NO_BREAKPOINTS: BreakpointSet = { breakpoints: [], lastId: 0 };

/** A changed set, or the reason why nothing changed. */
export type ChangedSet = { readonly set: BreakpointSet } | { readonly refused: string };

/** How a place is asked about: conditions are evaluated on demand. */
export interface Arrival {
  readonly code: CodeObject;
  readonly offset: number;
  /** LINE fires here. */
  readonly fires: boolean;
  readonly evaluate: (condition: string) => boolean | { readonly error: string };
}

/** What a place hits. */
export interface Hits {
  readonly set: BreakpointSet;
  readonly ids: readonly number[];
  /** Breakpoints whose condition raised. */
  readonly errors: readonly number[];
}

/** A breakpoint that was changed. Field by field: a spread literal makes a shape of its own, which slows every reader. */
function remade(b: Breakpoint, enabled: boolean, condition: string | undefined, ignore: number): Breakpoint {
  const { id, place, sites, temporary } = b;
  return { id, place, sites, enabled, temporary, condition, ignore };
}

/** Carries out a command of the session. */
export function changeBreakpoints(
  set: BreakpointSet,
  command: SessionCommand,
  program: ProgramCode,
  move: boolean,
): ChangedSet {
  if (command.kind === 'break') {
    const bound = bindPlace(program, command.place, move);
    if ('refused' in bound) {
      const nearest = bound.nearest.length === 0 ? '' : `; nearest: ${bound.nearest.join(', ')}`;
      return { refused: bound.refused + nearest };
    }
    const id = set.lastId + 1;
    const { condition, temporary, ignore } = command;
    const added: Breakpoint = {
      id,
      place: command.place,
      sites: bound.sites,
      enabled: true,
      temporary,
      condition,
      ignore,
    };
    return { set: { breakpoints: [...set.breakpoints, added], lastId: id } };
  }
  const index = set.breakpoints.findIndex((b) => b.id === command.id);
  const old = set.breakpoints[index];
  if (old === undefined) return { refused: `no breakpoint ${command.id}` };
  const { lastId } = set;
  const replace = (b: Breakpoint): ChangedSet => ({ set: { breakpoints: set.breakpoints.with(index, b), lastId } });
  switch (command.kind) {
    case 'clear':
      return { set: { breakpoints: set.breakpoints.toSpliced(index, 1), lastId } };
    case 'enable':
    case 'disable':
      return replace(remade(old, command.kind === 'enable', old.condition, old.ignore));
    case 'ignore':
      return replace(remade(old, old.enabled, old.condition, command.count));
    case 'condition':
      return replace(remade(old, old.enabled, command.condition, old.ignore));
  }
}

function covers(b: Breakpoint, arrival: Arrival): boolean {
  return b.sites.some((s) => s.code === arrival.code && s.offset === arrival.offset && (arrival.fires || !s.byLine));
}

/** A thread arrives at a place: conditions, then ignore counts; temporary breakpoints that stop are gone. */
export function arrive(set: BreakpointSet, arrival: Arrival, errorsStop: boolean): Hits {
  const ids: number[] = [];
  const errors: number[] = [];
  let changed = false;
  const left: Breakpoint[] = [];
  for (const b of set.breakpoints) {
    let kept: Breakpoint | undefined = b;
    if (b.enabled && covers(b, arrival)) {
      const value = b.condition === undefined ? true : arrival.evaluate(b.condition);
      if (typeof value === 'object') {
        if (errorsStop) errors.push(b.id);
      } else if (value && b.ignore > 0) kept = remade(b, b.enabled, b.condition, b.ignore - 1);
      else if (value) {
        ids.push(b.id);
        if (b.temporary) kept = undefined;
      }
    }
    if (kept !== b) changed = true;
    if (kept !== undefined) left.push(kept);
  }
  return { set: changed ? { breakpoints: left, lastId: set.lastId } : set, ids, errors };
}
