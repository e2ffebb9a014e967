/**
 * A session as a picture: frames are columns, events go down, bands are sets that are on, rings are stops. Read without
 * colours and without scripts: each shape differs and each row has its text.
 * @module
 */
import type { Timeline } from '../../properties/index.ts';

const ROW = 19;
const TOP = 44;
const LABEL = 172;
const COLUMN = 96;
const NOTES = 470;

/** Text as HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}

function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Short forms: the shapes have little room. */
function shortCall(call: string): string {
  return call.replace('set_local_events', 'local').replace('set_frame_events', 'frame').replace('set_events', 'global');
}

/** The picture as an SVG element. `title` is what a screen reader says. */
export function timelineSvg({ frames, events }: Timeline, title: string): string {
  const x = (frame: number): number => LABEL + COLUMN * (frames.findIndex((f) => f.frame === frame) + 0.5);
  const y = (row: number): number => TOP + ROW * (row + 0.5);
  const width = LABEL + COLUMN * frames.length + NOTES;
  const height = TOP + ROW * events.length + 8;
  const out: string[] = [];
  const threads = new Set(frames.map(({ thread }) => thread)).size > 1;
  for (const { frame, code, thread } of frames) {
    const rows = events.flatMap((e, row) => (e.frame === frame ? [row] : []));
    const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0];
    out.push(`<text class="head" x="${x(frame)}" y="16">${escaped(clipped(code, 14))}</text>`);
    out.push(
      `<text class="head dim" x="${x(frame)}" y="31">${threads ? `thread ${thread} · ` : ''}frame ${frame}</text>`,
    );
    out.push(`<line class="life" x1="${x(frame)}" y1="${y(first)}" x2="${x(frame)}" y2="${y(last)}"/>`);
  }
  events.forEach((event, row) => {
    for (const frame of event.armed) {
      if (!frames.some((f) => f.frame === frame)) continue;
      out.push(`<rect class="armed" x="${x(frame) - 16}" y="${TOP + ROW * (row + 0.5)}" width="32" height="${ROW}"/>`);
    }
  });
  events.forEach((event, row) => {
    const [cx, cy] = [x(event.frame), y(row)];
    const label = `${event.event}${event.line > 0 ? ` ${event.line}` : ''}`;
    out.push(
      `<text class="event${event.heard ? '' : ' dim'}" x="${LABEL - 10}" y="${cy + 4}">${escaped(label)}</text>`,
    );
    out.push(`<circle class="${event.heard ? 'heard' : 'unheard'}" cx="${cx}" cy="${cy}" r="4"/>`);
    if (event.must) out.push(`<circle class="must" cx="${cx}" cy="${cy}" r="8"/>`);
    if (event.stop !== undefined)
      out.push(
        `<path class="stop" d="M${cx - 12} ${cy}l-7 -5v10z"/><path class="stop" d="M${cx + 12} ${cy}l7 -5v10z"/>`,
      );
    const notes = [
      ...(event.must ? ['must stop here'] : []),
      ...(event.stop === undefined
        ? []
        : [`stops here${event.stop.command === null ? '' : `; told: ${event.stop.command}`}`]),
      ...event.calls.map(shortCall),
    ];
    if (notes.length > 0)
      out.push(
        `<text class="note${event.must !== (event.stop !== undefined) ? ' wrong' : ''}" x="${LABEL + COLUMN * frames.length + 8}" y="${cy + 4}">${escaped(clipped(notes.join(' · '), 78))}</text>`,
      );
  });
  return `<svg class="timeline" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${escaped(title)}</title>${out.join('')}</svg>`;
}
