/**
 * A command in the grammar's words; the first writing of the oracle has its own.
 * @module
 */
import type { BreakpointPlace, DebuggerCommand } from '../../machines/index.ts';

function placeText(p: BreakpointPlace): string {
  if (p.kind === 'function') return p.name;
  if (p.kind === 'offset') return `@${p.offset}`;
  if (p.kind === 'line') return p.file === undefined ? `${p.line}` : `${p.file}:${p.line}`;
  const start = `${p.line}:${p.column}`;
  return p.kind === 'column' ? start : `${start}-${p.endLine}:${p.endColumn}`;
}

/** The canonical text of a command, whatever name it was given by. */
export function commandText(c: DebuggerCommand): string {
  const words: (string | number | undefined)[] = [c.kind];
  if (c.kind === 'break') {
    words[0] = c.temporary ? 'tbreak' : 'break';
    words.push(placeText(c.place));
    if (c.condition !== undefined) words.push('if', c.condition);
    if (c.ignore !== 0) words.push('ignore', c.ignore);
  } else if (c.kind === 'until') words.push(c.line ?? (c.offset === undefined ? undefined : `@${c.offset}`));
  else if (c.kind === 'thread') words.push(c.thread);
  else if ('id' in c) {
    words.push(c.id);
    if (c.kind === 'condition') words.push(c.condition);
    if (c.kind === 'ignore') words.push(c.count);
  }
  return words.filter((w) => w !== undefined).join(' ');
}
