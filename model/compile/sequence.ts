/**
 * What code generation hands to the flow graph: instructions with labels, real and pseudo opcodes mixed, as CPython's
 * `instruction_sequence.c` keeps them.
 * @module
 */
import type { CodeConstant, Version } from '../code/code-object.ts';
import type { Span } from '../program/syntax.ts';

/** Position of an instruction; `null` is CPython's NO_LOCATION (line −1), `NEXT_LOCATION` its line −2 (3.13+). */
export type Location = Span | null;
export const NEXT_LOCATION: Span = { line: -2, column: -2, endLine: -2, endColumn: -2 };

/** A jump target; ids are unique in one sequence. */
export type Label = number;

export interface SequenceInstruction {
  /** Real or pseudo opcode name of the version compiled for (`SETUP_FINALLY`, `JUMP`, `LOAD_CLOSURE` … are pseudo). */
  op: string;
  /** The oparg; meaningless where `target` is set. */
  arg: number;
  /** Of jumps and of block pushes (SETUP_FINALLY, SETUP_CLEANUP, SETUP_WITH). */
  target: Label | null;
  at: Location;
}

/** The instructions of one code unit; `labels.get(l)` is the index of the instruction that follows label l. */
export interface InstructionSequence {
  readonly instructions: SequenceInstruction[];
  readonly labels: Map<Label, number>;
}

/** Everything the back end (flow graph and assembler) needs to turn a code unit into a code object. */
export interface CodeUnit {
  readonly python: Version;
  /** The release compiled for, where it is not the first one known of its minor version. */
  readonly release?: string;
  readonly name: string;
  readonly qualname: string;
  readonly filename: string;
  readonly firstlineno: number;
  readonly flags: number;
  readonly argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  /** As the code generator made them, in index order, not yet pruned. */
  readonly consts: CodeConstant[];
  readonly names: readonly string[];
  /** `co_varnames` order; cells and free variables in CPython's index order (cells sorted as compile.c's dictbytype does, then free). */
  readonly varnames: readonly string[];
  readonly cellvars: readonly string[];
  readonly freevars: readonly string[];
  /** Locals that are hidden fast locals (inlined comprehensions in class or module scope). */
  readonly fastHidden: ReadonlySet<string>;
  readonly sequence: InstructionSequence;
  /** 3.14+: the sequence that replaces ANNOTATIONS_PLACEHOLDER, if any. */
  readonly annotations: InstructionSequence | null;
}
