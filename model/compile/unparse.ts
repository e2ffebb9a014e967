/**
 * The source of an expression as CPython writes it back (`Python/ast_unparse.c`): what `from __future__ import
 * annotations` keeps of an annotation.
 * @module
 */
import type { Constant } from '../code/constant.ts';
import type {
  BinaryOperator,
  CompareOperator,
  Comprehension,
  DictComp,
  Expression,
  Lambda,
} from '../program/syntax.ts';
import { bytesRepr, strRepr } from '../vm/objects/str-repr.ts';
import { unparseArguments } from './unparse-arguments.ts';

/** Precedence, as `PR_…`; an operand of lower precedence than its place wants parentheses. */
const TUPLE = 0;
const TEST = 1;
const OR = 2;
const AND = 3;
const NOT = 4;
const CMP = 5;
const EXPR = 6;
const FACTOR = 12;
const POWER = 13;
const AWAIT = 14;
const ATOM = 15;

const BINARY: Readonly<Record<BinaryOperator, readonly [text: string, precedence: number]>> = {
  BitOr: [' | ', EXPR],
  BitXor: [' ^ ', 7],
  BitAnd: [' & ', 8],
  LShift: [' << ', 9],
  RShift: [' >> ', 9],
  Add: [' + ', 10],
  Sub: [' - ', 10],
  Mult: [' * ', 11],
  MatMult: [' @ ', 11],
  Div: [' / ', 11],
  Mod: [' % ', 11],
  FloorDiv: [' // ', 11],
  Pow: [' ** ', POWER],
};

const COMPARE: Readonly<Record<CompareOperator, string>> = {
  Eq: ' == ',
  NotEq: ' != ',
  Lt: ' < ',
  LtE: ' <= ',
  Gt: ' > ',
  GtE: ' >= ',
  Is: ' is ',
  IsNot: ' is not ',
  In: ' in ',
  NotIn: ' not in ',
};

const UNARY = { Invert: ['~', FACTOR], Not: ['not ', NOT], UAdd: ['+', FACTOR], USub: ['-', FACTOR] } as const;

/** The text of an annotation. */
export function unparse(e: Expression): string {
  return text(e, TEST);
}

function text(e: Expression, level: number): string {
  const at = (precedence: number, inner: string): string => (level > precedence ? `(${inner})` : inner);
  const list = (es: readonly Expression[]): string => es.map((x) => text(x, TEST)).join(', ');
  switch (e.kind) {
    case 'BoolOp': {
      const own = e.op === 'And' ? AND : OR;
      return at(own, e.values.map((v) => text(v, own + 1)).join(e.op === 'And' ? ' and ' : ' or '));
    }
    case 'BinOp': {
      const [op, own] = BINARY[e.op];
      const right = e.op === 'Pow' ? 1 : 0;
      return at(own, `${text(e.left, own + right)}${op}${text(e.right, own + 1 - right)}`);
    }
    case 'UnaryOp': {
      const [op, own] = UNARY[e.op];
      return at(own, `${op}${text(e.operand, own)}`);
    }
    case 'Lambda':
      return at(TEST, lambda(e));
    case 'IfExp':
      return at(TEST, `${text(e.body, TEST + 1)} if ${text(e.test, TEST + 1)} else ${text(e.orelse, TEST)}`);
    case 'Dict': {
      const item = (key: Expression | null, value: Expression): string =>
        key === null ? `**${text(value, EXPR)}` : `${text(key, TEST)}: ${text(value, TEST)}`;
      return `{${e.keys.map((key, i) => item(key, e.values[i]!)).join(', ')}}`;
    }
    case 'Set':
      return `{${list(e.elts)}}`;
    case 'List':
      return `[${list(e.elts)}]`;
    case 'Tuple':
      return e.elts.length === 0 ? '()' : at(TUPLE, `${list(e.elts)}${e.elts.length === 1 ? ',' : ''}`);
    case 'GeneratorExp':
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return comprehension(e);
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${text(e.value, TEST)})`;
    case 'YieldFrom':
      return `(yield from ${text(e.value, TEST)})`;
    case 'Await':
      return at(AWAIT, `await ${text(e.value, ATOM)}`);
    case 'Compare': {
      const rest = e.comparators.map((x, i) => `${COMPARE[e.ops[i]!]}${text(x, CMP + 1)}`);
      return at(CMP, `${text(e.left, CMP + 1)}${rest.join('')}`);
    }
    case 'Call':
      return call(e.func, e.args, e);
    case 'Constant':
      return constant(e.value);
    case 'JoinedStr':
    case 'TemplateStr':
      return `${e.kind === 'JoinedStr' ? 'f' : 't'}${strRepr(e.values.map((v) => element(v)).join(''))}`;
    case 'FormattedValue':
    case 'Interpolation':
      return element(e);
    case 'Attribute': {
      const isInt = e.value.kind === 'Constant' && isIntConstant(e.value.value);
      return `${text(e.value, ATOM)}${isInt ? ' .' : '.'}${e.attr}`;
    }
    case 'Subscript':
      return `${text(e.value, ATOM)}[${text(e.slice, TUPLE)}]`;
    case 'Starred':
      return `*${text(e.value, EXPR)}`;
    case 'Slice': {
      const part = (x: Expression | null): string => (x === null ? '' : text(x, TEST));
      return `${part(e.lower)}:${part(e.upper)}${e.step === null ? '' : `:${part(e.step)}`}`;
    }
    case 'Name':
      return e.id;
    case 'NamedExpr':
      return at(TUPLE, `${text(e.target, ATOM)} := ${text(e.value, ATOM)}`);
  }
}

function lambda(e: Lambda): string {
  const hasPositional = e.args.args.length + e.args.posonlyargs.length > 0;
  const parameters = unparseArguments(e.args, (x) => text(x, TEST));
  return `lambda${hasPositional ? ' ' : ''}${parameters}: ${text(e.body, TEST)}`;
}

function comprehension(e: Comprehension | DictComp): string {
  const loops = e.generators.map((g) => {
    const ifs = g.ifs.map((x) => ` if ${text(x, TEST + 1)}`);
    return ` ${g.isAsync ? 'async ' : ''}for ${text(g.target, TUPLE)} in ${text(g.iter, TEST + 1)}${ifs.join('')}`;
  });
  const [open, close] = e.kind === 'GeneratorExp' ? '()' : e.kind === 'ListComp' ? '[]' : '{}';
  let head: string;
  if (e.kind !== 'DictComp') {
    head = text(e.elt, TEST);
  } else if (e.value === null) {
    head = `**${text(e.key, TEST)}`;
  } else {
    head = `${text(e.key, TEST)}: ${text(e.value, TEST)}`;
  }
  return `${open}${head}${loops.join('')}${close}`;
}

function call(func: Expression, args: readonly Expression[], e: Extract<Expression, { kind: 'Call' }>): string {
  const [only] = args;
  if (args.length === 1 && e.keywords.length === 0 && only?.kind === 'GeneratorExp') {
    return `${text(func, ATOM)}${comprehension(only)}`;
  }
  const keywords = e.keywords.map((k) => `${k.arg === null ? '**' : `${k.arg}=`}${text(k.value, TEST)}`);
  return `${text(func, ATOM)}(${[...args.map((a) => text(a, TEST)), ...keywords].join(', ')})`;
}

/** A part of a formatted or template string, as it stands between the quotes. */
function element(e: Expression): string {
  switch (e.kind) {
    case 'Constant':
      return typeof e.value === 'string' ? e.value.replaceAll('{', '{{').replaceAll('}', '}}') : '';
    case 'JoinedStr':
      return e.values.map((v) => element(v)).join('');
    case 'FormattedValue':
    case 'Interpolation': {
      const inner = e.kind === 'Interpolation' && typeof e.str === 'string' ? e.str : text(e.value, TEST + 1);
      const conversion = e.conversion < 0 ? '' : `!${String.fromCharCode(e.conversion)}`;
      const spec = e.formatSpec === null ? '' : `:${element(e.formatSpec)}`;
      return `{${inner.startsWith('{') ? ' ' : ''}${inner}${conversion}${spec}}`;
    }
    default:
      return text(e, TEST);
  }
}

function isIntConstant(c: Constant): boolean {
  return typeof c === 'number' || (typeof c === 'object' && c !== null && 'int' in c);
}

function constant(c: Constant): string {
  if (c === null) {
    return 'None';
  }
  switch (typeof c) {
    case 'boolean':
      return c ? 'True' : 'False';
    case 'number':
      return String(c);
    case 'string':
      return strRepr(c);
    default:
  }
  if ('int' in c) {
    return c.int;
  }
  if ('float' in c) {
    return c.float.replaceAll('inf', '1e309');
  }
  if ('bytes' in c) {
    return bytesRepr(c.bytes);
  }
  if ('tuple' in c) {
    return `(${c.tuple.map(constant).join(', ')}${c.tuple.length === 1 ? ',' : ''})`;
  }
  if ('complex' in c) {
    const [real, imag] = c.complex.map((part) => part.replace(/\.0$/, '').replaceAll('inf', '1e309'));
    return real === '0' ? `${imag}j` : `(${real}${imag!.startsWith('-') ? '' : '+'}${imag}j)`;
  }
  return '...';
}
