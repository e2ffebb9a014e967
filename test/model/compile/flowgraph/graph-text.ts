/**
 * Control flow graphs as text, for tests: one instruction a line, `line OP argument` with `.` for no line and `->label`
 * for a target; `label:` stands before what it names.
 * @module
 */
import type { CodeConstant, Version } from '../../../../model/code/code-object.ts';
import { blocks, type Graph } from '../../../../model/compile/flowgraph/block.ts';
import { buildGraph } from '../../../../model/compile/flowgraph/build.ts';
import type { InstructionSequence, SequenceInstruction } from '../../../../model/compile/sequence.ts';

/** The sequence that a text spells. */
export function sequence(text: string): InstructionSequence {
  const ids = new Map<string, number>();
  const id = (name: string): number => {
    if (!ids.has(name)) ids.set(name, ids.size);
    return ids.get(name)!;
  };
  const instructions: SequenceInstruction[] = [];
  const labels = new Map<number, number>();
  for (const row of text
    .trim()
    .split('\n')
    .map((r) => r.trim())) {
    if (row.endsWith(':')) {
      labels.set(id(row.slice(0, -1)), instructions.length);
      continue;
    }
    const [line, op, argument = '0'] = row.split(/\s+/);
    const at = line === '.' ? null : { line: Number(line), endLine: Number(line), column: 0, endColumn: 1 };
    const target = argument.startsWith('->') ? id(argument.slice(2)) : null;
    instructions.push({ op: op!, arg: target === null ? Number(argument) : 0, target, at });
  }
  return { instructions, labels };
}

/** The graph that a text spells. */
export function graph(text: string, python: Version = '3.14', consts: CodeConstant[] = []): Graph {
  return buildGraph(python, sequence(text), null, consts);
}

/** The graph as text: blocks that are jumped to are `b1`, `b2` … in code order; empty blocks do not show. */
export function show(g: Graph): string[] {
  const order = [...blocks(g)];
  const targets = new Set(order.flatMap((b) => b.instrs.map((i) => i.target)));
  const names = new Map(order.filter((b) => targets.has(b)).map((b, index) => [b, `b${index + 1}`]));
  return order.flatMap((b) => {
    const head = names.has(b) ? [`${names.get(b)}:`] : [];
    const rows = b.instrs.map((i) => {
      const argument = i.target !== null ? ` ->${names.get(i.target)}` : i.arg === 0 ? '' : ` ${i.arg}`;
      return `${i.at === null ? '.' : i.at.line} ${i.op}${argument}`;
    });
    return [...head, ...rows];
  });
}

/** A text in the form of {@link show}. */
export function rows(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((r) => r.trim());
}
