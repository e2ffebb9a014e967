/**
 * C3: branch coverage that stops listening to what it has seen.
 * @module
 */
import { type Claim, count, type EvidenceRow, of, sum } from './claim.ts';
import type { Bench, Laboratory, MeasuredTool } from './laboratory.ts';
import { toolCase } from './tool-case.ts';

const PROGRAM = 'branches';
type Way = Extract<MeasuredTool, { kind: 'coverage' }>['way'];
const WAYS: readonly { readonly way: Way; readonly title: string }[] = [
  { way: 'never', title: 'never disabled' },
  { way: 'both-seen', title: 'disabled once both directions were seen' },
  { way: 'each', title: 'disabled at each direction’s first event' },
];

function coverageRow(laboratory: Laboratory, bench: Bench, { way, title }: (typeof WAYS)[number]): EvidenceRow {
  const told = bench.measure(laboratory.program(PROGRAM), [{ kind: 'coverage', way }]).tools[0]!;
  const events = Object.values(told.events).reduce((a, b) => a + b, 0);
  return { subject: title, python: bench.build, counts: { ...told.report, events, ...told.events } };
}

export const BRANCHES: Claim = {
  id: 'C3',
  claim:
    'Coverage and CPython improved together: branch events that can be disabled one direction at a time make branch coverage cheap (BRANCH in 3.12 and 3.13, BRANCH_LEFT and BRANCH_RIGHT from 3.14).',
  settle(laboratory) {
    const { benches } = laboratory;
    const rows = benches.flatMap((bench) => WAYS.map((way) => coverageRow(laboratory, bench, way)));
    const by = (bench: Bench, i: number) => of(rows, WAYS[i]!.title).find((r) => r.python === bench.build);
    const keeps = benches.filter((b) => count(by(b, 2), 'covered') === count(by(b, 0), 'covered'));
    const loses = benches.filter((b) => !keeps.includes(b));
    const cheap = benches.every((b) => count(by(b, 1), 'events') < count(by(b, 0), 'events'));
    const sound = benches.every((b) => count(by(b, 1), 'covered') === count(by(b, 0), 'covered'));
    const names = (list: readonly Bench[]) => list.map((b) => b.release).join(', ');
    const share = (list: readonly Bench[], i: number) => {
      const ran = (n: number) => of(rows, WAYS[n]!.title).filter((r) => list.some((b) => b.build === r.python));
      return `${sum(ran(i), 'events')} of ${sum(ran(0), 'events')} events`;
    };
    const verdict = !cheap || !sound || keeps.length === 0 ? 'refuted' : loses.length > 0 ? 'conditional' : 'confirmed';
    const show = (bench: Bench, side: 'for' | 'against', title: string) =>
      toolCase(
        laboratory,
        bench,
        PROGRAM,
        laboratory.program(PROGRAM),
        [{ kind: 'coverage', way: 'each' }],
        title,
        side,
      );
    return {
      verdict,
      condition: [
        keeps.length === 0
          ? ''
          : `On ${names(keeps)} each direction can be disabled by itself: all is covered with ${share(keeps, 2)}.`,
        loses.length === 0
          ? ''
          : `On ${names(loses)} DISABLE silences both directions of a branch: disabling at the first event loses ${loses.map((b) => `${count(by(b, 0), 'covered') - count(by(b, 2), 'covered')} of ${count(by(b, 0), 'covered')}`).join(' and ')} directions; disabling once both were seen loses none and takes ${share(loses, 1)}: a branch that always goes one way is paid for ever.`,
      ]
        .filter((s) => s !== '')
        .join(' '),
      evidence: [{ id: 'coverage', title: 'Branch coverage, three ways', program: PROGRAM, rows }],
      cases: [
        ...keeps.slice(0, 1).map((b) => show(b, 'for', 'one direction at a time covers everything')),
        ...loses.slice(0, 1).map((b) => show(b, 'against', 'the first direction silences the other')),
      ],
    };
  },
};
