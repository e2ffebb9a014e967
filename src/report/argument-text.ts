/**
 * What an instruction's argument stands for, as `dis` writes it behind the number.
 * @module
 */
import { type CodeConstant, type CodeObject, type Constant, type Instruction, isCode } from '../../model/index.ts';

/** NB_ADD and the rest (`Include/opcode.h`); from 13 on in place. */
const BINARY = ['+', '&', '//', '<<', '@', '*', '%', '|', '**', '>>', '-', '/', '^'];
const SUBSCRIPT = 26;
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];
/** Two locals in one argument, four bits each. */
const TWO_LOCALS: ReadonlySet<string> = new Set([
  'LOAD_FAST_LOAD_FAST',
  'LOAD_FAST_BORROW_LOAD_FAST_BORROW',
  'STORE_FAST_LOAD_FAST',
  'STORE_FAST_STORE_FAST',
]);
const ONE_LOCAL = /^(LOAD|STORE|DELETE)_(FAST|DEREF|CLOSURE)|^(MAKE_CELL|LOAD_FROM_DICT_OR_DEREF)$/;
const CONSTANT: ReadonlySet<string> = new Set(['LOAD_CONST', 'RETURN_CONST', 'KW_NAMES']);
/** The name's index stands above so many bits that say something else. */
const NAME_SHIFTS: Readonly<Record<string, number>> = {
  LOAD_NAME: 0,
  STORE_NAME: 0,
  DELETE_NAME: 0,
  STORE_GLOBAL: 0,
  DELETE_GLOBAL: 0,
  LOAD_GLOBAL: 1,
  LOAD_ATTR: 1,
  STORE_ATTR: 0,
  DELETE_ATTR: 0,
  LOAD_SUPER_ATTR: 2,
  IMPORT_NAME: 0,
  IMPORT_FROM: 0,
  LOAD_FROM_DICT_OR_GLOBALS: 0,
};
/** 3.15: the low bits of IMPORT_NAME say how lazy it is. */
const LAZY_BITS = 2;

/** The text, or undefined where the number says all there is. */
export function argumentText(code: CodeObject, { op, arg, target }: Instruction): string | undefined {
  if (target >= 0) return `to ${target}`;
  if (CONSTANT.has(op)) {
    const constant = code.consts[arg];
    return constant === undefined ? undefined : constantText(constant);
  }
  if (TWO_LOCALS.has(op)) return `${code.localsplusnames[arg >> 4]}, ${code.localsplusnames[arg & 15]}`;
  if (ONE_LOCAL.test(op)) return code.localsplusnames[arg];
  const shift = op === 'IMPORT_NAME' && code.python === '3.15' ? LAZY_BITS : NAME_SHIFTS[op];
  if (shift !== undefined) return code.names[arg >> shift];
  if (op === 'COMPARE_OP') return COMPARISONS[arg >> (code.python === '3.12' ? 4 : 5)];
  if (op === 'BINARY_OP') {
    if (arg === SUBSCRIPT) return '[]';
    return arg < BINARY.length ? BINARY[arg] : `${BINARY[arg - BINARY.length]}=`;
  }
  return undefined;
}

function constantText(c: CodeConstant): string {
  return isCode(c) ? `code of ${c.qualname}` : plain(c);
}

function plain(c: Constant): string {
  if (c === null) return 'None';
  if (typeof c === 'boolean') return c ? 'True' : 'False';
  if (typeof c === 'number') return String(c);
  if (typeof c === 'string') return JSON.stringify(c);
  if ('int' in c) return c.int;
  if ('float' in c) return c.float;
  if ('complex' in c) return `(${c.complex.join('+')}j)`;
  if ('bytes' in c) return `b${JSON.stringify(String.fromCharCode(...c.bytes))}`;
  if ('tuple' in c) return c.tuple.length === 1 ? `(${plain(c.tuple[0]!)},)` : `(${c.tuple.map(plain).join(', ')})`;
  if ('frozenset' in c) return `frozenset({${c.frozenset.map(plain).join(', ')}})`;
  if ('slice' in c) return `slice(${c.slice.map(plain).join(', ')})`;
  return '...';
}
