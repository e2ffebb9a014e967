import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHARTS, renderChart } from '../../machines/index.ts';
import { packageRoot } from '../../src/package-root.ts';

const PAGE = join(packageRoot, 'docs/machines.md');
const HEAD = `# The machines

What a debugger does with events, as statecharts (XState v5, pure \`transition\`). Arrows only: an event that a state takes note of and ignores is in the JSON
(\`steplaw machines NAME --format json\`), where each has its reason. Each chart has an answer for every event of its alphabet in every state; its own graph
reaches every state; the stepping chart is also compiled to a table that says the same on every path (\`test/machines\`).

The life of a frame and the event mask run as acceptors over what real CPythons recorded:

\`\`\`console
$ npx steplaw machines --accept 40 --mutants 200 --python 3.14
CPython 3.14.2 pyodide 314.0.7, seed 1: 40 traces (8285 events) accepted, 0 rejected
  199 of 200 changed traces rejected (99.50 %); accepted: drop LINE × 1
\`\`\`

A changed trace has one event dropped, doubled, swapped with the next or moved to another frame. \`--oracle N\` compares the two writings of the oracle, the
function of the trace and the stepping chart, in N sessions of each seed (\`--seeds 1,head,clock\`).
`;

it('docs/machines.md draws each chart as it is: npm run docs:machines writes it', () => {
  const charts = CHARTS.map((c) => `\n## ${c.name}: ${c.title}\n\n\`\`\`mermaid\n${renderChart(c, 'mermaid')}\`\`\`\n`);
  const page = HEAD + charts.join('');
  if (process.env['UPDATE_DOCS'] === '1' && process.env['CI'] === undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
