/**
 * From instruction sequence to control flow graph: blocks are cut at labels, jumps and exits; labels become targets.
 * @module
 */
import type { CodeConstant, Version } from '../../code/code-object.ts';
import type { InstructionSequence, SequenceInstruction } from '../sequence.ts';
import { type Block, type Graph, isBlockPush, isScopeExit, lastInstr, newBlock, newGraph } from './block.ts';
import { FACTS } from './facts.ts';

/** The sequence with annotation code in the place of its placeholder, and labels as indices into it. */
interface Flat {
  readonly instructions: readonly SequenceInstruction[];
  /** From the index of a targeted instruction in `instructions` on. */
  readonly targets: ReadonlyMap<SequenceInstruction, number>;
}

function flatten(sequence: InstructionSequence, annotations: InstructionSequence | null): Flat {
  const instructions: SequenceInstruction[] = [];
  const position: number[] = [];
  for (const i of sequence.instructions) {
    position.push(instructions.length);
    if (i.op !== 'ANNOTATIONS_PLACEHOLDER') instructions.push(i);
    else if (annotations !== null) instructions.push(...annotations.instructions);
  }
  const targets = new Map<SequenceInstruction, number>();
  for (const i of sequence.instructions) {
    if (i.target === null) continue;
    const index = sequence.labels.get(i.target);
    const to = index === undefined ? undefined : position[index];
    if (to === undefined) throw new RangeError(`${i.op} jumps to label ${i.target}, which stands nowhere`);
    targets.set(i, to);
  }
  return { instructions, targets };
}

/**
 * Builds the graph of a sequence. `consts` is the unit's own list, to which passes append.
 * @throws RangeError where a jump has no destination.
 */
export function buildGraph(
  python: Version,
  sequence: InstructionSequence,
  annotations: InstructionSequence | null,
  consts: CodeConstant[],
): Graph {
  const { instructions, targets } = flatten(sequence, annotations);
  /** Number of the label at each index where a block starts. */
  const labelled = new Map([...targets.values()].map((index) => [index, index]));
  if (FACTS[python].everyLabelStartsBlock) for (const [label, index] of sequence.labels) labelled.set(index, label + 1);
  const entry = newBlock();
  let current: Block = entry;
  const byIndex = new Map<number, Block>();
  instructions.forEach((i, index) => {
    const last = lastInstr(current);
    const terminated = last !== undefined && (isScopeExit(last) || (last.target !== null && !isBlockPush(last)));
    const label = labelled.get(index);
    const starts = label !== undefined;
    if (terminated || (starts && (last !== undefined || current.label !== null))) {
      current.next = newBlock();
      current = current.next;
    }
    if (starts) {
      current.label = label;
      byIndex.set(index, current);
    }
    // The target is put in once every block is there; until then the entry stands for it.
    const to = targets.get(i);
    const target = to === undefined ? null : entry;
    const arg = to === undefined ? i.arg : labelled.get(to)!;
    const at = i.at?.line === -1 ? null : i.at;
    current.instrs.push({ op: i.op, arg, at, target, except: null });
  });
  let index = 0;
  for (let b: Block | null = entry; b !== null; b = b.next) {
    for (const i of b.instrs) {
      const to = targets.get(instructions[index++]!);
      if (to !== undefined) i.target = byIndex.get(to)!;
    }
  }
  return newGraph(python, consts, entry);
}
