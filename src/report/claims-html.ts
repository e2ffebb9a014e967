/**
 * Claims as one page that needs nothing else: no script, no file, light and dark.
 * @module
 */
import type { ClaimCase, Evidence } from '../../properties/index.ts';
import { replayOf, type SettledClaim } from '../claims/settle.ts';
import { columnsOf } from './claims-text.ts';
import { escaped, timelineSvg } from './timeline-svg.ts';

const STYLE = `
:root{color-scheme:light dark;--fg:#1b1f24;--bg:#fdfdfc;--dim:#6a737d;--line:#d7dade;--soft:#f1f2f0;--good:#1a6e3c;--bad:#a5281b;--mid:#8a5a00;--band:#3b73c433;--mark:#3b73c4}
@media (prefers-color-scheme:dark){:root{--fg:#e4e6e8;--bg:#16181b;--dim:#98a1ab;--line:#3a3f45;--soft:#202328;--good:#5fcf8b;--bad:#ff8a7a;--mid:#e6b450;--band:#6ea2f044;--mark:#7fb0ff}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.2rem 5rem;max-width:72rem;font:16px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg)}
h1{font-size:1.7rem;margin:0 0 .3rem}h2{margin:3rem 0 .3rem;padding-top:1rem;border-top:2px solid var(--line);font-size:1.25rem}h3{font-size:1rem;margin:1.6rem 0 .4rem}
p{margin:.5rem 0;max-width:58rem}a{color:var(--mark)}
.claim{font-size:1.02rem;border-left:3px solid var(--line);padding-left:.8rem;color:var(--dim)}
.verdict{display:inline-block;font-weight:600;padding:0 .5em;border:1px solid currentColor;border-radius:1em;font-size:.85em;white-space:nowrap}
.confirmed{color:var(--good)}.refuted{color:var(--bad)}.conditional{color:var(--mid)}.inconclusive{color:var(--dim)}
.wide{overflow-x:auto;margin:.4rem 0}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}th,td{padding:.22rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600}td.n{text-align:right}thead th{background:var(--soft)}
pre,code{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre{background:var(--soft);padding:.6rem .8rem;overflow-x:auto;margin:.4rem 0;border-radius:4px}
pre .no{color:var(--dim);user-select:none}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--dim)}
.side{font-weight:600}
svg.timeline{display:block;font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
svg text{fill:var(--fg)}svg .dim{fill:var(--dim)}svg .head{text-anchor:middle}svg .event{text-anchor:end}svg .wrong{fill:var(--bad);font-weight:600}
svg .life{stroke:var(--line);stroke-width:2}svg .armed{fill:var(--band)}svg .heard{fill:var(--fg)}svg .unheard{fill:var(--bg);stroke:var(--dim);stroke-width:1.5}
svg .must{fill:none;stroke:var(--good);stroke-width:2}svg .stop{fill:var(--mark)}
.legend{font-size:.85rem;color:var(--dim)}
@media print{details>*{display:block}}
`;

const LEGEND =
  'In the pictures time goes down and each column is a frame. A filled dot is an event that the strategy hears, a hollow one an event that it does not hear; a band says that events are set on the frame or its code; a ring is where a stop must be, arrow heads where the strategy stops. On the right: what it is told, and the sets that it writes.';

/** The whole page. */
export function claimsHtml(claims: readonly SettledClaim[], pythons: readonly string[]): string {
  const summary = claims.map(
    (c) => `<tr><td><a href="#${c.id}">${c.id}</a></td><td>${badge(c)}</td><td>${escaped(c.claim)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>The claims about PEP 669, run</title><style>${STYLE}</style></head><body>
<h1>The claims about PEP 669, run</h1>
<p>What was said in public about <code>sys.monitoring</code> and debuggers, each claim settled by running: generated and chosen programs, real tools in CPython ${escaped(pythons.join(', '))}, strategies for stepping on recordings of these, held against a reference that sees every event. No number here was written by hand; under each claim stands the command that counts it again.</p>
<div class="wide"><table><thead><tr><th>claim</th><th>verdict</th><th></th></tr></thead><tbody>${summary.join('')}</tbody></table></div>
<p class="legend">${escaped(LEGEND)}</p>
${claims.map(section).join('\n')}
</body></html>`;
}

function badge(claim: SettledClaim): string {
  return `<span class="verdict ${claim.verdict}">${claim.verdict}</span>`;
}

function section(claim: SettledClaim): string {
  const condition = claim.condition === undefined ? '' : `<p>${escaped(claim.condition)}</p>`;
  return `<section id="${claim.id}"><h2>${claim.id} ${badge(claim)}</h2><p class="claim">${escaped(claim.claim)}</p>${condition}
${claim.cases.map((one) => caseHtml(claim, one)).join('\n')}
${claim.evidence.map(evidenceHtml).join('\n')}
<pre>$ npx ${escaped(claim.replay)}</pre></section>`;
}

/** Tables of more rows are folded; they open without a script. */
const FOLDED = 16;

function evidenceHtml(evidence: Evidence): string {
  const columns = columnsOf(evidence);
  const head = ['', 'CPython', ...columns].map((c) => `<th>${escaped(c)}</th>`).join('');
  const rows = evidence.rows.map((row) => {
    const cells = columns.map((c) => {
      const value = row.counts[c];
      return `<td${typeof value === 'number' ? ' class="n"' : ''}>${escaped(String(value ?? ''))}</td>`;
    });
    return `<tr><td>${escaped(row.subject)}</td><td>${escaped(row.python)}</td>${cells.join('')}</tr>`;
  });
  const table = `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  const where = evidence.program === undefined ? '' : ` <code>${escaped(evidence.program)}</code>`;
  const title = `<h3>${escaped(evidence.title)}${where}</h3>`;
  return rows.length <= FOLDED
    ? title + table
    : `${title}<details><summary>${rows.length} rows</summary>${table}</details>`;
}

function listing(source: string): string {
  const lines = source.trimEnd().split('\n');
  return `<pre>${lines.map((line, i) => `<span class="no">${String(i + 1).padStart(3)}  </span>${escaped(line)}`).join('\n')}</pre>`;
}

/** Longer programs are folded. */
const LISTED = 18;

function caseHtml(claim: SettledClaim, one: ClaimCase): string {
  const program =
    one.source.trimEnd().split('\n').length <= LISTED
      ? listing(one.source)
      : `<details><summary>${escaped(one.program)}</summary>${listing(one.source)}</details>`;
  const head = `<h3><span class="side">${one.side === 'for' ? 'For' : 'Against'}:</span> ${escaped(one.title)} <small>CPython ${escaped(one.python)}</small></h3>`;
  const replay = `<pre>$ npx ${escaped(replayOf(claim, one))}</pre>`;
  if (one.kind === 'tool') {
    const told = one.told.map(
      (t) =>
        `<tr><td>${escaped(t.tool)}</td><td>${escaped(
          Object.entries(t.counts)
            .map(([k, v]) => `${k} ${v}`)
            .join(', '),
        )}</td></tr>`,
    );
    return `${head}${program}<div class="wide"><table><thead><tr><th>tool</th><th>what it was told</th></tr></thead><tbody>${told.join('')}</tbody></table></div>${replay}`;
  }
  const picture = timelineSvg(one.timeline, `${one.title}: ${one.story.at(-1) ?? ''}`);
  return `${head}${program}<p>Script: <code>${escaped(one.script)}</code></p><div class="wide">${picture}</div><details><summary>the story in words</summary><pre>${escaped(one.story.join('\n'))}</pre></details>${replay}`;
}
