/**
 * From a code unit to a code object: the control flow graph, then jump offsets, the exception table and positions
 * (`assemble.c`).
 * @module
 */
import type { CodeObject, ExceptionTableEntry, Instruction } from '../code/code-object.ts';
import { jumpTarget, type Opcode } from '../code/opcodes.ts';
import { type Block, type Graph, type Instr, isScopeExit, lineOf } from './flowgraph/block.ts';
import { buildGraph } from './flowgraph/build.ts';
import { optimize } from './flowgraph/optimize.ts';
import { localsPlus } from './flowgraph/prefix.ts';
import type { CodeUnit, Location } from './sequence.ts';

/** An instruction on its way to bytes; sizes and offsets are in code units of 2 bytes. */
interface Emitted {
  readonly source: Instr;
  readonly opcode: Opcode;
  /** Index of the destination; −1 where there is none. */
  readonly target: number;
  arg: number;
  offset: number;
}

function extendedArgs(arg: number): number {
  return Number(arg > 0xff) + Number(arg > 0xffff) + Number(arg > 0xffffff);
}

function sizeOf(e: Emitted): number {
  return extendedArgs(e.arg) + 1 + e.opcode.caches;
}

/** JUMP in its direction. */
function directed(op: string, forward: boolean): string {
  if (op === 'JUMP') return forward ? 'JUMP_FORWARD' : 'JUMP_BACKWARD';
  if (op === 'JUMP_NO_INTERRUPT') return forward ? 'JUMP_FORWARD' : 'JUMP_BACKWARD_NO_INTERRUPT';
  return op;
}

function emit(g: Graph): { code: Emitted[]; starts: Map<Block, number> } {
  const starts = new Map<Block, number>();
  let count = 0;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    starts.set(b, count);
    count += b.instrs.length;
  }
  const code: Emitted[] = [];
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (const source of b.instrs) {
      const target = source.target === null ? -1 : starts.get(source.target)!;
      const opcode = g.opcodes.byName.get(directed(source.op, target > code.length))!;
      // Where two sizes of jumps are consistent, which one comes out depends on this first guess.
      const arg = target >= 0 && g.facts.guessesJumpByIndex ? target : source.arg;
      code.push({ source, opcode, target, arg, offset: 0 });
    }
  }
  return { code, starts };
}

/** Jump arguments, until none needs more EXTENDED_ARGs than it had. */
function resolveJumpOffsets(g: Graph, code: readonly Emitted[]): void {
  for (let again = true; again; ) {
    again = false;
    let offset = 0;
    for (const e of code) {
      e.offset = offset;
      offset += sizeOf(e);
    }
    let end = 0;
    for (const e of code) {
      const size = sizeOf(e);
      end += size;
      if (e.target < 0) continue;
      const to = code[e.target]!.offset;
      if (e.opcode.name === 'END_ASYNC_FOR') e.arg = end - to - g.facts.endSendOffset;
      else e.arg = Math.abs(end - to);
      if (sizeOf(e) !== size) again = true;
    }
  }
}

/** NEXT_LOCATION is the location of what follows, if control gets there. */
function resolveNextLocations(code: readonly Emitted[]): Location[] {
  const locations = new Array<Location>(code.length);
  for (let index = code.length - 1; index >= 0; index--) {
    const { source } = code[index]!;
    let at = source.at;
    if (lineOf(at) === -2) at = isScopeExit(source) || source.target !== null ? null : (locations[index + 1] ?? null);
    locations[index] = at;
  }
  return locations;
}

function instructions(code: readonly Emitted[]): Instruction[] {
  const result: Instruction[] = [];
  const locations = resolveNextLocations(code);

  for (let index = 0; index < code.length; index++) {
    const e = code[index]!;
    const at = locations[index]!;
    // What is left of a location in the line table, where columns come in pairs. Field by field: a spread takes most of the time of assembling.
    let line: number | null = null;
    let endLine: number | null = null;
    let column: number | null = null;
    let endColumn: number | null = null;
    if (at !== null) {
      line = at.line;
      endLine = at.endLine < 0 ? line : at.endLine;
      if (endLine !== line || (at.column >= 0 && at.endColumn >= 0)) {
        if (at.column >= 0) column = at.column;
        if (at.endColumn >= 0) endColumn = at.endColumn;
      }
    }
    let offset = 2 * e.offset;
    for (let n = extendedArgs(e.arg); n > 0; n--) {
      const arg = e.arg >>> (8 * n);
      result.push({ offset, op: 'EXTENDED_ARG', arg, size: 2, target: -1, line, endLine, column, endColumn });
      offset += 2;
    }
    const size = 2 * (1 + e.opcode.caches);
    const target = jumpTarget(e.opcode, e.arg, offset + size);
    result.push({ offset, op: e.opcode.name, arg: e.arg, size, target, line, endLine, column, endColumn });
  }
  return result;
}

function exceptionTable(code: readonly Emitted[], starts: ReadonlyMap<Block, number>): ExceptionTableEntry[] {
  const entries: ExceptionTableEntry[] = [];
  let handler: Block | null = null;
  let start = 0;
  let offset = 0;
  const close = (): void => {
    if (handler === null) return;
    const lasti = handler.preserveLasti;
    const depth = handler.startDepth - (lasti ? 2 : 1);
    const target = 2 * code[starts.get(handler)!]!.offset;
    entries.push({ start: 2 * start, end: 2 * offset, target, depth, lasti });
  };
  for (const e of code) {
    if (e.source.except !== handler) {
      close();
      start = offset;
      handler = e.source.except;
    }
    offset += sizeOf(e);
  }
  close();
  return entries;
}

/** Optimises and assembles a code unit; `unit.consts` is left as it is. */
export function assemble(unit: CodeUnit): CodeObject {
  const g = buildGraph(unit.python, unit.sequence, unit.annotations, [...unit.consts]);
  const depth = optimize(g, unit);
  const { code, starts } = emit(g);
  resolveJumpOffsets(g, code);
  const locals = localsPlus(unit);
  return {
    kind: 'code',
    python: unit.python,
    name: unit.name,
    qualname: unit.qualname,
    filename: unit.filename,
    firstlineno: unit.firstlineno,
    flags: unit.flags,
    argcount: unit.argcount,
    posonlyargcount: unit.posonlyargcount,
    kwonlyargcount: unit.kwonlyargcount,
    stacksize: Math.max(depth, g.facts.minStackSize),
    consts: g.consts,
    names: unit.names,
    localsplusnames: locals.names,
    localspluskinds: locals.kinds,
    instructions: instructions(code),
    exceptionTable: exceptionTable(code, starts),
  };
}
