/**
 * The `repr` of plain data at once, without running anything: what a tool is shown of a value. The mirror of the recorder's `value_text`.
 * @module
 */
import { isPlain } from './describe.ts';
import type { Machine } from './machine.ts';
import { typeData, typeName } from './objects/types.ts';
import { dictEntries } from './protocol/dict-table.ts';
import { repr } from './protocol/text.ts';
import { PENDING, Ref, type Value } from './value.ts';

const LONGEST = 200;

/** Cut off where it is long; `<C object>` for what is not plain. */
export function plainText(vm: Machine, value: Value): string {
  if (!isPlain(vm, value)) {
    return `<${value instanceof Ref ? typeData(vm, vm.read(value).cls).qualname : typeName(vm, value)} object>`;
  }
  const text = write(vm, value, []);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function write(vm: Machine, value: Value, within: readonly Ref[]): string {
  if (value instanceof Ref) {
    const data = vm.read(value);
    const inside = [...within, value];
    const items = (values: readonly Value[]): string => values.map((v) => write(vm, v, inside)).join(', ');
    const again = within.includes(value);
    switch (data.kind) {
      case 'list':
        return again ? '[...]' : `[${items(data.items)}]`;
      case 'tuple':
        return again ? '(...)' : `(${items(data.items)}${data.items.length === 1 ? ',' : ''})`;
      case 'dict': {
        const entries = dictEntries(vm, value);
        if (again) return '{...}';
        return `{${entries.map(([k, v]) => `${write(vm, k, inside)}: ${write(vm, v, inside)}`).join(', ')}}`;
      }
      case 'set': {
        const members = data.slots.filter((slot) => slot !== undefined) as Value[];
        const name = typeName(vm, value);
        if (members.length === 0 || again) return `${name}(${again ? '...' : ''})`;
        return data.frozen ? `${name}({${items(members)}})` : `{${items(members)}}`;
      }
      default:
        break;
    }
  }
  const text = repr(vm, value);
  return text === PENDING ? `<${typeName(vm, value)} object>` : String(text);
}
