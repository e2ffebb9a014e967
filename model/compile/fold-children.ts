/**
 * A syntax tree rebuilt with its children replaced, whatever the node.
 * @module
 */

/** Fields that hold no syntax, whatever they look like. */
const LEAVES = new Set(['str', 'ops']);

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * The node with every child, and every child in its lists, replaced by `fold(child)`; the node itself if nothing changed.
 * `skip` names fields to leave as they are.
 */
export function mapChildren<T extends object>(node: T, fold: (child: object) => object, skip: ReadonlySet<string>): T {
  const fields = node as Readonly<Record<string, unknown>>;
  let changed: Record<string, unknown> | undefined;
  for (const field in fields) {
    // Almost every node has it.
    if (field === 'at') continue;
    const value = fields[field];
    if (!isNode(value) || LEAVES.has(field) || skip.has(field)) continue;
    const mapped = Array.isArray(value) ? mapList(value, fold) : fold(value);
    if (mapped === value) continue;
    changed ??= { ...fields };
    changed[field] = mapped;
  }
  return (changed as T | undefined) ?? node;
}

/** The list itself if nothing in it changed. */
function mapList(list: readonly unknown[], fold: (child: object) => object): readonly unknown[] {
  let mapped: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const child = list[i];
    if (!isNode(child)) continue;
    const folded = fold(child);
    if (folded === child) continue;
    mapped ??= [...list];
    mapped[i] = folded;
  }
  return mapped ?? list;
}
