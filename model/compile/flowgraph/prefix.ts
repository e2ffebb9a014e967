/**
 * Slots for locals, cells and free variables, and the instructions in front that make them (`prepare_localsplus`).
 * @module
 */
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, CO_FAST_LOCAL, isGenerator } from '../../code/code-object.ts';
import type { CodeUnit } from '../sequence.ts';
import { type Block, type Graph, type Instr, newInstr } from './block.ts';

/** `co_localsplusnames` and `co_localspluskinds`, without the bits that tell arguments apart (3.14+). */
export interface LocalsPlus {
  readonly names: readonly string[];
  readonly kinds: readonly number[];
}

/** Locals first, then the cells that are no locals, then free variables. */
export function localsPlus(unit: CodeUnit): LocalsPlus {
  const cells = new Set(unit.cellvars);
  const locals = new Set(unit.varnames);
  const ownCells = unit.cellvars.filter((name) => !locals.has(name));
  return {
    names: [...unit.varnames, ...ownCells, ...unit.freevars],
    kinds: [
      ...unit.varnames.map(
        (name) =>
          CO_FAST_LOCAL | (unit.fastHidden.has(name) ? CO_FAST_HIDDEN : 0) | (cells.has(name) ? CO_FAST_CELL : 0),
      ),
      ...ownCells.map(() => CO_FAST_CELL),
      ...unit.freevars.map(() => CO_FAST_FREE),
    ],
  };
}

/** Slot of each cell and free variable, by the index that instructions use until now. */
function derefSlots(unit: CodeUnit): number[] {
  const locals = new Map(unit.varnames.map((name, slot) => [name, slot]));
  let next = unit.varnames.length;
  const cells = unit.cellvars.map((name) => locals.get(name) ?? next++);
  return [...cells, ...unit.freevars.map(() => next++)];
}

const TAKES_DEREF = new Set([
  'MAKE_CELL',
  'LOAD_CLOSURE',
  'LOAD_DEREF',
  'STORE_DEREF',
  'DELETE_DEREF',
  'LOAD_FROM_DICT_OR_DEREF',
]);

/** Puts the prefix in front and rewrites cell and free variable indices to slots. */
export function prepareLocalsPlus(g: Graph, unit: CodeUnit): void {
  const slots = derefSlots(unit);
  const prefix: Instr[] = [];
  if (unit.freevars.length > 0) prefix.push(newInstr('COPY_FREE_VARS', unit.freevars.length, null));
  const cells = unit.cellvars.map((_, index) => index).sort((a, b) => slots[a]! - slots[b]!);
  prefix.push(...cells.map((index) => newInstr('MAKE_CELL', index, null)));
  if (g.facts.generatorPrefix && isGenerator(unit.flags)) {
    const line = unit.firstlineno;
    const at = { line, endLine: line, column: -1, endColumn: -1 };
    prefix.push(newInstr('RETURN_GENERATOR', 0, at), newInstr('POP_TOP', 0, g.facts.generatorPopLocated ? at : null));
  }
  g.entry.instrs.unshift(...prefix);
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    for (const i of b.instrs) {
      if (TAKES_DEREF.has(i.op)) i.arg = slots[i.arg]!;
    }
  }
}
