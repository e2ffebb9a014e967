import { describe, expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { CHARTS, type DrawnState, drawChart, renderChart } from '../../machines/index.ts';

function leaves(node: AnyStateNode): AnyStateNode[] {
  const children: AnyStateNode[] = Object.values(node.states);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

/** Candidates of an event at a leaf, in XState's order. */
function candidates(leaf: AnyStateNode, event: string) {
  const rows: { guarded: boolean; target: string | undefined }[] = [];
  for (let node: AnyStateNode | undefined = leaf; node !== undefined; node = node.parent)
    for (const t of node.transitions.get(event) ?? [])
      rows.push({ guarded: t.guard !== undefined, target: t.target?.[0]?.id });
  return rows;
}

function flat(state: DrawnState): DrawnState[] {
  return [state, ...state.states.flatMap(flat)];
}

describe.each(CHARTS)('chart $name', (chart) => {
  it('knows the events of its alphabet and no other', () => {
    expect([...chart.machine.events].sort()).toEqual([...chart.alphabet].sort());
  });

  it('says what each event means in each state', () => {
    const silent = leaves(chart.machine.root)
      .filter((leaf) => leaf.type !== 'final')
      .flatMap((leaf) =>
        chart.alphabet
          .filter((event) => candidates(leaf, event).every((c) => c.guarded))
          .map((event) => `${leaf.path.join('.')}: ${event}`),
      );
    expect(silent).toEqual([]);
  });

  it('can reach each of its states', () => {
    const states = flat(drawChart(chart));
    const byId = new Map(states.map((s) => [s.id, s]));
    const parentOf = new Map(states.flatMap((s) => s.states.map((c) => [c.id, s] as const)));
    const reached = new Set<string>();
    const visit = (id: string) => {
      if (reached.has(id)) return;
      reached.add(id);
      const state = byId.get(id)!;
      const parent = parentOf.get(id);
      if (parent !== undefined) visit(parent.id);
      if (state.kind === 'parallel') for (const child of state.states) visit(child.id);
      if (state.initial !== undefined) visit(state.initial);
      for (const t of state.transitions) if (t.target !== undefined) visit(t.target);
    };
    visit(chart.name);
    expect(states.map((s) => s.id).filter((id) => !reached.has(id))).toEqual([]);
  });

  it('enters every compound state without failing', () => {
    expect(flat(drawChart(chart)).every((s) => s.kind !== 'compound' || s.initial !== undefined)).toBe(true);
  });

  it('is drawn in Mermaid, JSON and SCXML with all of its states', () => {
    const ids = flat(drawChart(chart))
      .map((s) => s.id)
      .filter((id) => id !== chart.name);
    const mermaid = renderChart(chart, 'mermaid');
    const scxml = renderChart(chart, 'scxml');
    expect(mermaid.startsWith('stateDiagram-v2\n')).toBe(true);
    for (const id of ids) {
      expect(mermaid).toContain(id.replaceAll('.', '_'));
      expect(scxml).toContain(`id="${id}"`);
    }
    expect(JSON.parse(renderChart(chart, 'json'))).toMatchObject({ name: chart.name });
  });

  it('has SCXML whose names the schema takes: event descriptors and ids', () => {
    const scxml = renderChart(chart, 'scxml');
    const events = [...scxml.matchAll(/ event="([^"]*)"/g)].map((m) => m[1]!);
    expect(events.filter((e) => !/^[\w:-]+(\.[\w:-]+)*$/.test(e))).toEqual([]);
    const ids = [...scxml.matchAll(/ id="([^"]*)"/g)].map((m) => m[1]!);
    expect(ids.filter((id) => !/^[A-Za-z_][\w.-]*$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has SCXML whose targets and initial states all exist', () => {
    const scxml = renderChart(chart, 'scxml');
    const ids = new Set([...scxml.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]));
    const named = [...scxml.matchAll(/ (?:target|initial)="([^"]+)"/g)].map((m) => m[1]);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const opened = [...scxml.matchAll(/<(state|parallel|transition|scxml)\b[^>]*[^/]>/g)].length;
    const closed = [...scxml.matchAll(/<\/(state|parallel|transition|scxml)>/g)].length;
    expect(opened).toBe(closed);
  });
});
