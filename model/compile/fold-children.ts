/**
 * A syntax tree rebuilt with its children replaced, whatever the node.
 * @module
 */

/** Fields that hold no syntax, whatever they look like. */
const LEAVES = new Set(['at', 'str', 'ops']);

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * The node with every child, and every child in its lists, replaced by `fold(child)`; the node itself if nothing changed.
 * `skip` names fields to leave as they are.
 */
export function mapChildren<T extends object>(node: T, fold: (child: object) => object, skip: ReadonlySet<string>): T {
  const changes: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(node)) {
    if (LEAVES.has(field) || skip.has(field) || !isNode(value)) continue;
    if (Array.isArray(value)) {
      const mapped = value.map((child: unknown) => (isNode(child) ? fold(child) : child));
      if (mapped.some((child, index) => child !== value[index])) changes[field] = mapped;
    } else {
      const mapped = fold(value);
      if (mapped !== value) changes[field] = mapped;
    }
  }
  return Object.keys(changes).length === 0 ? node : { ...node, ...changes };
}
