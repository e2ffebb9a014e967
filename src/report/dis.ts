/**
 * A program's code, instruction by instruction, with the events that each can tell: as data, and as text.
 * @module
 */
import { allCode, type CodeObject, eventSetNumber, type Instruction, possibleEvents } from '../../model/index.ts';
import { argumentText } from './argument-text.ts';

/** One instruction. */
interface ShownInstruction extends Omit<Instruction, 'target' | 'size'> {
  readonly size: number;
  readonly target?: number;
  /** What the argument stands for. */
  readonly argument?: string;
  readonly events: readonly {
    readonly event: string;
    readonly offsets: readonly number[];
    readonly dests?: readonly number[];
  }[];
  /** The set of these events, as `sys.monitoring` of that version numbers them. */
  readonly mask?: number;
}

/** One code object. */
interface ShownCode {
  readonly code: string;
  readonly firstlineno: number;
  readonly flags: number;
  readonly stacksize: number;
  readonly instructions: readonly ShownInstruction[];
  readonly handlers: CodeObject['exceptionTable'];
}

/** A module's code object and those nested in it, outermost first. */
export function disassembly(module: CodeObject, masks: boolean): ShownCode[] {
  return allCode(module).map((code) => {
    const possible = possibleEvents(code);
    return {
      code: code.qualname,
      firstlineno: code.firstlineno,
      flags: code.flags,
      stacksize: code.stacksize,
      instructions: code.instructions.map((instruction, i) => {
        const { target, ...rest } = instruction;
        const argument = argumentText(code, instruction);
        const events = possible[i]!;
        const names = events.map(({ event }) => event);
        return {
          ...rest,
          ...(target < 0 ? {} : { target }),
          ...(argument === undefined ? {} : { argument }),
          events,
          ...(masks ? { mask: eventSetNumber(code.python, names) } : {}),
        };
      }),
      handlers: code.exceptionTable,
    };
  });
}

/** Lines of text: line, offset, opcode, argument, position, events. */
export function disassemblyText(codes: readonly ShownCode[]): string[] {
  return codes.flatMap(({ code, firstlineno, stacksize, instructions, handlers }, n) => {
    let shown: number | null | undefined;
    const rows = instructions.map((x) => {
      const line = x.line === shown ? '' : String(x.line ?? '–');
      shown = x.line;
      const argument = x.argument === undefined ? argumentNumber(x) : `${argumentNumber(x)} (${x.argument})`;
      const mask = x.mask === undefined ? '' : `${x.mask === 0 ? '' : `0x${x.mask.toString(16)}`}`.padStart(8);
      const columns = x.column === null || x.endColumn === null ? '' : `${x.column}–${x.endColumn}`;
      const left = `${line.padStart(5)} ${String(x.offset).padStart(6)}  ${x.op.padEnd(24)} ${argument.padEnd(22)} ${columns.padEnd(7)}`;
      return `${left}${mask}  ${x.events.map((event) => eventWord(x, event)).join(' ')}`.trimEnd();
    });
    const caught = handlers.map(
      (h) =>
        `  ${h.start} to ${h.end} → ${h.target}, stack cut to ${h.depth}${h.lasti ? ', place of the raise pushed' : ''}`,
    );
    return [
      ...(n === 0 ? [] : ['']),
      `${code}, line ${firstlineno}, stack of ${stacksize}`,
      ...rows,
      ...(caught.length === 0 ? [] : ['handlers:', ...caught]),
    ];
  });
}

function argumentNumber({ arg, argument }: ShownInstruction): string {
  return arg === 0 && argument === undefined ? '' : String(arg);
}

/** An event, with what it reports where that is not the instruction itself. */
function eventWord(
  { offset }: ShownInstruction,
  { event, offsets, dests = [] }: ShownInstruction['events'][number],
): string {
  const at = offsets.length === 1 && offsets[0] === offset ? '' : `@${offsets.join('|')}`;
  return `${event}${at}${dests.length === 0 ? '' : `→${dests.join('|')}`}`;
}
