/**
 * Charts as Mermaid, JSON and SCXML.
 * @module
 */
import { type Chart, type DrawnState, type DrawnTransition, drawChart } from './charts.ts';

export type ChartFormat = 'mermaid' | 'json' | 'scxml';
export const CHART_FORMATS: readonly ChartFormat[] = ['mermaid', 'json', 'scxml'];

const mermaidId = (id: string) => id.replaceAll('.', '_');
const shortName = (id: string) => id.slice(id.lastIndexOf('.') + 1);

function label(t: DrawnTransition): string {
  const guard = t.guard === undefined ? '' : ` [${t.guard}]`;
  const actions = t.actions.length === 0 ? '' : ` / ${t.actions.join(', ')}`;
  return `${t.event}${guard}${actions}`;
}

/** Transitions that move, those between the same two states joined in one arrow. */
function mermaidArrows(state: DrawnState, lines: string[]): void {
  const byTarget = new Map<string, string[]>();
  for (const t of state.transitions) {
    if (t.target === undefined) continue;
    byTarget.set(t.target, [...(byTarget.get(t.target) ?? []), label(t)]);
  }
  for (const [target, labels] of byTarget)
    lines.push(`  ${mermaidId(state.id)} --> ${mermaidId(target)} : ${[...new Set(labels)].join('<br>')}`);
  for (const child of state.states) mermaidArrows(child, lines);
}

function mermaidStates(state: DrawnState, indent: string, lines: string[]): void {
  for (const child of state.states) {
    const id = mermaidId(child.id);
    if (child.states.length === 0) {
      lines.push(`${indent}state "${shortName(child.id)}" as ${id}`);
      if (child.kind === 'final') lines.push(`${indent}${id} --> [*]`);
      continue;
    }
    lines.push(`${indent}state "${shortName(child.id)}" as ${id} {`);
    mermaidStates(child, `${indent}  `, lines);
    lines.push(`${indent}}`);
  }
  if (state.initial !== undefined) lines.push(`${indent}[*] --> ${mermaidId(state.initial)}`);
}

function mermaid(chart: Chart): string {
  const root = drawChart(chart);
  const lines = ['stateDiagram-v2'];
  mermaidStates(root, '  ', lines);
  mermaidArrows(root, lines);
  return `${lines.join('\n')}\n`;
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Names with blanks stand in attributes of the null data model as words. */
const scxmlName = (name: string) => escapeXml(name.replaceAll(' ', '-'));

function scxmlState(state: DrawnState, indent: string, lines: string[]): void {
  const tag = state.kind === 'parallel' ? 'parallel' : state.kind === 'final' ? 'final' : 'state';
  const initial = state.initial === undefined ? '' : ` initial="${escapeXml(state.initial)}"`;
  const open = `${indent}<${tag} id="${escapeXml(state.id)}"${initial}`;
  if (tag === 'final' || (state.states.length === 0 && state.transitions.length === 0)) {
    lines.push(`${open}/>`);
    return;
  }
  lines.push(`${open}>`);
  for (const t of state.transitions) {
    // The guard is a predicate over events of the host: `In` is all that the null data model knows, so it is an event's suffix.
    const event = t.guard === undefined ? t.event : `${t.event}.${scxmlName(t.guard)}`;
    const target = t.target === undefined ? '' : ` target="${escapeXml(t.target)}"`;
    if (t.actions.length === 0) {
      lines.push(
        `${indent}  <transition event="${scxmlName(event)}"${target}${target === '' ? ' type="internal"' : ''}/>`,
      );
      continue;
    }
    lines.push(`${indent}  <transition event="${scxmlName(event)}"${target}>`);
    for (const action of t.actions) lines.push(`${indent}    <raise event="do.${scxmlName(action)}"/>`);
    lines.push(`${indent}  </transition>`);
  }
  for (const child of state.states) scxmlState(child, `${indent}  `, lines);
  lines.push(`${indent}</${tag}>`);
}

function scxml(chart: Chart): string {
  const root = drawChart(chart);
  const initial = root.initial === undefined ? '' : ` initial="${escapeXml(root.initial)}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="null" name="${escapeXml(chart.name)}"${initial}>`,
  ];
  // A parallel root stands inside: <scxml> itself is never parallel.
  if (root.kind === 'parallel') scxmlState(root, '  ', lines);
  else for (const child of root.states) scxmlState(child, '  ', lines);
  lines.push('</scxml>');
  return `${lines.join('\n')}\n`;
}

/** One chart in one format. JSON is the drawing as data. */
export function renderChart(chart: Chart, format: ChartFormat): string {
  switch (format) {
    case 'mermaid':
      return mermaid(chart);
    case 'scxml':
      return scxml(chart);
    case 'json':
      return `${JSON.stringify({ name: chart.name, title: chart.title, alphabet: chart.alphabet, root: drawChart(chart) }, null, 2)}\n`;
  }
}
