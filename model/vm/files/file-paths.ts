/**
 * From a path to a node of the tree, as the kernel walks it.
 * @module
 */
import { ModelError } from '../value.ts';
import { FileFault, type Files, NULL_DEVICE, nodeOf, pathOf, ROOT } from './file-tree.ts';

/** Where a path leads: the folder, the last name in it, and the node of that name if there is one. */
export interface Place {
  readonly folder: number;
  readonly name: string;
  readonly node: number | undefined;
  /** The path ends in a slash: it can be a folder's alone. */
  readonly slash: boolean;
}

/** What the walk needs to know of the build. */
export interface Walk {
  /** Follow a link at the end of the path. */
  readonly follow: boolean;
  /** The error of a path that goes on behind a file. */
  readonly behindFile: string;
  /** All names in the root folder are known, but for what lanes put there. */
  readonly knowsRoot: boolean;
  /** The folder that a relative path begins at. */
  readonly from?: number;
}

/** Of the root folder, what a lane may have. */
const BUILDS_OWN: ReadonlySet<string> = new Set(['steplaw', 'beside']);
const MOST_LINKS = 40;
const LONGEST_NAME = 255;

/** @throws FileFault where a folder on the way is missing or none. */
export function placeOf(files: Files, path: string, walk: Walk, links = 0): Place {
  if (path === '') throw new FileFault('ENOENT');
  if (links > MOST_LINKS) throw new FileFault('ELOOP');
  if (path === '/dev/null') return { folder: ROOT, name: 'null', node: NULL_DEVICE, slash: false };
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const slash = path.endsWith('/') || path.endsWith('/.');
  let at = path.startsWith('/') ? ROOT : (walk.from ?? files.at);
  let place: Place = { folder: at, name: '.', node: at, slash: true };
  for (const [i, name] of names.entries()) {
    const last = i === names.length - 1;
    const node = nodeOf(files, at);
    if (node.kind !== 'folder') throw new FileFault(walk.behindFile);
    if (name.length > LONGEST_NAME && !walk.knowsRoot) throw new FileFault('ENAMETOOLONG');
    const found = name === '..' ? node.parent : Object.hasOwn(node.entries, name) ? node.entries[name] : undefined;
    const known = at === ROOT && walk.knowsRoot && !BUILDS_OWN.has(name);
    if (found === undefined && node.partial && !known) throw new ModelError(`what is at ${path} depends on the build`);
    if (found === undefined && !last) throw new FileFault('ENOENT');
    const inner = found === undefined ? undefined : nodeOf(files, found);
    if (inner?.kind === 'link' && (!last || walk.follow || slash)) {
      const rest = names.slice(i + 1).join('/');
      return placeOf(files, rest === '' ? inner.target : `${inner.target}/${rest}`, { ...walk, from: at }, links + 1);
    }
    place = { folder: at, name: name === '..' ? '.' : name, node: found, slash };
    at = found ?? at;
  }
  return place;
}

/** The node that a path leads to. @throws FileFault where there is none. */
export function nodeAt(files: Files, path: string, walk: Walk): number {
  const { node, slash } = placeOf(files, path, walk);
  if (node === undefined) throw new FileFault('ENOENT');
  if (slash && nodeOf(files, node).kind !== 'folder') throw new FileFault('ENOTDIR');
  return node;
}

/** The path of the working directory. */
export const workingDirectory = (files: Files): string => pathOf(files, files.at);

/** `_Py_normpath`. */
export function normalPath(path: string): string {
  if (path === '') return '.';
  const lead = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts[parts.length - 1];
    if (part !== '..' || (lead === '' && (last === undefined || last === '..'))) parts.push(part);
    else if (last !== undefined) parts.pop();
  }
  return lead + parts.join('/') || '.';
}
