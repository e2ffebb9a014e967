/**
 * Who imports what, read from the sources: static imports and exports from elsewhere, and dynamic imports of a literal.
 * Sources are in the formatter's style, so a top-level import or export begins its line and names its module in single quotes.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOMS = ['model', 'machines', 'properties', 'src', 'test'] as const;
export type Room = (typeof ROOMS)[number];

/** One import of one module. */
export interface Import {
  /** The importing file, relative to the root. */
  readonly from: string;
  /** The imported file relative to the root, or a package's or `node:` module's name. */
  readonly to: string;
  /** Erased when compiled. */
  readonly typeOnly: boolean;
}

export interface Module {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every module of the rooms below a folder. */
export function readModules(root: string): readonly Module[] {
  return ROOMS.flatMap((room) => sourcePaths(root, room)).map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });
}

/** The TypeScript files of a room; fixtures are nobody's sources. */
function sourcePaths(root: string, room: Room): readonly string[] {
  const below = (folder: string): readonly string[] => {
    try {
      return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = posix.join(folder, entry.name);
        if (entry.isDirectory()) return path === 'test/fixtures' ? [] : below(path);
        return path.endsWith('.ts') ? [path] : [];
      });
    } catch {
      return [];
    }
  };
  return below(room);
}

const STATIC = /^(?:import|export)\b([^'"`;=]*?)\bfrom\s*'([^']+)'/gm;
const BARE = /^import\s*'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const add = (to: string, typeOnly: boolean) => found.push({ from: path, to: resolved(path, to), typeOnly });
  for (const [, clause, to] of text.matchAll(STATIC)) add(to!, isTypeOnly(clause!));
  for (const [, to] of text.matchAll(BARE)) add(to!, false);
  for (const [, to] of text.matchAll(DYNAMIC)) add(to!, false);
  return found;
}

/** `import type …`, or every name in the braces is a `type`. */
function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const braces = /^\s*\{([^}]*)\}\s*$/.exec(clause);
  if (braces === null) return false;
  const names = braces[1]!.split(',').filter((name) => name.trim() !== '');
  return names.every((name) => /^\s*type\s/.test(name));
}

function resolved(path: string, to: string): string {
  return to.startsWith('.') ? posix.join(posix.dirname(path), to) : to;
}

/** The room a path stands in; undefined for packages. */
export function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => path.startsWith(`${room}/`));
}

/** Cycles of imports that remain when types are erased: each as the files on it. */
export function cycles(modules: readonly Module[]): readonly (readonly string[])[] {
  const next = new Map(modules.map((m) => [m.path, m.imports.filter((i) => !i.typeOnly).map((i) => i.to)]));
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    path.push(file);
    for (const to of next.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return found;
}
