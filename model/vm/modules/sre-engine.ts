/**
 * The matcher of regular expressions (Modules/_sre/sre_lib.h): backtracking over the code that re/_compiler.py makes. What follows a sub-pattern is a
 * continuation; marks are undone by a trail.
 * @module
 */
import { asciiLower, asciiWord, inCategory, inSet, unicodeLower, unicodeWord } from './sre-characters.ts';

/** In the order of `OPCODES` in re/_constants.py. */
const OP = Object.fromEntries(
  'FAILURE SUCCESS ANY ANY_ALL ASSERT ASSERT_NOT AT BRANCH CATEGORY CHARSET BIGCHARSET GROUPREF GROUPREF_EXISTS IN INFO JUMP LITERAL MARK MAX_UNTIL MIN_UNTIL NOT_LITERAL NEGATE RANGE REPEAT REPEAT_ONE SUBPATTERN MIN_REPEAT_ONE ATOMIC_GROUP POSSESSIVE_REPEAT POSSESSIVE_REPEAT_ONE GROUPREF_IGNORE IN_IGNORE LITERAL_IGNORE NOT_LITERAL_IGNORE GROUPREF_LOC_IGNORE IN_LOC_IGNORE LITERAL_LOC_IGNORE NOT_LITERAL_LOC_IGNORE GROUPREF_UNI_IGNORE IN_UNI_IGNORE LITERAL_UNI_IGNORE NOT_LITERAL_UNI_IGNORE'
    .split(' ')
    .map((name, i) => [name, i]),
) as Readonly<Record<string, number>>;
const NAMES = Object.keys(OP);

/** `MAXREPEAT` of a 32-bit build, and what a 64-bit one has. */
const MAXREPEAT = 2147483647;

/** A text to search in: code points or bytes, between two bounds. */
export interface Subject {
  readonly chars: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Where a match and its groups begin and end (−1: the group took no part). */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** Begin and end of group 1, 2 … */
  readonly marks: readonly number[];
  /** The last group that was closed; −1 for none. */
  readonly lastIndex: number;
}

/** Repetitions under way: of which REPEAT, how many, where the last one began. */
interface Repeat {
  readonly at: number;
  readonly count: number;
  readonly last: number;
  readonly outer: Repeat | null;
}

type Then = (i: number) => boolean;
type Case = (c: number) => number;

const same: Case = (c) => c;
const CASES: Readonly<Record<string, Case>> = {
  IGNORE: asciiLower,
  LOC_IGNORE: asciiLower,
  UNI_IGNORE: unicodeLower,
};

/** How an opcode of one character tests it: by its name without the suffix, and the case that the suffix asks for. */
function singleOf(op: number): { readonly kind: string; readonly fold: Case } {
  const name = NAMES[op] ?? '';
  const suffix = /_(UNI_IGNORE|LOC_IGNORE|IGNORE)$/.exec(name);
  return suffix === null
    ? { kind: name, fold: same }
    : { kind: name.slice(0, -suffix[0].length), fold: CASES[suffix[1] as string] as Case };
}
const SINGLES = NAMES.map((_, op) => singleOf(op));

/** One attempt: `matchAt` may be called for several starts. */
class Matcher {
  readonly #code: readonly number[];
  readonly #subject: Subject;
  readonly #chars: readonly number[];
  readonly #end: number;
  marks: number[] = [];
  lastIndex = -1;
  #trail: [number, number, number][] = [];

  constructor(code: readonly number[], subject: Subject) {
    this.#code = code;
    this.#subject = subject;
    this.#chars = subject.chars;
    this.#end = subject.end;
  }

  /** The end of a match that begins at `i`; −1 for none. `accept` judges where it ends. */
  matchAt(i: number, accept: Then): number {
    this.marks = [];
    this.#trail = [];
    this.lastIndex = -1;
    let end = -1;
    const found = this.#run(0, i, null, (at) => {
      if (!accept(at)) return false;
      end = at;
      return true;
    });
    return found ? end : -1;
  }

  #undo(to: number): void {
    while (this.#trail.length > to) {
      const [mark, old, lastIndex] = this.#trail.pop() as [number, number, number];
      this.marks[mark] = old;
      this.lastIndex = lastIndex;
    }
  }

  /** Tries one way, and takes its marks back if it fails. */
  #attempt(pc: number, i: number, repeat: Repeat | null, then: Then): boolean {
    const trail = this.#trail.length;
    if (this.#run(pc, i, repeat, then)) return true;
    this.#undo(trail);
    return false;
  }

  /** Whether the single-character instruction at `pc` takes a character. */
  #takes(pc: number, c: number): boolean {
    const code = this.#code;
    const { kind, fold } = SINGLES[code[pc] as number] as { kind: string; fold: Case };
    switch (kind) {
      case 'LITERAL':
        return fold(c) === code[pc + 1];
      case 'NOT_LITERAL':
        return fold(c) !== code[pc + 1];
      case 'ANY':
        return c !== 10;
      case 'ANY_ALL':
        return true;
      case 'IN':
        return inSet(code, pc + 2, fold(c));
      case 'CATEGORY':
        return inCategory(code[pc + 1] as number, c);
      default:
        return false;
    }
  }

  #next(pc: number): number {
    const { kind } = SINGLES[this.#code[pc] as number] as { kind: string };
    if (kind === 'ANY' || kind === 'ANY_ALL') return pc + 1;
    return kind === 'IN' ? pc + 1 + (this.#code[pc + 1] as number) : pc + 2;
  }

  /** `SRE(count)`. */
  #count(pc: number, i: number, max: number): number {
    const most = max >= MAXREPEAT ? this.#end : Math.min(this.#end, i + max);
    let at = i;
    while (at < most && this.#takes(pc, this.#chars[at] as number)) at++;
    return at - i;
  }

  #run(from: number, start: number, repeat: Repeat | null, then: Then): boolean {
    const code = this.#code;
    let pc = from;
    let i = start;
    for (;;) {
      const op = code[pc] as number;
      const arg = code[pc + 1] as number;
      switch (op) {
        case OP['FAILURE']:
          return false;
        case OP['SUCCESS']:
          return then(i);
        case OP['MARK']:
          this.#trail.push([arg, this.marks[arg] ?? -1, this.lastIndex]);
          this.marks[arg] = i;
          if (arg & 1) this.lastIndex = (arg >> 1) + 1;
          pc += 2;
          break;
        case OP['AT']:
          if (!this.#at(arg, i)) return false;
          pc += 2;
          break;
        case OP['JUMP']:
        case OP['INFO']:
          pc += 1 + arg;
          break;
        case OP['ASSERT']:
          if (i - (code[pc + 2] as number) < 0) return false;
          if (!this.#run(pc + 3, i - (code[pc + 2] as number), null, () => true)) return false;
          pc += 1 + arg;
          break;
        case OP['ASSERT_NOT'] as number: {
          const back = i - (code[pc + 2] as number);
          if (back >= 0) {
            const trail = this.#trail.length;
            const found = this.#run(pc + 3, back, null, () => true);
            this.#undo(trail);
            if (found) return false;
          }
          pc += 1 + arg;
          break;
        }
        case OP['BRANCH']: {
          for (let way = pc + 1; code[way] !== 0; way += code[way] as number) {
            if (this.#attempt(way + 1, i, repeat, then)) return true;
          }
          return false;
        }
        case OP['REPEAT_ONE']:
          return this.#repeatOne(pc, i, repeat, then);
        case OP['MIN_REPEAT_ONE']:
          return this.#minRepeatOne(pc, i, repeat, then);
        case OP['POSSESSIVE_REPEAT_ONE']: {
          const count = this.#count(pc + 4, i, code[pc + 3] as number);
          if (count < (code[pc + 2] as number)) return false;
          i += count;
          pc += 1 + arg;
          break;
        }
        case OP['REPEAT']:
          return this.#run(pc + 1 + arg, i, { at: pc, count: -1, last: -1, outer: repeat }, then);
        case OP['MAX_UNTIL']:
          return this.#maxUntil(pc, i, repeat as Repeat, then);
        case OP['MIN_UNTIL']:
          return this.#minUntil(pc, i, repeat as Repeat, then);
        case OP['POSSESSIVE_REPEAT']: {
          const end = this.#possessive(pc, i);
          if (end < 0) return false;
          i = end;
          pc += 2 + arg;
          break;
        }
        case OP['ATOMIC_GROUP']: {
          const end = this.#atomic(pc + 2, i);
          if (end < 0) return false;
          i = end;
          pc += 1 + arg;
          break;
        }
        case OP['GROUPREF']:
        case OP['GROUPREF_IGNORE']:
        case OP['GROUPREF_LOC_IGNORE']:
        case OP['GROUPREF_UNI_IGNORE']: {
          const length = this.#groupAgain(op, arg, i);
          if (length < 0) return false;
          i += length;
          pc += 2;
          break;
        }
        case OP['GROUPREF_EXISTS']:
          pc = this.#group(arg) === undefined ? pc + 1 + (code[pc + 2] as number) : pc + 3;
          break;
        default:
          if (i >= this.#end || !this.#takes(pc, this.#chars[i] as number)) return false;
          i++;
          pc = this.#next(pc);
      }
    }
  }

  #repeatOne(pc: number, i: number, repeat: Repeat | null, then: Then): boolean {
    const [, skip = 0, min = 0, max = 0] = this.#code.slice(pc, pc + 4);
    const tail = pc + 1 + skip;
    for (let count = this.#count(pc + 4, i, max); count >= min; count--) {
      if (this.#attempt(tail, i + count, repeat, then)) return true;
    }
    return false;
  }

  #minRepeatOne(pc: number, i: number, repeat: Repeat | null, then: Then): boolean {
    const [, skip = 0, min = 0, max = 0] = this.#code.slice(pc, pc + 4);
    const tail = pc + 1 + skip;
    const least = this.#count(pc + 4, i, min);
    if (least < min) return false;
    for (let count = least; ; count++) {
      if (this.#attempt(tail, i + count, repeat, then)) return true;
      if (max < MAXREPEAT && count >= max) return false;
      if (i + count >= this.#end || !this.#takes(pc + 4, this.#chars[i + count] as number)) return false;
    }
  }

  #maxUntil(pc: number, i: number, repeat: Repeat, then: Then): boolean {
    const [, , min = 0, max = 0] = this.#code.slice(repeat.at, repeat.at + 4);
    const count = repeat.count + 1;
    const again: Repeat = { ...repeat, count, last: i };
    if (count < min) return this.#attempt(repeat.at + 4, i, { ...again, last: repeat.last }, then);
    if ((max >= MAXREPEAT || count < max) && i !== repeat.last) {
      if (this.#attempt(repeat.at + 4, i, again, then)) return true;
    }
    return this.#attempt(pc + 1, i, repeat.outer, then);
  }

  #minUntil(pc: number, i: number, repeat: Repeat, then: Then): boolean {
    const [, , min = 0, max = 0] = this.#code.slice(repeat.at, repeat.at + 4);
    const count = repeat.count + 1;
    if (count < min) return this.#attempt(repeat.at + 4, i, { ...repeat, count }, then);
    if (this.#attempt(pc + 1, i, repeat.outer, then)) return true;
    if ((max < MAXREPEAT && count >= max) || i === repeat.last) return false;
    return this.#attempt(repeat.at + 4, i, { ...repeat, count, last: i }, then);
  }

  #atomic(pc: number, i: number): number {
    let end = -1;
    this.#attempt(pc, i, null, (at) => {
      end = at;
      return true;
    });
    return end;
  }

  #possessive(pc: number, i: number): number {
    const [, , min = 0, max = 0] = this.#code.slice(pc, pc + 4);
    let at = i;
    for (let count = 0; max >= MAXREPEAT || count < max; count++) {
      const end = this.#atomic(pc + 4, at);
      if (end < 0) return count < min ? -1 : at;
      if (end === at && count >= min) return at;
      at = end;
    }
    return at;
  }

  #group(group: number): readonly [number, number] | undefined {
    const [start = -1, end = -1] = [this.marks[2 * group], this.marks[2 * group + 1]];
    return start < 0 || end < start ? undefined : [start, end];
  }

  #groupAgain(op: number, group: number, i: number): number {
    const bounds = this.#group(group);
    if (bounds === undefined) return -1;
    const { fold } = SINGLES[op] as { fold: Case };
    const length = bounds[1] - bounds[0];
    if (i + length > this.#end) return -1;
    for (let n = 0; n < length; n++) {
      if (fold(this.#chars[i + n] as number) !== fold(this.#chars[bounds[0] + n] as number)) return -1;
    }
    return length;
  }

  /** `SRE(at)`, by number of `ATCODES`. */
  #at(where: number, i: number): boolean {
    const { chars } = this.#subject;
    const end = this.#end;
    const boundary = (word: (c: number) => boolean): boolean => {
      if (end === 0) return false;
      const before = i > 0 && word(chars[i - 1] as number);
      return before !== (i < end && word(chars[i] as number));
    };
    switch (where) {
      case 0:
      case 2:
        return i === 0;
      case 1:
        return i === 0 || chars[i - 1] === 10;
      case 3:
      case 8:
        return boundary(asciiWord);
      case 4:
      case 9:
        return end > 0 && !boundary(asciiWord);
      case 5:
        return i === end || (i === end - 1 && chars[i] === 10);
      case 6:
        return i === end || chars[i] === 10;
      case 7:
        return i === end;
      case 10:
        return boundary(unicodeWord);
      default:
        return end > 0 && !boundary(unicodeWord);
    }
  }
}

/** How a pattern is put to a text. `nonEmptyAt`: a match that begins there must not be empty. */
export interface Attempt {
  readonly mode: 'match' | 'fullmatch' | 'search';
  readonly nonEmptyAt?: number;
}

/** The first match from `subject.start` on; undefined without one. */
export function findMatch(
  code: readonly number[],
  groups: number,
  subject: Subject,
  { mode, nonEmptyAt = -1 }: Attempt,
): Found | undefined {
  const matcher = new Matcher(code, subject);
  const last = mode === 'search' ? subject.end : subject.start;
  for (let start = subject.start; start <= last; start++) {
    const end = matcher.matchAt(
      start,
      (at) => (mode !== 'fullmatch' || at === subject.end) && !(start === nonEmptyAt && at === start),
    );
    if (end >= 0) {
      const marks = Array.from({ length: 2 * groups }, (_, i) => matcher.marks[i] ?? -1);
      return { start, end, marks, lastIndex: matcher.lastIndex };
    }
  }
  return undefined;
}
