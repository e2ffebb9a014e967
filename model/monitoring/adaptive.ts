/**
 * How often an instruction ran, and what CPython made of it: the adaptive counter and the specialised form of specialize.c, as far as events
 * depend on them. A loop over a generator that was specialised (FOR_ITER_GEN) enters the generator without C code, and is left through
 * END_FOR, which reports STOP_ITERATION; a class's `__init__`, a property's getter or a `__getitem__` that was entered without C code leaves the
 * caller at another place. Kept in the marks of an instruction, above the bits that say what is instrumented.
 * @module
 */
import { EXTRA, LINES, OP, PER_INSTRUCTION } from './instrumentation.ts';

/** What an instruction was specialised for; 'other' is any form that does what the instruction does. */
export type Form =
  | 'none'
  | 'list'
  | 'tuple'
  | 'range'
  | 'generator'
  | 'init'
  | 'method'
  | 'property'
  | 'getattribute'
  | 'getitem'
  | 'super'
  | 'other';

/** How long an instruction waits after it could not be specialised (`restart_backoff_counter`). */
export type Backoff = 'powers' | 'primes';

const FORMS: readonly Form[] = [
  'none',
  'list',
  'tuple',
  'range',
  'generator',
  'init',
  'method',
  'property',
  'getattribute',
  'getitem',
  'super',
  'other',
];
const FORM_SHIFT = 8;
const FORM_BITS = 15 << FORM_SHIFT;
const COUNTER_SHIFT = 12;
const BACKOFF_BITS = 4;
const LOW = (1 << COUNTER_SHIFT) - 1;

/** `adaptive_counter_warmup`: value 1, backoff 1. A mark without any of these bits means it. */
const WARMUP = (1 << BACKOFF_BITS) | 1;
/** `adaptive_counter_cooldown`: value 52, backoff 0. */
const COOLDOWN = 52 << BACKOFF_BITS;
const MAX_POWER = 12;
/** Values by former backoff: each is one less than a prime near a power of four. */
const PRIMES = [1, 6, 30, 126, 508, 2052, 8190];
const MAX_PRIME = 6;

function counterOf(mark: number): number {
  return (mark >> COUNTER_SHIFT) ^ WARMUP;
}

function withCounter(mark: number, counter: number): number {
  return (mark & LOW) | ((counter ^ WARMUP) << COUNTER_SHIFT);
}

function restart(counter: number, backoff: Backoff): number {
  const before = counter & ((1 << BACKOFF_BITS) - 1);
  if (backoff === 'primes') {
    const at = Math.min(before, MAX_PRIME);
    return ((PRIMES[at] as number) << BACKOFF_BITS) | Math.min(before + 1, MAX_PRIME);
  }
  const next = Math.min(before + 1, MAX_POWER);
  return (((1 << next) - 1) << BACKOFF_BITS) | next;
}

/** What the instruction at a mark is specialised for. */
export function formOf(mark: number): Form {
  return FORMS[(mark & FORM_BITS) >> FORM_SHIFT] as Form;
}

/**
 * The mark after an instruction ran in a form that does not fit what it was given: the counter goes down, and at zero the instruction is specialised for
 * `form`, or waits longer if that is `none`. `fits` is false for a generator that cannot be entered: the specialised form misses at once.
 */
export function afterMiss(mark: number, form: Form, fits: boolean, backoff: Backoff): number {
  const counter = counterOf(mark);
  if (counter >> BACKOFF_BITS !== 0) return withCounter(mark, counter - (1 << BACKOFF_BITS));
  const bare = mark & ~FORM_BITS;
  if (form !== 'none') {
    return withCounter(bare | (FORMS.indexOf(form) << FORM_SHIFT), fits ? COOLDOWN : COOLDOWN - (1 << BACKOFF_BITS));
  }
  // Unspecialised again, it runs once in that form.
  return withCounter(bare, restart(counter, backoff) - (1 << BACKOFF_BITS));
}

/** True where the counter has run down: the next miss specialises. */
export function isDue(mark: number): boolean {
  return counterOf(mark) >> BACKOFF_BITS === 0;
}

/** True while LINE, INSTRUCTION or a breakpoint stands before the instruction: it then runs unspecialised and its counter pauses. */
export function isPaused(mark: number): boolean {
  return (mark & (OP | LINES | PER_INSTRUCTION | EXTRA)) !== 0;
}
