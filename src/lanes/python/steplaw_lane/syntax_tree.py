"""`ast` trees as model/program/syntax.ts spells them."""

import ast

from .constants import constant

# Fields whose name in the tree differs from `ast`'s; keyed by field, or by (node, field) where one node alone differs.
_RENAMED = {
    "decorator_list": "decorators",
    "type_params": "typeParams",
    "kw_defaults": "kwDefaults",
    "context_expr": "contextExpr",
    "optional_vars": "optionalVars",
    "format_spec": "formatSpec",
    "default_value": "defaultValue",
    "is_async": "isAsync",
    "kwd_attrs": "kwdAttrs",
    "kwd_patterns": "kwdPatterns",
}
_DROPPED = {"type_comment", "type_ignores", "kind"}
# Parts that a list of one sort alone holds carry no `kind`.
_UNTAGGED = {"arguments", "arg", "keyword", "alias", "withitem", "match_case", "comprehension"}
_BOOLEANS = {("AnnAssign", "simple"), ("comprehension", "is_async"), ("Import", "is_lazy"), ("ImportFrom", "is_lazy")}


def tree(node):
    """A node of `ast` as plain JSON; constants by their own rule, operators and contexts by their names."""
    name = type(node).__name__
    out = {} if name in _UNTAGGED else {"kind": name}
    for field in node._fields:
        if field in _DROPPED:
            continue
        value = getattr(node, field, None)
        if name == "Interpolation" and field == "str" or name in ("Constant", "MatchSingleton") and field == "value":
            value = constant(value)
        elif (name, field) in _BOOLEANS:
            value = bool(value)
            if field == "is_lazy":
                if value:
                    out["lazy"] = True
                continue
        elif isinstance(value, list):
            value = [_part(v) for v in value]
        else:
            value = _part(value)
        out[_RENAMED.get(field, field)] = value
    if name in ("TypeVar", "ParamSpec", "TypeVarTuple"):
        out.setdefault("bound", None)
        out.setdefault("defaultValue", None)
    if "lineno" in node._attributes:
        out["at"] = {
            "line": node.lineno,
            "column": node.col_offset,
            "endLine": node.end_lineno,
            "endColumn": node.end_col_offset,
        }
    return out


def _part(value):
    if isinstance(value, (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)):
        return type(value).__name__
    if isinstance(value, ast.AST):
        return tree(value)
    return value
