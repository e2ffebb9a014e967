/**
 * Line numbers for instructions that code generation gave none (PEP 626: every exit has the line it leaves from).
 * @module
 */
import {
  appendCopies,
  type Block,
  exitsScope,
  fallsThrough,
  freshLabel,
  type Graph,
  isJump,
  lastInstr,
  lineOf,
  newBlock,
  nextNonempty,
} from './block.ts';
import { hasNoLine } from './reach.ts';

function isLinelessExit(g: Graph, b: Block): boolean {
  const matters = exitsScope(b) || b.instrs.some((i) => g.facts.evalBreaks.has(i.op));
  return matters && hasNoLine(b);
}

/** Copies lineless exits that several jumps reach, so that each can take the line of the one jump to it. */
function duplicateExits(g: Graph): void {
  let label = freshLabel(g);
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = lastInstr(b);
    if (last === undefined || !isJump(last)) continue;
    const target = nextNonempty(last.target)!;
    if (!isLinelessExit(g, target) || target.predecessors <= 1) continue;
    const copy = newBlock(label++);
    appendCopies(copy, target);
    copy.instrs[0]!.at = last.at;
    copy.predecessors = 1;
    copy.next = target.next;
    last.target = copy;
    target.predecessors--;
    target.next = copy;
  }
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    if (fallsThrough(b) && b.next !== null && b.instrs.length > 0 && isLinelessExit(g, b.next)) {
      b.next.instrs[0]!.at = lastInstr(b)!.at;
    }
  }
}

/** Lineless instructions take the line before them, also from the sole predecessor of their block. */
function propagate(g: Graph): void {
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = lastInstr(b);
    if (last === undefined) continue;
    let previous: typeof last.at = null;
    for (const i of b.instrs) {
      if (i.at === null) i.at = previous;
      else previous = i.at;
    }
    const inherit = (to: Block): void => {
      const first = to.instrs[0];
      if (first !== undefined && first.at === null) first.at = previous;
    };
    if (fallsThrough(b) && b.next !== null && b.next.predecessors === 1) inherit(b.next);
    if (isJump(last)) {
      let target = last.target!;
      if (g.facts.looksPastEmptyTargets) {
        while (target.instrs.length === 0 && target.predecessors === 1) target = target.next!;
      }
      if (target.predecessors === 1) inherit(target);
    }
  }
}

/** Any line for the returns that still have none (3.12). */
const NO_COLUMNS = { endLine: -1, column: -1, endColumn: -1 };

function guaranteeExits(g: Graph, firstlineno: number): void {
  let line = firstlineno;
  for (let b: Block | null = g.entry; b !== null; b = b.next) {
    const last = lastInstr(b);
    if (last === undefined) continue;
    if (lineOf(last.at) >= 0) line = lineOf(last.at);
    else if (last.op === 'RETURN_VALUE') {
      // Only the line is set: what has a location already keeps the rest of it.
      for (const i of b.instrs) i.at = { ...(i.at ?? NO_COLUMNS), line };
    }
  }
}

/** `resolve_line_numbers`. */
export function resolveLineNumbers(g: Graph, firstlineno: number): void {
  duplicateExits(g);
  propagate(g);
  if (g.facts.guaranteesExitLines) guaranteeExits(g, firstlineno);
}
