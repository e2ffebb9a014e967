/**
 * `docs/defects.md`: what builds of CPython do against their own rules, from the registers that the model runs by.
 * @module
 */
import { CRASHES, type Crash, QUIRKS } from '../../model/quirks.ts';

const HEAD = `# Defects of CPython builds

Written by \`npm run docs:defects\` from \`model/quirks.ts\`. The model runs with the defects of the build that it is compared with, or without any, to say what
ought to happen; the tests show each on its releases, and that the model differs from them without it.
`;

function section({ id, releases, summary, program, evidence }: Crash, tools: string): string {
  const lines = program.trimEnd().split('\n');
  // A program that needs a long code object says no more by its empty lines.
  const short = lines.filter((line, i) => line !== '' || lines[i - 1] !== '');
  const left = lines.length - short.length;
  const note = left === 0 ? '' : `\n${left} more empty lines stand in the program.\n`;
  return `### ${id}\n\n${summary}\n\n\`\`\`python\n${short.join('\n')}\n\`\`\`\n${note}${tools}\nReleases: ${releases.join(', ')}.\n\n${evidence}\n`;
}

const toolsOf = ({ tools }: (typeof QUIRKS)[number]): string =>
  tools === undefined ? '' : `\nUnder tools \`${JSON.stringify(tools.tools)}\`.\n`;

/** The page. */
export function defectsPage(): string {
  const events = QUIRKS.map((quirk) => section(quirk, toolsOf(quirk)));
  const crashes = CRASHES.map((crash) => section(crash, ''));
  return [HEAD, '## Events and values\n', ...events, '## Crashes\n', ...crashes].join('\n');
}
