/**
 * Items of `array.array` as bytes of the machine, by type code (Modules/arraymodule.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import { normalizeInt, PyFloat, type Value } from '../value.ts';

/** Bytes of an item. */
export function itemSize(vm: Operations, code: string): number {
  const sizes: Readonly<Record<string, number>> = {
    b: 1,
    B: 1,
    h: 2,
    H: 2,
    i: 4,
    I: 4,
    q: 8,
    Q: 8,
    f: 4,
    d: 8,
    u: 4,
    w: 4,
  };
  return code === 'l' || code === 'L' ? vm.build.bits / 8 : (sizes[code] as number);
}

/** Whether the items are characters. */
export const isText = (code: string): boolean => code === 'u' || code === 'w';

/** The items in the machine's bytes. */
export function itemBytes(vm: Operations, code: string, items: readonly Value[]): number[] {
  const size = itemSize(vm, code);
  const view = new DataView(new ArrayBuffer(size * items.length));
  items.forEach((v, i) => {
    const at = i * size;
    if (typeof v === 'string') view.setUint32(at, v.codePointAt(0) as number, true);
    else if (v instanceof PyFloat) {
      if (size === 4) view.setFloat32(at, v.value, true);
      else view.setFloat64(at, v.value, true);
    } else {
      let n = BigInt.asUintN(size * 8, BigInt(v as number | bigint));
      for (let k = 0; k < size; k++, n >>= 8n) view.setUint8(at + k, Number(n & 0xffn));
    }
  });
  return [...new Uint8Array(view.buffer)];
}

/** The items that such bytes are; there are whole ones only. */
export function itemsOfBytes(vm: Operations, code: string, bytes: readonly number[]): Value[] {
  const size = itemSize(vm, code);
  const view = new DataView(Uint8Array.from(bytes).buffer);
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const at = i * size;
    if (isText(code)) return String.fromCodePoint(view.getUint32(at, true));
    if (code === 'f') return new PyFloat(view.getFloat32(at, true));
    if (code === 'd') return new PyFloat(view.getFloat64(at, true));
    let n = 0n;
    for (let k = size - 1; k >= 0; k--) n = (n << 8n) | BigInt(view.getUint8(at + k));
    return normalizeInt(code === code.toLowerCase() ? BigInt.asIntN(size * 8, n) : n);
  });
}
