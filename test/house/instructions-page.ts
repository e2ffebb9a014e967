/**
 * The clauses of the instructions as text: the docstring above each entry of the instruction table, and `docs/instructions.md`.
 * @module
 */
import { VERSIONS, type Version } from '../../model/code/code-object.ts';
import { OPCODES } from '../../model/code/opcodes.ts';
import type { EventName } from '../../model/monitoring/event.ts';
import { PROFILES } from '../../model/versions.ts';
import type { Clause, Since } from '../../model/vm/instructions/clauses/clause.ts';
import { CLAUSE_FAMILIES, CLAUSES } from '../../model/vm/instructions/clauses/index.ts';

/** Columns of a line in the sources. */
const WIDTH = 120;

/** Versions that have an instruction. */
export function versionsOf(name: string): Version[] {
  return VERSIONS.filter((python) => OPCODES[python].byName.has(name));
}

/** True if an event exists in a version as one of its own: BRANCH until 3.13, its two halves from 3.14. */
export function hasEvent(python: Version, event: EventName): boolean {
  const { splitBranches } = PROFILES[python];
  if (event === 'BRANCH') return !splitBranches;
  return splitBranches || (event !== 'BRANCH_LEFT' && event !== 'BRANCH_RIGHT');
}

/** A clause's text in a version. */
export function textIn(since: Since, python: Version): string {
  if (typeof since === 'string') return since;
  const from = VERSIONS.filter((version) => since[version] !== undefined && version <= python).at(-1);
  if (from === undefined) throw new RangeError(`nothing is said of ${python}`);
  return since[from] as string;
}

/** `3.12–3.15`, `3.13+` and the like for versions in a row; empty for all of them. */
function range(versions: readonly Version[], of: readonly Version[]): string {
  if (versions.length === of.length) return '';
  if (versions.at(-1) === of.at(-1)) return versions.length === 1 ? `${versions[0]}` : `${versions[0]}+`;
  return versions[0] === of[0] && versions.length > 1 ? `until ${versions.at(-1)}` : versions.join(', ');
}

function stackText(since: Since, versions: readonly Version[]): string {
  if (typeof since === 'string') return since;
  const texts = [...new Set(versions.map((python) => textIn(since, python)))];
  return texts
    .map((text) => {
      const where = range(
        versions.filter((python) => textIn(since, python) === text),
        versions,
      );
      return where === '' ? text : `${where}: ${text}`;
    })
    .join('; ');
}

function eventsText({ events }: Clause, versions: readonly Version[]): string {
  const texts = (Object.entries(events) as [EventName, string][]).map(([event, when]) => {
    const where = range(
      versions.filter((python) => hasEvent(python, event)),
      versions,
    );
    const note = [where, when].filter((part) => part !== '').join(': ');
    return note === '' ? event : `${event} (${note})`;
  });
  return texts.length === 0 ? 'none' : texts.join(', ');
}

/** The headings of an instruction with their texts, in order. */
function headings(name: string): [heading: string, text: string][] {
  const clause = CLAUSES.get(name) as Clause;
  const versions = versionsOf(name);
  return [
    ['Stack', stackText(clause.stack, versions)],
    ['Effect', clause.effect],
    ['Events', eventsText(clause, versions)],
    ['Next', clause.next],
    ['Source', clause.source === undefined ? 'bytecodes.c' : `bytecodes.c; ${clause.source}`],
  ];
}

/** The docstring that stands above an instruction's entry, indented, with its last line feed. */
export function clauseDocstring(name: string): string {
  const text = headings(name)
    .map(([heading, said]) => `${heading}: ${said}.`)
    .join(' ');
  const line = `  /** ${text} */\n`;
  if (line.length <= WIDTH + 1) return line;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string;
    if (last !== '' && `   * ${last} ${word}`.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return `  /**\n${lines.map((part) => `   * ${part}\n`).join('')}   */\n`;
}

/** `docs/instructions.md`, whole. */
export function instructionsPage(): string {
  return `# The instructions

What each instruction of CPython 3.12 to 3.15 does in the model, under four headings: stack, effect, events, next offset. Names are those of
\`dis\` without specialisation. The semantics stand in \`model/vm/instructions/\`, each under the same text; the text is data in
\`model/vm/instructions/clauses/\`, and tests hold it to CPython's stack effects, to the events of each version and to the events that programs show.

This page is written by \`npm run docs:instructions\`; so are the docstrings.

## How to read it

- **Stack** is \`before → after\`, the top at the right; below it nothing is touched. \`name×f\` stands for as many values as \`f\` says of the oparg
  \`n\`; \`bit2(n)\` is bit 2 of it, \`bits(n)\` the number of its bits that are set. A value that is only looked at stands on both sides.
- **Effect** is what it does besides.
- **Events** are those that it tells itself where it is instrumented for them, and when. RAISE and RERAISE stand where it tells them of an exception
  that is not its own.
- **Next** is the next offset: \`behind\` is behind the instruction and its inline caches, \`target\` where its oparg points.
- **Source** is what is named beside the instruction of the same name in CPython's \`Python/bytecodes.c\`.

Four rules hold for every instruction:

1. LINE and INSTRUCTION are told before it, except that RESUME and END_FOR have no INSTRUCTION, and that no line starts at them, END_SEND,
   END_ASYNC_FOR and POP_ITER.
2. Where it fails, RAISE is told at its offset. Then the next offset is that of the handler in the exception table, told by EXCEPTION_HANDLED, or the frame
   is left, told by PY_UNWIND.
3. Where it runs Python code, that frame's events are told in between, and this frame stands at the instruction. What it pushes is pushed when that
   frame has returned.
4. Where it lets go of the last reference to an object with \`__del__\`, that runs at its end.

## Events and who tells them

${eventIndexText()}
${Object.entries(CLAUSE_FAMILIES)
  .map(([family, clauses]) => `\n## ${family}\n${Object.keys(clauses).map(section).join('')}`)
  .join('')}`;
}

/** Which instructions tell an event. */
function eventIndexText(): string {
  const byEvent = new Map<string, string[]>();
  for (const [name, { events }] of CLAUSES)
    for (const event of Object.keys(events)) byEvent.set(event, [...(byEvent.get(event) ?? []), name]);
  return [...byEvent]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([event, names]) => `- ${event}: ${names.map((name) => `[${name}](#${name.toLowerCase()})`).join(', ')}`)
    .join('\n');
}

function section(name: string): string {
  const versions = versionsOf(name);
  const first = versions[0] as Version;
  const last = versions.at(-1) as Version;
  const lines = headings(name).map(([heading, text]) => `- ${heading}: ${text.replaceAll('_*', '_\\*')}`);
  return `\n### ${name}\n\nCPython ${first === last ? first : `${first}–${last}`}\n\n${lines.join('\n')}\n`;
}
