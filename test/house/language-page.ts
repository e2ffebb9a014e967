/**
 * `docs/language.md`: the constructs of the generators and the names of the builtin registers.
 * @module
 */

import { BUILTIN_NAMES, BUILTINS } from '../../model/vm/builtins/index.ts';
import { MODELLED_MODULES } from '../../model/vm/builtins/library-modules.ts';
import { EXCEPTION_TYPES } from '../../model/vm/objects/type-table.ts';
import { TYPES } from '../../model/vm/objects/types.ts';
import { Ref } from '../../model/vm/value.ts';
import { CORE_CONSTRUCTS, FURTHER_CONSTRUCTS } from '../../properties/arbitraries/construct-names.ts';
import type { PyodideLane } from '../../src/lanes/pyodide-lane.ts';
import { lacks } from './library-usage.ts';

/** The names of the newest version, which has all of them. */
const NAMES = BUILTIN_NAMES['3.15'];

/** The page, whole; what the model lacks is counted in a real CPython's library. */
export function languagePage(lane: PyodideLane): string {
  const { files, lacking, uncounted } = lacks(lane);
  const names = [...NAMES.keys()].filter((name) => !name.startsWith('__'));
  const exceptions = names.filter(
    (name) => name in EXCEPTION_TYPES || name === 'IOError' || name === 'EnvironmentError',
  );
  const others = names.filter((name) => !exceptions.includes(name) && isThere(name));
  return `# The language

What the model runs. Everything else is refused before it runs, with file, line, column, the construct's name and the command that runs
the file in CPython instead: \`steplaw run FILE.py --engine cpython\`.

- Syntax: that of CPython 3.12 to 3.14 as far as CPython's own parser and compiler accept it; for 3.15, what it shares with them.
- Source: any encoding that CPython reads, with BOM, CRLF or tabs.
- Files: a file system in memory, empty when a program begins, and \`/work\` its working directory; so it is in the embedded CPython, but that
  \`steplaw run FILE.py --engine cpython\` runs a program in its own folder, with the files that stand there.
- Modules: the program's, and those and the packages that stand beside it. Of the library: ${list([...MODELLED_MODULES].filter((name) => !name.startsWith('_')))}.
  An import of another one is refused.
- Builtins: the names below. A method that the model lacks is an error of the tool, never an \`AttributeError\` of the program.

This page is written by \`npm run docs:language\` from the registers; a test holds it to them.

## Constructs

Each is generated, run and compared with CPython. A name after a colon is a part or a way of a construct.

Core: ${list(CORE_CONSTRUCTS)}.

Further: ${list(FURTHER_CONSTRUCTS)}.

## Builtins

${list(others)}.

## Exceptions

${list(exceptions)}.

## Methods

${methods()}

## What does not work yet

What users will try next: modules, functions and methods that the model lacks, by how many of the ${files} modules of CPython ${lane.build.split(' ')[0]}'s own library use
them (by name: a method counts wherever one of that name is called). The model refuses each, names it, and says how to run the file in CPython.

| what | library modules |
| --- | --- |
${lacking.map(({ what, modules }) => `| \`${what}\` | ${modules} |`).join('\n')}

Methods that are lacking too, whose names other types' methods have: ${list(uncounted)}.
`;
}

/** A constant, a type, or a function that has an implementation. */
function isThere(name: string): boolean {
  return !(NAMES.get(name) instanceof Ref) || name in TYPES || name in BUILTINS;
}

function list(names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');
}

/** The methods in the register, by type; special methods that stand for operators are left out. */
function methods(): string {
  const byType = new Map<string, string[]>();
  for (const name of Object.keys(BUILTINS)) {
    const [type, method, ...rest] = name.split('.');
    if (
      type === undefined ||
      type.includes(':') ||
      method === undefined ||
      rest.length > 0 ||
      !NAMES.has(type) ||
      method.startsWith('__')
    )
      continue;
    byType.set(type, [...(byType.get(type) ?? []), method]);
  }
  return [...byType]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, names]) => `- \`${type}\`: ${list(names)}`)
    .join('\n');
}
