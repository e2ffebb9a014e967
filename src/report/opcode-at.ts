/**
 * The instruction that an event of a trace is told by: an event names its code by qualified name and its place by an offset, which is not always that
 * of the instruction.
 * @module
 */
import { allCode, type CodeObject, possibleEvents, type TraceEvent } from '../../model/index.ts';

/** The opcode's name; undefined where no instruction of the module can tell that. */
export type OpcodeAt = (event: TraceEvent) => string | undefined;

interface Teller {
  readonly op: string;
  readonly line: number;
}

/** For the events of one module's code. Of several code objects of one name the one is taken that has the event's line there. */
export function opcodeAt(module: CodeObject): OpcodeAt {
  const tellers = new Map<string, Teller[]>();
  for (const code of allCode(module)) {
    possibleEvents(code).forEach((events, i) => {
      const { op, line } = code.instructions[i]!;
      for (const { event, offsets } of events) {
        for (const offset of offsets) {
          const key = keyOf(code.qualname, event, offset);
          const found = tellers.get(key) ?? [];
          tellers.set(key, found);
          found.push({ op, line: line ?? 0 });
        }
      }
    });
  }
  return ({ code, event, offset, line }) => {
    if (offset === undefined) return undefined;
    const found = tellers.get(keyOf(code, event, offset)) ?? [];
    return (found.find((teller) => teller.line === line) ?? found[0])?.op;
  };
}

function keyOf(code: string, event: string, offset: number): string {
  return `${event}@${offset} ${code}`;
}
