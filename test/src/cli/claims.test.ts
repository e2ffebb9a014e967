import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsSchema } from '../../../src/report/claims-schema.ts';
import { runCli } from './run-cli.ts';

type Document = ReturnType<typeof claimsSchema.parse>;

/** A printed command as arguments. */
function argumentsOf(command: string): string[] {
  const words = command.match(/"[^"]*"|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replace(/^"|"$/g, ''));
}

describe('steplaw claims', () => {
  let folder: string;
  let document: Document;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steplaw-claims-'));
    const { stdout, code } = await runCli('claims', '--python', '3.14', '--json');
    expect(code).toBe(0);
    document = claimsSchema.parse(JSON.parse(stdout));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('settles C1 to C16', () => {
    expect(document.claims.map((c) => c.id)).toEqual(Array.from({ length: 16 }, (_, i) => `C${i + 1}`));
    const open = document.claims.filter((c) => c.verdict === 'inconclusive');
    expect(open.map((c) => c.id)).toEqual([]);
  });

  it('has evidence for each verdict but inconclusive', () => {
    for (const claim of document.claims) {
      if (claim.verdict === 'inconclusive') continue;
      expect(claim.evidence.flatMap((e) => e.rows).length, claim.id).toBeGreaterThan(0);
      expect(claim.condition, claim.id).toMatch(/\d/);
    }
  });

  it('counts each claim’s evidence again by the command that it prints', async () => {
    for (const claim of document.claims) {
      const { stdout, code } = await runCli(...argumentsOf(claim.replay));
      expect(code).toBe(0);
      const [again] = claimsSchema.parse(JSON.parse(stdout)).claims;
      expect(again?.evidence, claim.id).toEqual(claim.evidence);
      expect(again?.verdict, claim.id).toBe(claim.verdict);
    }
  });

  it('shows each session on a program of the corpus again by the command that it prints', async () => {
    const sessions = document.claims.flatMap((c) => c.cases).filter((c) => c.replay.startsWith('steplaw step corpus/'));
    expect(sessions.length).toBeGreaterThan(10);
    for (const { replay, case: saved, difference } of sessions) {
      const { stdout } = await runCli(...argumentsOf(replay), '--json');
      const shown: { stops: unknown; difference?: readonly string[] } = JSON.parse(stdout);
      expect(shown.stops, replay).toEqual(saved.observed);
      expect(shown.difference === undefined, replay).toBe(difference === null);
    }
  });

  it('has a case on each side of a condition', () => {
    for (const claim of document.claims) {
      if (claim.verdict !== 'conditional' || claim.id === 'C3' || claim.id === 'C2' || claim.id === 'C5') continue;
      expect(new Set(claim.cases.map((c) => c.side)), claim.id).toEqual(new Set(['for', 'against']));
    }
  });

  it('tells versions apart: local PY_UNWIND, branches by direction', async () => {
    const { stdout } = await runCli('claims', 'C1', 'C2', 'C3', 'C5', '--python', '3.13,3.15', '--json');
    const { claims } = claimsSchema.parse(JSON.parse(stdout));
    for (const claim of claims)
      expect(new Set(claim.cases.map((c) => c.side)), claim.id).toEqual(new Set(['for', 'against']));
    const local = claims[0]!.evidence[0]!.rows.filter((r) => r.subject === 'f, unwind-local');
    expect(local.map((r) => r.counts['refused'] === undefined)).toEqual([false, true]);
  });

  it('writes a page without scripts and references to elsewhere, and a Markdown document', async () => {
    const page = join(folder, 'claims.html');
    expect((await runCli('claims', 'C10', 'C13', '--python', '3.14', '--out', page)).code).toBe(0);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toMatch(/<script|<link|src=|url\(|@import/);
    expect(html.match(/<svg/g)?.length).toBeGreaterThanOrEqual(4);
    expect(html).toContain('prefers-color-scheme:dark');
    const text = join(folder, 'claims.md');
    expect((await runCli('claims', 'C10', '--python', '3.14', '--out', text)).code).toBe(0);
    expect(readFileSync(text, 'utf8')).toMatch(/^# The claims[\s\S]*\| C, exception-heavy \| 3\.14\.2/);
  });

  it('refuses a claim that there is not', async () => {
    const { code, stderr } = await runCli('claims', 'C17');
    expect(code).toBe(2);
    expect(stderr).toContain('no claim C17; there are C1 to C16');
  });
});
