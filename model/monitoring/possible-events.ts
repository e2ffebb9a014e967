/**
 * Which events each instruction of a code object can tell, and the offsets that it reports with them: what a mask means, offset by offset.
 * @module
 */
import type { CodeObject, Instruction } from '../code/code-object.ts';
import { firstTraceable, lineStarts, NO_LINE } from '../code/line-table.ts';
import { PROFILES, type Profile } from '../versions.ts';
import { EVENT_NAMES, type EventName } from './event.ts';

/** An event that an instruction can tell. */
export interface PossibleEvent {
  readonly event: EventName;
  /** Offsets in bytes that a callback may be told; the instruction's own mostly. */
  readonly offsets: readonly number[];
  /** Destinations in bytes of a jump or branch. */
  readonly dests?: readonly number[];
}

/** By instruction index. Exceptions that only callbacks or signals raise are left out, and MemoryError. */
export type PossibleEvents = readonly (readonly PossibleEvent[])[];

/** Offsets in bytes behind which an event may be reported. */
interface Place {
  readonly code: CodeObject;
  readonly profile: Profile;
  readonly at: number;
  readonly indexOf: ReadonlyMap<number, number>;
}

/** What each instruction of a code object can tell in its version, in the order in which it would. */
export function possibleEvents(code: CodeObject): PossibleEvents {
  const profile = PROFILES[code.python];
  const { instructions } = code;
  const indexOf = new Map(instructions.map((x, i) => [x.offset, i]));
  const first = firstTraceable(code);
  const lines = lineStarts(code, profile, (offset) => indexOf.get(offset) ?? -1);
  const handlers = new Set(code.exceptionTable.map((entry) => entry.target));
  return instructions.map((instruction, at) => {
    const place = { code, profile, at, indexOf };
    const { op, offset } = instruction;
    const found: PossibleEvent[] = [];
    if (handlers.has(offset)) found.push({ event: 'EXCEPTION_HANDLED', offsets: [offset] });
    if (isThrowPlace(place, first)) found.push({ event: 'PY_THROW', offsets: [offset] });
    if (at >= first) {
      if (lines[at] !== NO_LINE) found.push({ event: 'LINE', offsets: [offset] });
      if (!WITHOUT_INSTRUCTION.has(op)) found.push({ event: 'INSTRUCTION', offsets: [offset] });
      found.push(...ownEvents(place));
    }
    return [...found, ...failures(place, first)];
  });
}

const WITHOUT_INSTRUCTION: ReadonlySet<string> = new Set(['RESUME', 'END_FOR']);
const CALLS: ReadonlySet<string> = new Set(['CALL', 'CALL_KW', 'CALL_FUNCTION_EX', 'LOAD_SUPER_ATTR']);

/** The events of the instruction's instrumented form. */
function ownEvents({ code, profile, at, indexOf }: Place): PossibleEvent[] {
  const { op, arg, offset, size, target } = code.instructions[at] as Instruction;
  const next = offset + size;
  if (op === 'RESUME') return [{ event: arg > 0 ? 'PY_RESUME' : 'PY_START', offsets: [offset] }];
  const index = profile.opcodeEvents[op];
  if (index === undefined) return [];
  const event = EVENT_NAMES[index] as EventName;
  if (CALLS.has(op)) return (['CALL', 'C_RETURN', 'C_RAISE'] as const).map((e) => ({ event: e, offsets: [offset] }));
  if (event === 'JUMP') return [{ event, offsets: [offset], dests: [target] }];
  if (event === 'BRANCH') {
    const taken = op === 'FOR_ITER' ? behind(code, indexOf, target, profile.forIterPops) : target;
    return [{ event, offsets: [offset], dests: [next, taken] }];
  }
  if (op === 'NOT_TAKEN' || op === 'POP_ITER')
    return [{ event, offsets: [...comingFrom(code, profile, at, indexOf), offset], dests: [next] }];
  if (op === 'END_ASYNC_FOR') return [{ event, offsets: [target], dests: [next] }];
  if (event === 'BRANCH_LEFT') return [{ event, offsets: [offset], dests: [next] }];
  if (event === 'BRANCH_RIGHT') return [{ event, offsets: [offset], dests: [target] }];
  return [{ event, offsets: [offset] }];
}

/** Offset of the instruction `count` behind the one at `offset`. */
function behind(code: CodeObject, indexOf: ReadonlyMap<number, number>, offset: number, count: number): number {
  return code.instructions[(indexOf.get(offset) ?? 0) + count]?.offset ?? offset;
}

const GOES_ELSEWHERE: ReadonlySet<string> = new Set([
  'JUMP_FORWARD',
  'JUMP_BACKWARD',
  'JUMP_BACKWARD_NO_INTERRUPT',
  'RETURN_VALUE',
  'RETURN_CONST',
  'RAISE_VARARGS',
  'RERAISE',
]);

/** Offsets of the instructions from which control comes to one: the source of a branch that is told there. */
function comingFrom(
  code: CodeObject,
  profile: Profile,
  at: number,
  indexOf: ReadonlyMap<number, number>,
): readonly number[] {
  const { offset } = code.instructions[at] as Instruction;
  return code.instructions.flatMap((x, i) => {
    const falls = i === at - 1 && !GOES_ELSEWHERE.has(x.op);
    const jumps =
      x.target >= 0 &&
      (x.op === 'FOR_ITER' ? behind(code, indexOf, x.target, profile.forIterPops) : x.target) === offset;
    return falls || jumps ? [x.offset] : [];
  });
}

/** Where a generator stands into which an exception is thrown. */
function isThrowPlace({ code, profile, at }: Place, first: number): boolean {
  const { op, arg } = code.instructions[at] as Instruction;
  if (op === 'RETURN_GENERATOR') return true;
  if (profile.throwAtResume) return op === 'RESUME' && at > first && arg > 0;
  return op === 'YIELD_VALUE';
}

/** Without an error exit in `bytecodes.c`, or with that of MemoryError alone. */
const NEVER_FAILS: ReadonlySet<string> = new Set([
  'BUILD_INTERPOLATION',
  'BUILD_LIST',
  'BUILD_SLICE',
  'BUILD_STRING',
  'BUILD_TEMPLATE',
  'BUILD_TUPLE',
  'CACHE',
  'COPY',
  'COPY_FREE_VARS',
  'END_FOR',
  'END_SEND',
  'EXTENDED_ARG',
  'IS_OP',
  'JUMP_BACKWARD',
  'JUMP_BACKWARD_NO_INTERRUPT',
  'JUMP_FORWARD',
  'KW_NAMES',
  'LIST_APPEND',
  'LOAD_ASSERTION_ERROR',
  'LOAD_CLOSURE',
  'LOAD_COMMON_CONSTANT',
  'LOAD_CONST',
  'LOAD_FAST',
  'LOAD_FAST_AND_CLEAR',
  'LOAD_FAST_BORROW',
  'LOAD_FAST_BORROW_LOAD_FAST_BORROW',
  'LOAD_FAST_LOAD_FAST',
  'LOAD_SMALL_INT',
  'MAKE_CELL',
  'MAKE_FUNCTION',
  'MATCH_MAPPING',
  'MATCH_SEQUENCE',
  'NOP',
  'NOT_TAKEN',
  'POP_EXCEPT',
  'POP_ITER',
  'POP_TOP',
  'PUSH_EXC_INFO',
  'PUSH_NULL',
  'RETURN_CONST',
  'RETURN_VALUE',
  'SET_FUNCTION_ATTRIBUTE',
  'STORE_DEREF',
  'STORE_FAST',
  'STORE_FAST_LOAD_FAST',
  'STORE_FAST_MAYBE_NULL',
  'STORE_FAST_STORE_FAST',
  'SWAP',
]);
/** From 3.13 these take nothing but a bool. */
const OF_BOOLS: ReadonlySet<string> = new Set([
  'POP_JUMP_IF_FALSE',
  'POP_JUMP_IF_TRUE',
  'POP_JUMP_IF_NONE',
  'POP_JUMP_IF_NOT_NONE',
  'UNARY_NOT',
]);
/** They raise again what was raised before. */
const RERAISING: ReadonlySet<string> = new Set(['RERAISE', 'CLEANUP_THROW', 'END_ASYNC_FOR', 'RAISE_VARARGS']);
/** They enter a Python function or generator without a C call between. */
const ENTERING: ReadonlySet<string> = new Set([
  'BINARY_OP',
  'BINARY_SUBSCR',
  'CALL',
  'CALL_FUNCTION_EX',
  'CALL_KW',
  'COMPARE_OP',
  'FOR_ITER',
  'LOAD_ATTR',
  'SEND',
]);
/** They tell the RAISE of a StopIteration that they take for the end. */
const TAKES_STOP: ReadonlySet<string> = new Set(['FOR_ITER', 'SEND']);

/** RAISE, RERAISE, and PY_UNWIND where no handler stands. */
function failures(place: Place, first: number): PossibleEvent[] {
  const { code, profile, at } = place;
  const { op, arg, offset, size } = code.instructions[at] as Instruction;
  const thrown = isThrowPlace(place, first);
  const last = offset + size - 2;
  const raised: number[] = [];
  if (canFail(op, profile) || thrown) {
    raised.push(profile.errorPastInstruction ? last : offset);
    if (thrown || TAKES_STOP.has(op)) raised.push(offset);
    // Thrown into a frame that stands at its RESUME, an exception is raised by the yield before.
    if (thrown && profile.throwAtResume) raised.push(offset - 2);
    if (ENTERING.has(op)) raised.push(profile.errorPastInstruction ? offset - 2 : last);
  }
  const again = RERAISING.has(op) && !(op === 'RAISE_VARARGS' && arg > 0);
  const found: PossibleEvent[] = [];
  if (raised.length > 0) found.push({ event: 'RAISE', offsets: distinct(raised) });
  if (again) found.push({ event: 'RERAISE', offsets: [offset] });
  const handled = code.exceptionTable.some((entry) => offset >= entry.start && offset < entry.end);
  const leaving = distinct([...raised, ...(again ? [offset] : [])]);
  if (!handled && leaving.length > 0) found.push({ event: 'PY_UNWIND', offsets: leaving });
  return found;
}

function canFail(op: string, profile: Profile): boolean {
  if (op === 'RESUME' || op === 'YIELD_VALUE' || op === 'RETURN_GENERATOR' || op === 'RERAISE') return false;
  return !NEVER_FAILS.has(op) && !(profile.jumpsTakeBools && OF_BOOLS.has(op));
}

function distinct(offsets: readonly number[]): number[] {
  return [...new Set(offsets)].sort((a, b) => a - b);
}
