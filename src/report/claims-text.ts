/**
 * Claims as text for a terminal and as Markdown.
 * @module
 */
import { printSchedule } from '../../model/index.ts';
import type { ClaimCase, Evidence } from '../../properties/index.ts';
import { isFile, replayOf, type SettledClaim } from '../claims/settle.ts';
import { sequenceText } from './sequence-text.ts';

/** The columns of a table of evidence: every count that some row has. */
export function columnsOf(evidence: Evidence): readonly string[] {
  return [...new Set(evidence.rows.flatMap((row) => Object.keys(row.counts)))];
}

/** One claim in a few lines. */
export function claimSummary(claim: SettledClaim): string[] {
  const condition = claim.condition === undefined ? [] : wrap(claim.condition, 100).map((line) => `      ${line}`);
  return [
    `${claim.id.padEnd(4)}  ${claim.verdict}`,
    ...wrap(claim.claim, 100).map((line) => `      ${line}`),
    ...condition.map((c, i) => (i === 0 ? `    → ${c.trimStart()}` : c)),
  ];
}

/** One claim with its evidence and its cases. */
export function claimDetails(claim: SettledClaim): string[] {
  const rows = claimSummary(claim);
  for (const evidence of claim.evidence) {
    rows.push('', `      ${evidence.title}${evidence.program === undefined ? '' : ` (${evidence.program})`}`);
    rows.push(...table(evidence).map((line) => `        ${line}`));
  }
  for (const one of claim.cases) {
    rows.push('', `      ${one.side === 'for' ? 'for' : 'against'}: ${one.title}, CPython ${one.python}`);
    rows.push(...caseText(one).map((line) => `        ${line}`), `        npx ${replayOf(claim, one)}`);
  }
  return [...rows, '', `      npx ${claim.replay}`];
}

function table(evidence: Evidence): string[] {
  const columns = columnsOf(evidence);
  const head = ['', 'CPython', ...columns];
  const body = evidence.rows.map((row) => [
    row.subject,
    row.python,
    ...columns.map((c) => String(row.counts[c] ?? '')),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((cells) => cells[i]!.length)));
  return [head, ...body].map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
}

function numbered(source: string): string[] {
  return source
    .trimEnd()
    .split('\n')
    .map((line, i) => `${String(i + 1).padStart(3)}  ${line}`.trimEnd());
}

function caseText(one: ClaimCase): string[] {
  const program = isFile(one) ? [] : numbered(one.source);
  if (one.kind === 'tool')
    return [
      ...program,
      ...one.told.map(
        (t) =>
          `${t.tool}: ${Object.entries(t.counts)
            .map(([k, v]) => `${k} ${v}`)
            .join(', ')}`,
      ),
    ];
  const schedule =
    one.schedule === undefined ? [] : [`schedule: ${printSchedule(one.schedule)}`, ...sequenceText(one.timeline)];
  return [...program, `script: ${one.script || '(no command)'}`, ...schedule, ...one.story];
}

/** Words in lines of at most so many characters. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** All claims as one Markdown document. */
export function claimsMarkdown(claims: readonly SettledClaim[], pythons: readonly string[]): string {
  const out = [
    '# The claims about PEP 669, run',
    '',
    `Every number below was counted by running, on CPython ${pythons.join(', ')}. \`npx steplaw claims\` counts them again.`,
    '',
    '| claim | verdict | |',
    '| --- | --- | --- |',
    ...claims.map((c) => `| [${c.id}](#${c.id.toLowerCase()}) | ${c.verdict} | ${cell(c.claim)} |`),
  ];
  for (const claim of claims) {
    out.push(
      '',
      `## ${claim.id}`,
      '',
      `> ${claim.claim}`,
      '',
      `**${claim.verdict}.** ${claim.condition ?? ''}`.trimEnd(),
    );
    for (const evidence of claim.evidence) out.push(...markdownTable(evidence));
    for (const one of claim.cases) out.push(...markdownCase(claim, one));
    out.push('', '```console', `$ npx ${claim.replay}`, '```');
  }
  return out.join('\n');
}

function markdownTable(evidence: Evidence): string[] {
  const columns = columnsOf(evidence);
  const where = evidence.program === undefined ? '' : ` (\`${evidence.program}\`)`;
  return [
    '',
    `**${evidence.title}**${where}`,
    '',
    `| | CPython | ${columns.map(cell).join(' | ')} |`,
    `| --- | --- |${columns.map(() => ' --- |').join('')}`,
    ...evidence.rows.map(
      (row) =>
        `| ${cell(row.subject)} | ${row.python} | ${columns.map((c) => cell(String(row.counts[c] ?? ''))).join(' | ')} |`,
    ),
  ];
}

function markdownCase(claim: SettledClaim, one: ClaimCase): string[] {
  const where = isFile(one) ? ` (\`${one.program}\`)` : '';
  return [
    '',
    `**${one.side === 'for' ? 'For' : 'Against'}: ${one.title}**${where}, CPython ${one.python}`,
    '',
    ...(isFile(one) ? [] : ['```python', one.source.trimEnd(), '```', '']),
    '```text',
    ...caseText(isFile(one) ? one : { ...one, program: '/' }),
    '```',
    '',
    '```console',
    `$ npx ${replayOf(claim, one)}`,
    '```',
  ];
}
