/**
 * The files that a program has made: a tree of nodes as plain data, which is never changed but replaced, so that a state that is kept keeps its files.
 * @module
 */

/** Contents are a text with a character for each byte: what is kept of an old state is shared with the new one. */
export interface FileNode {
  readonly kind: 'file';
  readonly bytes: string;
  readonly mode: number;
}

export interface FolderNode {
  readonly kind: 'folder';
  /** Nodes by name. The order is that of JavaScript's objects, as it is in Emscripten's file system. */
  readonly entries: Readonly<Record<string, number>>;
  readonly parent: number;
  readonly mode: number;
  /** What it holds beside these entries depends on the build. */
  readonly partial: boolean;
}

export interface LinkNode {
  readonly kind: 'link';
  readonly target: string;
}

export type TreeNode = FileNode | FolderNode | LinkNode;

/** An open file description, or a stream of the process that is no file of the tree. */
export interface OpenFile {
  readonly node: number;
  readonly at: number;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly appending: boolean;
}

export interface Files {
  readonly nodes: Readonly<Record<string, TreeNode>>;
  readonly next: number;
  /** The working directory. */
  readonly at: number;
  /** By descriptor. */
  readonly open: Readonly<Record<string, OpenFile>>;
}

/** The node of the root folder, and of `/dev/null`. */
export const ROOT = 0;
export const NULL_DEVICE = -1;

export const FOLDER_TYPE = 0o040000;
export const FILE_TYPE = 0o100000;
export const LINK_TYPE = 0o120000;
export const DEVICE_TYPE = 0o020000;

/** Folders that every program finds, each with where it stands and whether it holds what is not known. */
const FOLDERS: readonly (readonly [name: string, parent: string, partial: boolean])[] = [
  ['tmp', '', false],
  ['home', '', false],
  ['dev', '', true],
  ['proc', '', true],
  ['lib', '', true],
  ['work', '', false],
  ['web_user', 'home', false],
  ['pyodide', 'home', false],
];

function beginning(): Files {
  const folder = (parent: number, partial: boolean): FolderNode => ({
    kind: 'folder',
    entries: {},
    parent,
    mode: FOLDER_TYPE | 0o777,
    partial,
  });
  let files: Files = { nodes: { [ROOT]: folder(ROOT, true) }, next: 1, at: ROOT, open: {} };
  const places: Record<string, number> = { '': ROOT };
  for (const [name, above, partial] of FOLDERS) {
    const parent = places[above] as number;
    places[name] = files.next;
    files = addNode(files, parent, name, folder(parent, partial));
  }
  return { ...files, at: places['work'] as number };
}

/** An error of a system call, by its name in `errno`. */
export class FileFault {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

export function nodeOf(files: Files, id: number): TreeNode {
  const node = files.nodes[id];
  if (node === undefined) throw new FileFault('ENOENT');
  return node;
}

export function setNode(files: Files, id: number, node: TreeNode): Files {
  return { ...files, nodes: { ...files.nodes, [id]: node } };
}

function folderOf(files: Files, id: number): FolderNode {
  const node = nodeOf(files, id);
  if (node.kind !== 'folder') throw new FileFault('ENOTDIR');
  return node;
}

/** Puts a node under a name of a folder. */
export function putEntry(files: Files, folder: number, name: string, id: number): Files {
  const node = folderOf(files, folder);
  return setNode(files, folder, { ...node, entries: { ...node.entries, [name]: id } });
}

export function dropEntry(files: Files, folder: number, name: string): Files {
  const node = folderOf(files, folder);
  const { [name]: _gone, ...entries } = node.entries;
  return setNode(files, folder, { ...node, entries });
}

/** A new node under a name of a folder. */
export function addNode(files: Files, folder: number, name: string, node: TreeNode): Files {
  const id = files.next;
  return putEntry({ ...setNode(files, id, node), next: id + 1 }, folder, name, id);
}

/** The path of a folder from the root. */
export function pathOf(files: Files, id: number): string {
  if (id === ROOT) return '/';
  const { parent } = folderOf(files, id);
  const name = Object.entries(folderOf(files, parent).entries).find(([, node]) => node === id)?.[0];
  if (name === undefined) throw new FileFault('ENOENT');
  return parent === ROOT ? `/${name}` : `${pathOf(files, parent)}/${name}`;
}

/** The file system and the working directory that every program begins with. */
export const NEW_FILES: Files = beginning();
