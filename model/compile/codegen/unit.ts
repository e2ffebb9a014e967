/**
 * One code unit under construction: the code of a module, function, class, lambda, comprehension or annotation scope.
 * @module
 */
import { type CodeConstant, type CodeObject, isCode } from '../../code/code-object.ts';
import type { Constant } from '../../code/constant.ts';
import type { AnnAssign, Span, Statement } from '../../program/syntax.ts';
import { constantKey, isSameCode } from '../constant-key.ts';
import type { InstructionSequence, Label, Location, SequenceInstruction } from '../sequence.ts';
import { type Block, DEF_COMP_CELL, DEF_FREE_CLASS, namesOf } from '../symtable.ts';

export type ScopeType = 'module' | 'class' | 'function' | 'asyncFunction' | 'lambda' | 'comprehension' | 'annotations';

/** What has to be undone on the way out of a statement by `return`, `break` or `continue`. */
export type FrameBlock =
  | { readonly type: 'whileLoop' | 'forLoop' | 'asyncForLoop'; readonly block: Label; readonly exit: Label }
  | { readonly type: 'tryExcept' | 'exceptionHandler' | 'exceptionGroupHandler' }
  | { readonly type: 'asyncComprehension' | 'stopIteration' | 'popValue' }
  | { readonly type: 'finallyTry'; readonly finalbody: readonly Statement[] }
  | { readonly type: 'finallyEnd' }
  | { readonly type: 'with' | 'asyncWith'; readonly at: Location }
  | { readonly type: 'handlerCleanup'; readonly name: string | null };

/** An annotation to be put in `__annotate__`; `index` is its number in `__conditional_annotations__`, or −1. */
export interface DeferredAnnotation {
  readonly statement: AnnAssign;
  readonly index: number;
}

/** Argument counts of a unit (`_PyCompile_CodeUnitMetadata`). */
export interface ArgumentCounts {
  readonly argcount?: number;
  readonly posonlyargcount?: number;
  readonly kwonlyargcount?: number;
}

export class Unit {
  readonly scopeType: ScopeType;
  readonly block: Block;
  readonly name: string;
  qualname: string;
  readonly firstlineno: number;
  /** The class whose name mangles private names here. */
  privateName: string | null;
  argcount: number;
  readonly posonlyargcount: number;
  readonly kwonlyargcount: number;
  readonly consts: CodeConstant[] = [];
  readonly names = new Map<string, number>();
  readonly varnames = new Map<string, number>();
  readonly cellvars = new Map<string, number>();
  readonly freevars = new Map<string, number>();
  /** Locals of comprehensions inlined in a class or module: true while inside. */
  readonly fastHidden = new Map<string, boolean>();
  sequence: InstructionSequence = newSequence();
  /** The code that replaces ANNOTATIONS_PLACEHOLDER. */
  annotations: InstructionSequence | null = null;
  readonly frameBlocks: FrameBlock[] = [];
  inInlinedComp = 0;
  inConditionalBlock = 0;
  readonly staticAttributes = new Set<string>();
  readonly deferred: DeferredAnnotation[] = [];
  nextConditionalIndex = 0;
  private readonly constIndexes = new Map<string, number>();
  private nextLabel = 0;

  constructor(
    scopeType: ScopeType,
    block: Block,
    name: string,
    firstlineno: number,
    privateName: string | null,
    counts: ArgumentCounts,
  ) {
    this.scopeType = scopeType;
    this.block = block;
    this.name = name;
    this.qualname = name;
    this.firstlineno = firstlineno;
    this.privateName = privateName;
    this.argcount = counts.argcount ?? 0;
    this.posonlyargcount = counts.posonlyargcount ?? 0;
    this.kwonlyargcount = counts.kwonlyargcount ?? 0;
    for (const v of block.varnames) {
      indexOf(this.varnames, v);
    }
    for (const cell of namesOf(block, 'cell', DEF_COMP_CELL)) {
      indexOf(this.cellvars, cell);
    }
    if (block.needsClassClosure) {
      indexOf(this.cellvars, '__class__');
    }
    if (block.needsClassDict) {
      indexOf(this.cellvars, '__classdict__');
    }
    if (block.hasConditionalAnnotations) {
      indexOf(this.cellvars, '__conditional_annotations__');
    }
    const offset = this.cellvars.size;
    namesOf(block, 'free', DEF_FREE_CLASS).forEach((free, i) => {
      this.freevars.set(free, offset + i);
    });
  }

  /** The index of a constant, added if it is new. */
  addConst(value: CodeConstant | Constant): number {
    if (isCode(value)) return this.addCode(value);
    const key = constantKey(value);
    let index = this.constIndexes.get(key);
    if (index === undefined) {
      index = this.consts.length;
      this.consts.push(value);
      this.constIndexes.set(key, index);
    }
    return index;
  }

  private addCode(code: CodeObject): number {
    const index = this.consts.findIndex((c) => isCode(c) && isSameCode(c, code));
    return index >= 0 ? index : this.consts.push(code) - 1;
  }

  newLabel(): Label {
    return this.nextLabel++;
  }

  useLabel(label: Label): void {
    this.sequence.labels.set(label, this.sequence.instructions.length);
  }

  emit(op: string, arg: number, target: Label | null, at: Location): void {
    this.sequence.instructions.push({ op, arg, target, at });
  }

  /** Puts an instruction before the one at `index`; labels there and later move along. */
  insert(index: number, instruction: SequenceInstruction): void {
    this.sequence.instructions.splice(index, 0, instruction);
    for (const [label, position] of this.sequence.labels) {
      if (position >= index) {
        this.sequence.labels.set(label, position + 1);
      }
    }
  }
}

export function newSequence(): InstructionSequence {
  return { instructions: [], labels: new Map() };
}

/** The index of a name in a table of names, added if it is new (`_PyCompile_DictAddObj`). */
export function indexOf(table: Map<string, number>, name: string): number {
  let index = table.get(name);
  if (index === undefined) {
    index = table.size;
    table.set(name, index);
  }
  return index;
}

/** A position of a whole line, as the head of a unit has it. */
export function lineStart(line: number): Span {
  return { line, column: 0, endLine: line, endColumn: 0 };
}
