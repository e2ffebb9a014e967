/**
 * The code generator's state and its elementary moves: open and close units, emit instructions, resolve names.
 * As `Python/compile.c` and the head of `Python/codegen.c` have them.
 * @module
 */
import type { CodeConstant, CodeObject } from '../../code/code-object.ts';
import type { ExprContext, Expression, Span, Statement } from '../../program/syntax.ts';
import type { Dialect } from '../dialect.ts';
import { CompileError } from '../errors.ts';
import type { FutureFeatures } from '../future.ts';
import type { CodeUnit, Label, Location } from '../sequence.ts';
import { type Block, isFunctionLike, mangle, maybeMangle, type Symtable } from '../symtable.ts';
import { codeFlags, qualnameOf } from './metadata.ts';
import { type ArgumentCounts, type FrameBlock, indexOf, lineStart, newSequence, type ScopeType, Unit } from './unit.ts';

/** RESUME's argument. */
const RESUME_AT_FUNC_START = 0;
export const RESUME_AFTER_YIELD = 1;
export const RESUME_AFTER_YIELD_FROM = 2;
export const RESUME_AFTER_AWAIT = 3;
/** 3.15+: before the iterator of a generator expression is made. */
export const RESUME_AT_GEN_EXPR_START = 4;

/** The visitors of the families, and the back end; knotted by `compile.ts`. */
export interface Collaborators {
  statement(c: Compiler, s: Statement): void;
  expression(c: Compiler, e: Expression): void;
  assemble(unit: CodeUnit): CodeObject;
}

/** What is special of a unit. */
export interface ScopeOptions {
  /** The class whose name mangles private names from here on. */
  readonly privateName?: string;
  readonly counts?: ArgumentCounts;
  /** The function whose annotations the unit evaluates, if its name is part of the qualified name. */
  readonly annotates?: string;
}

export class Compiler {
  readonly dialect: Dialect;
  readonly symtable: Symtable;
  readonly future: FutureFeatures;
  readonly filename: string;
  private readonly release: string | undefined;
  /** Enclosing units, outermost first, without the current one. */
  readonly stack: Unit[] = [];
  private current: Unit | null = null;
  private readonly collaborators: Collaborators;

  constructor(
    dialect: Dialect,
    symtable: Symtable,
    future: FutureFeatures,
    filename: string,
    collaborators: Collaborators,
    release?: string,
  ) {
    this.dialect = dialect;
    this.symtable = symtable;
    this.future = future;
    this.filename = filename;
    this.collaborators = collaborators;
    this.release = release;
  }

  get u(): Unit {
    return this.current!;
  }

  get block(): Block {
    return this.u.block;
  }

  // ---- visiting

  expr(e: Expression): void {
    this.collaborators.expression(this, e);
  }

  exprs(es: readonly Expression[]): void {
    for (const e of es) {
      this.expr(e);
    }
  }

  stmt(s: Statement): void {
    this.collaborators.statement(this, s);
  }

  stmts(body: readonly Statement[]): void {
    for (const s of body) {
      this.stmt(s);
    }
  }

  // ---- units

  /** Opens a unit and emits its head (`codegen_enter_scope`). */
  enterScope(scopeType: ScopeType, block: Block, name: string, firstlineno: number, options: ScopeOptions = {}): void {
    const parent = this.current;
    const privateName = options.privateName ?? parent?.privateName ?? null;
    const unit = new Unit(scopeType, block, name, firstlineno, privateName, options.counts ?? {});
    if (parent !== null) {
      this.stack.push(parent);
      unit.qualname = qualnameOf(unit, this.stack, options.annotates ?? null);
    }
    this.current = unit;
    if (this.dialect.writesReturnGenerator && (block.coroutine || block.generator)) {
      const at: Span = { line: firstlineno, column: -1, endLine: firstlineno, endColumn: -1 };
      this.op(at, 'RETURN_GENERATOR');
      this.op(at, 'POP_TOP');
    }
    const at = { ...lineStart(firstlineno), ...(scopeType === 'module' ? { line: 0 } : {}) };
    this.opArg(at, 'RESUME', RESUME_AT_FUNC_START);
    if (scopeType === 'module' && this.dialect.lazyAnnotations) {
      this.op(at, 'ANNOTATIONS_PLACEHOLDER');
    }
  }

  /** Closes the current unit and makes its code object; `addNone` if falling off its end returns `None`. */
  exitScope(addNone: boolean): CodeObject {
    if (addNone) {
      this.loadConst(null, null);
    }
    this.op(null, 'RETURN_VALUE');
    const u = this.u;
    this.current = this.stack.pop() ?? null;
    return this.collaborators.assemble({
      python: this.dialect.python,
      ...(this.release === undefined ? {} : { release: this.release }),
      name: u.name,
      qualname: u.qualname,
      filename: this.filename,
      firstlineno: u.firstlineno,
      flags: codeFlags(u.block, this.dialect) | this.future.flags,
      argcount: u.argcount + u.posonlyargcount,
      posonlyargcount: u.posonlyargcount,
      kwonlyargcount: u.kwonlyargcount,
      consts: u.consts,
      names: [...u.names.keys()],
      varnames: [...u.varnames.keys()],
      cellvars: [...u.cellvars.keys()],
      freevars: [...u.freevars.keys()],
      fastHidden: new Set(u.fastHidden.keys()),
      sequence: u.sequence,
      annotations: u.annotations,
    });
  }

  /** Runs `emit` with its code going to the sequence that will stand at ANNOTATIONS_PLACEHOLDER. */
  inAnnotationSetup(emit: () => void): void {
    const u = this.u;
    const outer = u.sequence;
    u.sequence = newSequence();
    emit();
    u.annotations = u.sequence;
    u.sequence = outer;
  }

  // ---- instructions

  newLabel(): Label {
    return this.u.newLabel();
  }

  useLabel(label: Label): void {
    this.u.useLabel(label);
  }

  op(at: Location, op: string): void {
    this.u.emit(op, 0, null, at);
  }

  opArg(at: Location, op: string, arg: number): void {
    this.u.emit(op, arg, null, at);
  }

  jump(at: Location, op: string, target: Label): void {
    this.u.emit(op, 0, target, at);
  }

  loadConst(at: Location, value: CodeConstant): void {
    this.opArg(at, 'LOAD_CONST', this.u.addConst(value));
  }

  /** An instruction whose argument is the index of a mangled name of `co_names`, shifted left with `low` bits below. */
  opName(at: Location, op: string, name: string, shift = 0, low = 0): void {
    this.opArg(at, op, (indexOf(this.u.names, this.mangle(name)) << shift) | low);
  }

  loadAttr(at: Location, name: string): void {
    this.opName(at, 'LOAD_ATTR', name, 1);
  }

  loadMethod(at: Location, name: string): void {
    this.opName(at, 'LOAD_ATTR', name, 1, 1);
  }

  // ---- names

  mangle(name: string): string {
    return this.dialect.manglesTypeParamsOnly
      ? maybeMangle(this.u.privateName, this.block, name)
      : mangle(this.u.privateName, name);
  }

  /** Reads, binds or deletes a name (`codegen_nameop`). */
  nameOp(at: Location, name: string, ctx: ExprContext): void {
    const u = this.u;
    const mangled = this.mangle(name);
    const scope = this.block.scopeOf(mangled);
    switch (scope) {
      case 'free':
      case 'cell':
        this.derefOp(at, indexOf(scope === 'free' ? u.freevars : u.cellvars, mangled), ctx);
        return;
      case 'local':
        if (isFunctionLike(this.block) || u.fastHidden.get(mangled) === true) {
          this.opArg(at, OPS[ctx].fast, indexOf(u.varnames, mangled));
          return;
        }
        break;
      case 'globalImplicit':
        if (isFunctionLike(this.block)) {
          this.globalOp(at, mangled, ctx, this.block.canSeeClassScope);
          return;
        }
        break;
      case 'globalExplicit':
        this.globalOp(at, mangled, ctx, false);
        return;
      default:
    }
    const index = indexOf(u.names, mangled);
    if (ctx === 'Load' && this.block.type === 'class' && u.inInlinedComp > 0) {
      this.opArg(at, 'LOAD_GLOBAL', index << 1);
      return;
    }
    this.opArg(at, OPS[ctx].name, index);
  }

  private derefOp(at: Location, index: number, ctx: ExprContext): void {
    if (ctx !== 'Load') {
      this.opArg(at, OPS[ctx].deref, index);
      return;
    }
    if (this.block.type === 'class' && this.u.inInlinedComp === 0) {
      this.op(at, 'LOAD_LOCALS');
      this.opArg(at, 'LOAD_FROM_DICT_OR_DEREF', index);
      return;
    }
    if (this.block.canSeeClassScope) {
      this.loadClassDict(at);
      this.opArg(at, 'LOAD_FROM_DICT_OR_DEREF', index);
      return;
    }
    this.opArg(at, 'LOAD_DEREF', index);
  }

  private globalOp(at: Location, name: string, ctx: ExprContext, seesClass: boolean): void {
    const index = indexOf(this.u.names, name);
    if (ctx === 'Load' && seesClass) {
      this.loadClassDict(at);
      this.opArg(at, 'LOAD_FROM_DICT_OR_GLOBALS', index);
      return;
    }
    this.opArg(at, OPS[ctx].global, ctx === 'Load' ? index << 1 : index);
  }

  private loadClassDict(at: Location): void {
    this.opArg(at, 'LOAD_DEREF', indexOf(this.u.freevars, '__classdict__'));
  }

  // ---- frame blocks

  pushFrameBlock(block: FrameBlock, at: Location): void {
    if (this.u.frameBlocks.length >= this.dialect.maxBlocks) {
      throw this.error('too many statically nested blocks', at);
    }
    this.u.frameBlocks.push(block);
  }

  popFrameBlock(): void {
    this.u.frameBlocks.pop();
  }

  error(message: string, at: Location): CompileError {
    return new CompileError(message, at ?? { line: 0, column: 0, endLine: 0, endColumn: 0 });
  }
}

/** Written out: names that are put together are compared letter by letter ever after. */
const OPS: Readonly<Record<ExprContext, Readonly<Record<'fast' | 'name' | 'deref' | 'global', string>>>> = {
  Load: { fast: 'LOAD_FAST', name: 'LOAD_NAME', deref: 'LOAD_DEREF', global: 'LOAD_GLOBAL' },
  Store: { fast: 'STORE_FAST', name: 'STORE_NAME', deref: 'STORE_DEREF', global: 'STORE_GLOBAL' },
  Del: { fast: 'DELETE_FAST', name: 'DELETE_NAME', deref: 'DELETE_DEREF', global: 'DELETE_GLOBAL' },
};
