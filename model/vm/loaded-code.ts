/**
 * A code object made ready to run in one VM: constants as values, instructions bound to their semantics, event sites known.
 * @module
 */
import { type CodeObject, type Instruction, isCode } from '../code/code-object.ts';
import { farLineChanges, firstTraceable, lineStarts } from '../code/line-table.ts';
import { PY_RESUME, PY_START } from '../monitoring/event-set.ts';
import type { Profile } from '../versions.ts';
import type { BoundInstruction, InstructionSemantics } from './operations.ts';
import { ModelError, type Ref, type Value } from './value.ts';

/** Which events each instruction can emit, by instruction index. */
export interface EventSites {
  /** Instructions before this one are never instrumented. */
  readonly first: number;
  /** The instruction's own event, or −1. */
  readonly event: Int8Array;
  /** The line that starts here, or `NO_LINE`. */
  readonly line: Int32Array;
  /** 1 where INSTRUCTION can fire. */
  readonly perInstruction: Uint8Array;
}

const NOTHING = new Int32Array(0);
const NO_SITES: EventSites = { first: 0, event: new Int8Array(0), line: NOTHING, perInstruction: new Uint8Array(0) };

/** Whose code it is: the program's own file; another file or text of the program's; CPython's library. */
export type CodePlace = 'program' | 'beside' | 'library';

/** Code that the library makes of a text has no file. */
function isLibraryFile(filename: string): boolean {
  return !filename.startsWith('<') || filename.startsWith('<frozen ');
}

/** Immutable after loading; states share it and serialise it as `index`. */
export class LoadedCode {
  readonly index: number;
  readonly code: CodeObject;
  /** `co_consts` as values: the same object at every execution, as in CPython. */
  readonly consts: Value[] = [];
  /** The code object itself as a value; null until it is loaded. */
  value: Ref | null = null;
  instructions: readonly BoundInstruction[] = [];
  /** Instruction index by byte offset / 2; −1 inside caches. */
  indexOf: Int32Array = NOTHING;
  readonly nlocals: number;
  sites: EventSites = NO_SITES;

  readonly #profile: Profile;
  #farLineChanges: Uint8Array | null = null;
  readonly place: CodePlace;
  /** Outside the program's file, and the library's where that is watched too: its events are nobody's, and its frames do not count. */
  readonly foreign: boolean;
  /** Binds the instructions; null once that is done. */
  private binding: (() => void) | null;

  /** Library code, of which most never runs, is bound when its first frame is made. */
  constructor(
    index: number,
    code: CodeObject,
    table: ReadonlyMap<string, InstructionSemantics>,
    profile: Profile,
    place: CodePlace,
    watchesLibrary: boolean,
  ) {
    this.place = place;
    this.#profile = profile;
    this.foreign = place !== 'program' && !(watchesLibrary && place === 'library' && isLibraryFile(code.filename));
    this.index = index;
    this.code = code;
    this.nlocals = code.localsplusnames.length;
    this.binding = () => this.bind(code, table, profile);
    if (place !== 'library') this.prepare();
  }

  /** Makes the code ready for a frame. */
  prepare(): void {
    if (this.binding === null) return;
    this.binding();
    this.binding = null;
  }

  private bind(code: CodeObject, table: ReadonlyMap<string, InstructionSemantics>, profile: Profile): void {
    const last = code.instructions[code.instructions.length - 1];
    const indexOf = new Int32Array(last === undefined ? 1 : (last.offset + last.size) / 2 + 1).fill(-1);
    const { length } = code.instructions;
    for (let i = 0; i < length; i++) indexOf[(code.instructions[i] as Instruction).offset / 2] = i;
    this.indexOf = indexOf;
    const instructions: BoundInstruction[] = [];
    for (let i = 0; i < length; i++) {
      const x = code.instructions[i] as Instruction;
      const semantics = table.get(x.op) ?? this.unmodelled(x.op, x.offset);
      const targetIndex = x.target < 0 ? -1 : (indexOf[x.target / 2] as number);
      // Field by field: a spread with more fields behind it takes most of the time of loading.
      const { offset, op, arg, size, target, line, endLine, column, endColumn } = x;
      instructions.push({
        offset,
        op,
        arg,
        size,
        target,
        line,
        endLine,
        column,
        endColumn,
        index: i,
        targetIndex,
        code: this,
        semantics,
      });
    }
    this.instructions = instructions;
    this.sites = eventSites(code, profile, indexOf);
  }

  /** Library code may hold an opcode that the model lacks, as long as it is not reached. */
  private unmodelled(op: string, offset: number): InstructionSemantics {
    const fail = (): never => {
      throw new ModelError(`opcode ${op} at offset ${offset} of ${this.code.qualname} is not modelled`);
    };
    return this.place === 'library' ? { execute: fail } : fail();
  }

  /** {@link farLineChanges}, made when the quirk asks for it. */
  get farLineChanges(): Uint8Array {
    this.#farLineChanges ??= farLineChanges(this.code, this.#profile, (offset) => this.indexOf[offset / 2] as number);
    return this.#farLineChanges;
  }

  /** Offset in bytes of an instruction. */
  offsetOf(i: number): number {
    return (this.instructions[i] as BoundInstruction).offset;
  }
}

function eventSites(code: CodeObject, profile: Profile, indexOf: Int32Array): EventSites {
  const n = code.instructions.length;
  const first = firstTraceable(code);
  const event = new Int8Array(n).fill(-1);
  const perInstruction = new Uint8Array(n);
  for (let i = first; i < n; i++) {
    const { op, arg } = code.instructions[i] as BoundInstruction;
    event[i] = op === 'RESUME' ? (arg > 0 ? PY_RESUME : PY_START) : (profile.opcodeEvents[op] ?? -1);
    perInstruction[i] = op === 'RESUME' || op === 'END_FOR' ? 0 : 1;
  }
  return { first, event, line: lineStarts(code, profile, (offset) => indexOf[offset / 2] as number), perInstruction };
}

/** The code objects nested in a code object, itself first. */
export function allCode(code: CodeObject): CodeObject[] {
  const all: CodeObject[] = [];
  collect(code, all);
  return all;
}

function collect(code: CodeObject, all: CodeObject[]): void {
  all.push(code);
  for (const constant of code.consts) if (isCode(constant)) collect(constant, all);
}
