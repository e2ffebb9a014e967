/**
 * The identifiers that parts of a program mention: generated programs bring along only what they use.
 * @module
 */

/** Every `id` in these parts, added to `found`. */
export function identifiersIn(part: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(part)) for (const item of part) identifiersIn(item, found);
  else if (typeof part === 'object' && part !== null) {
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'object') identifiersIn(value, found);
      else if (key === 'id' && typeof value === 'string') found.add(value);
    }
  }
  return found;
}
