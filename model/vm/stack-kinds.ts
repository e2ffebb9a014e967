/**
 * The kinds of values on the value stack at each instruction, as far as `frame_setlineno` needs them to know which jumps are safe and what they
 * pop (`mark_stacks` in Objects/frameobject.c). As there, a stack is an integer with three bits a value, the topmost in the lowest.
 * @module
 */
import { isGenerator } from '../code/code-object.ts';
import { opcode, SCOPE_EXITS, stackEffect } from '../code/opcodes.ts';
import type { Profile } from '../versions.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { BoundInstruction } from './operations.ts';

export const KIND = { iterator: 1n, except: 2n, object: 3n, null: 4n, lasti: 5n } as const;
type Kind = bigint;

const BITS = 3n;
const MASK = 7n;
const EMPTY = 0n;
/** Nothing gets there, as far as the analysis sees. */
export const UNREACHED = -2n;
/** More values than 63 bits hold. */
export const OVERFLOWED = -1n;
const WILL_OVERFLOW = 1n << (20n * BITS);

export const top = (stack: bigint): Kind => stack & MASK;
export const pop = (stack: bigint): bigint => stack >> BITS;
/** What has overflowed stays so, however much is popped. */
const popMany = (stack: bigint, n: number): bigint => stack >> (BITS * BigInt(n));

/** A stack that has overflowed is as large as an unsigned integer gets. */
function push(stack: bigint, kind: Kind): bigint {
  return stack < 0n || stack >= WILL_OVERFLOW ? OVERFLOWED : (stack << BITS) | kind;
}

const peek = (stack: bigint, n: number): Kind => (stack >> (BITS * BigInt(n - 1))) & MASK;

function swap(stack: bigint, n: number): bigint {
  const shift = BITS * BigInt(n - 1);
  const low = (stack & ~(MASK << shift)) | (top(stack) << shift);
  return (low & ~MASK) | peek(stack, n);
}

function cutTo(stack: bigint, depth: number): bigint {
  if (depth === 0) return EMPTY;
  let cut = stack;
  while (cut > MASK << (BigInt(depth - 1) * BITS)) cut = pop(cut);
  return cut;
}

/** The stack at each instruction, by its index. */
export function stackKinds(code: LoadedCode, profile: Profile): readonly bigint[] {
  const { instructions, indexOf } = code;
  const stacks = new Array<bigint>(instructions.length + 1).fill(UNREACHED);
  const { flags, python } = code.code;
  // Where RETURN_GENERATOR does not push it, None is sent to a generator that starts.
  const sent = stackEffect(opcode(python, 'RETURN_GENERATOR'), 0, false) === 0;
  stacks[0] = isGenerator(flags) && sent ? push(EMPTY, KIND.object) : EMPTY;
  for (let again = true; again; ) {
    again = false;
    for (const instruction of instructions) if (step(code, profile, stacks, instruction)) again = true;
    for (const { start, target, depth, lasti } of code.code.exceptionTable) {
      const [from, to] = [indexOf[start / 2] as number, indexOf[target / 2] as number];
      if (stacks[from] === UNREACHED || stacks[to] !== UNREACHED) continue;
      const cut = cutTo(stacks[from] as bigint, depth);
      stacks[to] = push(lasti ? push(cut, KIND.lasti) : cut, KIND.except);
      again = true;
    }
  }
  return stacks;
}

/** What one instruction does to the stack before it; true if a place before it was reached for the first time. */
function step(code: LoadedCode, profile: Profile, stacks: bigint[], instruction: BoundInstruction): boolean {
  const { index, op, arg, targetIndex } = instruction;
  const stack = stacks[index] as bigint;
  if (stack === UNREACHED) return false;
  if (SCOPE_EXITS.has(op)) return false;
  const after = op === 'EXTENDED_ARG' ? stack : afterwards(code, profile, stack, op, arg);
  const always = op.startsWith('JUMP_');
  const again = always && targetIndex < index && stacks[targetIndex] === UNREACHED;
  // END_ASYNC_FOR names its SEND, but does not jump there.
  if (targetIndex >= 0 && op !== 'END_ASYNC_FOR') stacks[targetIndex] = after;
  if (!always) stacks[index + 1] = after;
  return again;
}

function afterwards(code: LoadedCode, profile: Profile, stack: bigint, op: string, arg: number): bigint {
  const { iteratorSlots, calleeBelowNull } = profile;
  switch (op) {
    case 'GET_ITER': {
      const iterating = push(pop(stack), KIND.iterator);
      return iteratorSlots === 2 ? push(iterating, KIND.iterator) : iterating;
    }
    case 'GET_AITER':
      return push(pop(stack), KIND.iterator);
    case 'END_ASYNC_FOR':
      return pop(pop(stack));
    case 'PUSH_EXC_INFO':
      return push(stack, KIND.except);
    case 'POP_EXCEPT':
      return pop(stack);
    case 'PUSH_NULL':
      return push(stack, KIND.null);
    case 'LOAD_GLOBAL':
      return arg & 1 ? method(stack, calleeBelowNull) : push(stack, KIND.object);
    case 'LOAD_ATTR':
      return arg & 1 ? method(pop(stack), calleeBelowNull) : stack;
    case 'CALL':
      return push(popMany(stack, arg + 2), KIND.object);
    case 'SWAP':
      return swap(stack, arg);
    case 'COPY':
      return push(stack, peek(stack, arg));
    default: {
      const delta = stackEffect(opcode(code.code.python, op), arg, false);
      if (delta < 0) return popMany(stack, -delta);
      let after = stack;
      for (let n = delta; n > 0; n--) after = push(after, KIND.object);
      return after;
    }
  }
}

function method(stack: bigint, calleeBelowNull: boolean): bigint {
  const [lower, upper] = calleeBelowNull ? [KIND.object, KIND.null] : [KIND.null, KIND.object];
  return push(push(stack, lower), upper);
}

function compatibleKind(from: Kind, to: Kind): boolean {
  if (to === 0n) return false;
  if (to === KIND.object) return from !== KIND.null;
  return to === KIND.null || from === to;
}

/** Whether values can be popped so that the one stack fits the other. */
export function compatible(from: bigint, to: bigint): boolean {
  if (from < 0n || to < 0n) return false;
  let [a, b] = [from, to];
  while (a > b) a = pop(a);
  for (; a !== EMPTY; a = pop(a), b = pop(b)) if (!compatibleKind(top(a), top(b))) return false;
  return b === EMPTY;
}

/** Why nothing can jump to a place with that stack. */
export function whyIncompatible(to: bigint): string {
  if (to === OVERFLOWED) return 'stack is too deep to analyze';
  if (to === UNREACHED) return "can't jump into an exception handler, or code may be unreachable";
  switch (top(to)) {
    case KIND.except:
      return "can't jump into an 'except' block as there's no exception";
    case KIND.lasti:
      return "can't jump into a re-raising block as there's no location";
    case KIND.iterator:
      return "can't jump into the body of a for loop";
    default:
      return 'incompatible stacks';
  }
}
