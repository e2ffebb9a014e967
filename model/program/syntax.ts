/**
 * Python's abstract syntax, node for node and field for field as CPython's `ast` module has it (3.12–3.15).
 * A tree comes from the builders (`build.ts`, no positions until it is printed) or from CPython's own parser.
 * @module
 */
import type { Constant } from '../code/constant.ts';

/** Where a node stands. Lines count from 1; columns are UTF-8 bytes from 0, as `col_offset` and `end_col_offset`. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The span of a node that was built and not yet printed. */
export const NOWHERE: Span = { line: 0, column: 0, endLine: 0, endColumn: 0 };

/**
 * How the printer lays a node out on lines: a hint that it follows where the grammar allows. It never changes what the program means,
 * but line events depend on it. Trees that CPython parsed, and those that the printer returns, carry positions instead.
 */
export interface Layout {
  /** A simple statement: on the line of the statement before it, after a semicolon. */
  readonly joined?: boolean;
  /** A compound statement or handler: suites of simple statements stand on the line of their header. */
  readonly inline?: boolean;
  /** A sole `if` in an `else` part: `else:` and a nested `if` rather than `elif`. */
  readonly nested?: boolean;
  /** Empty lines above a statement. */
  readonly blank?: number;
  /** A comment at the end of a simple statement's line, without `#`. */
  readonly comment?: string;
  /** An expression: in parentheses that it does not need. */
  readonly parens?: boolean;
  /**
   * An expression over several lines. `each`: brackets on lines of their own, or a break before each operator; `hang`: a break after each comma or
   * operator; `open`: a break after the opening bracket only.
   */
  readonly lines?: 'each' | 'hang' | 'open';
}

interface Node {
  readonly at: Span;
  readonly layout?: Layout;
}

export interface Module {
  readonly kind: 'Module';
  readonly body: readonly Statement[];
}

// ---- statements

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef' | 'AsyncFunctionDef';
  readonly name: string;
  readonly args: Arguments;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | null;
  readonly typeParams: readonly TypeParam[];
}
export interface ClassDef extends Node {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly typeParams: readonly TypeParam[];
}
export interface Return extends Node {
  readonly kind: 'Return';
  readonly value: Expression | null;
}
export interface Delete extends Node {
  readonly kind: 'Delete';
  readonly targets: readonly Expression[];
}
export interface Assign extends Node {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}
export interface TypeAlias extends Node {
  readonly kind: 'TypeAlias';
  readonly name: Expression;
  readonly typeParams: readonly TypeParam[];
  readonly value: Expression;
}
export interface AugAssign extends Node {
  readonly kind: 'AugAssign';
  readonly target: Expression;
  readonly op: BinaryOperator;
  readonly value: Expression;
}
export interface AnnAssign extends Node {
  readonly kind: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
  readonly simple: boolean;
}
export interface For extends Node {
  readonly kind: 'For' | 'AsyncFor';
  readonly target: Expression;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface While extends Node {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface If extends Node {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}
export interface With extends Node {
  readonly kind: 'With' | 'AsyncWith';
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}
export interface Match extends Node {
  readonly kind: 'Match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}
export interface Raise extends Node {
  readonly kind: 'Raise';
  readonly exc: Expression | null;
  readonly cause: Expression | null;
}
export interface Try extends Node {
  /** `TryStar` is `try … except*`. */
  readonly kind: 'Try' | 'TryStar';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}
export interface Assert extends Node {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly msg: Expression | null;
}
export interface Import extends Node {
  readonly kind: 'Import';
  readonly names: readonly Alias[];
  /** 3.15+: `lazy import` (PEP 810). */
  readonly lazy?: boolean;
}
export interface ImportFrom extends Node {
  readonly kind: 'ImportFrom';
  readonly module: string | null;
  readonly names: readonly Alias[];
  readonly level: number;
  readonly lazy?: boolean;
}
export interface Global extends Node {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}
export interface ExprStatement extends Node {
  readonly kind: 'Expr';
  readonly value: Expression;
}
export interface SimpleKeyword extends Node {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Match
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | ExprStatement
  | SimpleKeyword;

// ---- expressions

export type BinaryOperator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv';
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub';
export type CompareOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';
/** Whether a name, attribute, subscript, list, tuple or starred expression is read, assigned or deleted. */
export type ExprContext = 'Load' | 'Store' | 'Del';

export interface BoolOp extends Node {
  readonly kind: 'BoolOp';
  readonly op: 'And' | 'Or';
  readonly values: readonly Expression[];
}
export interface NamedExpr extends Node {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expression;
}
export interface BinOp extends Node {
  readonly kind: 'BinOp';
  readonly left: Expression;
  readonly op: BinaryOperator;
  readonly right: Expression;
}
export interface UnaryOp extends Node {
  readonly kind: 'UnaryOp';
  readonly op: UnaryOperator;
  readonly operand: Expression;
}
export interface Lambda extends Node {
  readonly kind: 'Lambda';
  readonly args: Arguments;
  readonly body: Expression;
}
export interface IfExp extends Node {
  readonly kind: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
}
export interface Dict extends Node {
  readonly kind: 'Dict';
  /** A `null` key is a `**mapping` entry. */
  readonly keys: readonly (Expression | null)[];
  readonly values: readonly Expression[];
}
export interface SetDisplay extends Node {
  readonly kind: 'Set';
  readonly elts: readonly Expression[];
}
export interface Comprehension extends Node {
  readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp';
  readonly elt: Expression;
  readonly generators: readonly ComprehensionFor[];
}
export interface DictComp extends Node {
  readonly kind: 'DictComp';
  readonly key: Expression;
  /** `null` only on 3.15+: `{**m for …}` (PEP 798). */
  readonly value: Expression | null;
  readonly generators: readonly ComprehensionFor[];
}
export interface Await extends Node {
  readonly kind: 'Await' | 'YieldFrom';
  readonly value: Expression;
}
export interface Yield extends Node {
  readonly kind: 'Yield';
  readonly value: Expression | null;
}
export interface Compare extends Node {
  readonly kind: 'Compare';
  readonly left: Expression;
  readonly ops: readonly CompareOperator[];
  readonly comparators: readonly Expression[];
}
export interface Call extends Node {
  readonly kind: 'Call';
  readonly func: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
}
export interface FormattedValue extends Node {
  readonly kind: 'FormattedValue';
  readonly value: Expression;
  /** −1 none, 115 `!s`, 114 `!r`, 97 `!a`. */
  readonly conversion: number;
  readonly formatSpec: Expression | null;
}
export interface JoinedStr extends Node {
  readonly kind: 'JoinedStr' | 'TemplateStr';
  readonly values: readonly Expression[];
}
export interface Interpolation extends Node {
  readonly kind: 'Interpolation';
  readonly value: Expression;
  readonly str: Constant;
  readonly conversion: number;
  readonly formatSpec: Expression | null;
}
export interface ConstantExpr extends Node {
  readonly kind: 'Constant';
  readonly value: Constant;
}
export interface Attribute extends Node {
  readonly kind: 'Attribute';
  readonly value: Expression;
  readonly attr: string;
  readonly ctx: ExprContext;
}
export interface Subscript extends Node {
  readonly kind: 'Subscript';
  readonly value: Expression;
  readonly slice: Expression;
  readonly ctx: ExprContext;
}
export interface Starred extends Node {
  readonly kind: 'Starred';
  readonly value: Expression;
  readonly ctx: ExprContext;
}
export interface Name extends Node {
  readonly kind: 'Name';
  readonly id: string;
  readonly ctx: ExprContext;
}
export interface Sequence extends Node {
  readonly kind: 'List' | 'Tuple';
  readonly elts: readonly Expression[];
  readonly ctx: ExprContext;
}
export interface Slice extends Node {
  readonly kind: 'Slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}

export type Expression =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetDisplay
  | Comprehension
  | DictComp
  | Await
  | Yield
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Interpolation
  | ConstantExpr
  | Attribute
  | Subscript
  | Starred
  | Name
  | Sequence
  | Slice;

// ---- parts

export interface ComprehensionFor {
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
  readonly isAsync: boolean;
}
export interface ExceptHandler extends Node {
  readonly kind: 'ExceptHandler';
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}
export interface Arguments {
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: readonly Arg[];
  /** One per keyword-only argument; `null` where it has no default. */
  readonly kwDefaults: readonly (Expression | null)[];
  readonly kwarg: Arg | null;
  /** Of the last positional arguments. */
  readonly defaults: readonly Expression[];
}
export interface Arg extends Node {
  readonly arg: string;
  readonly annotation: Expression | null;
}
export interface Keyword extends Node {
  /** `null` is `**mapping`. */
  readonly arg: string | null;
  readonly value: Expression;
}
export interface Alias extends Node {
  readonly name: string;
  readonly asname: string | null;
}
export interface WithItem {
  readonly contextExpr: Expression;
  readonly optionalVars: Expression | null;
}
export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}
export interface TypeParam extends Node {
  readonly kind: 'TypeVar' | 'ParamSpec' | 'TypeVarTuple';
  readonly name: string;
  readonly bound: Expression | null;
  readonly defaultValue: Expression | null;
}

// ---- patterns

export type Pattern =
  | (Node & { readonly kind: 'MatchValue'; readonly value: Expression })
  | (Node & { readonly kind: 'MatchSingleton'; readonly value: Constant })
  | (Node & { readonly kind: 'MatchSequence'; readonly patterns: readonly Pattern[] })
  | (Node & {
      readonly kind: 'MatchMapping';
      readonly keys: readonly Expression[];
      readonly patterns: readonly Pattern[];
      readonly rest: string | null;
    })
  | (Node & {
      readonly kind: 'MatchClass';
      readonly cls: Expression;
      readonly patterns: readonly Pattern[];
      readonly kwdAttrs: readonly string[];
      readonly kwdPatterns: readonly Pattern[];
    })
  | (Node & { readonly kind: 'MatchStar'; readonly name: string | null })
  | (Node & { readonly kind: 'MatchAs'; readonly pattern: Pattern | null; readonly name: string | null })
  | (Node & { readonly kind: 'MatchOr'; readonly patterns: readonly Pattern[] });
