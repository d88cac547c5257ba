"""The C expressions of gettext's Plural-Forms headers, compiled to functions without evaluating any text."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NoReturn

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d{1,3})\s*;\s*plural\s*=([^;]*);?\s*")
_TOKEN = re.compile(r"\s*([0-9]{1,20}|n|\|\||&&|[=!<>]=|[-+*/%<>!?:()])")
_MAX_TOKENS = 1000
_MAX_DEPTH = 30
_MAX_LINKS = 20
_PROBED = range(1000)
_WORD = 0xFFFF_FFFF_FFFF_FFFF
"""gettext counts in `unsigned long`: results of arithmetic wrap around."""

_COMPARISONS: tuple[dict[str, type[ast.cmpop]], ...] = (
    {"==": ast.Eq, "!=": ast.NotEq},
    {"<": ast.Lt, ">": ast.Gt, "<=": ast.LtE, ">=": ast.GtE},
)
_ARITHMETIC: tuple[dict[str, type[ast.operator]], ...] = (
    {"+": ast.Add, "-": ast.Sub},
    {"*": ast.Mult, "/": ast.FloorDiv, "%": ast.Mod},
)


@lru_cache(maxsize=512)
def compile_plural(header: str) -> Callable[[int], int]:
    """The function from a number to its form's index that a header's value (`nplurals=2; plural=n != 1;`) means.

    Raises ValueError for what is not in gettext's grammar, and for an expression that divides by zero or names
    a form that there isn't for a number below 1000, as `msgfmt --check` does.
    """
    found = _HEADER.fullmatch(header)
    if not found:
        raise ValueError(f"{header[:200]!r} is not `nplurals=NUMBER; plural=EXPRESSION;`")
    count = int(found[1])
    form_of = _compile(_Parser(found[2]).parse())
    _probe(form_of, count, header)
    return form_of


def _compile(body: ast.expr) -> Callable[[int], int]:
    number = ast.arguments(posonlyargs=[], args=[ast.arg("n")], kwonlyargs=[], kw_defaults=[], defaults=[])
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(number, body)))
    # The tree was built by the parser below, of numbers, n and operators; there is no name to call in it.
    return eval(compile(tree, "<plural>", "eval"), {"__builtins__": {}})  # type: ignore[no-any-return]  # noqa: S307


def _probe(form_of: Callable[[int], int], count: int, header: str) -> None:
    for number in _PROBED:
        try:
            form = form_of(number)
        except ZeroDivisionError as error:
            raise ValueError(f"{header[:200]!r} divides by zero for {number}") from error
        if form >= count:
            raise ValueError(f"{header[:200]!r} gives form {form} for {number}, but nplurals is {count}")


class _Parser:
    """A descent through gettext's grammar: ternary, `||`, `&&`, equality, order, sums, products, `!`."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._text = text
        self._depth = 0
        self._links = 0

    def parse(self) -> ast.expr:
        tree = self._ternary()
        if self._tokens:
            self._fail()
        return tree

    def _ternary(self) -> ast.expr:
        self._enter()
        condition = self._either()
        if self._take("?"):
            yes = self._ternary()
            self._expect(":")
            condition = ast.IfExp(condition, yes, self._ternary())
        self._depth -= 1
        return condition

    def _either(self) -> ast.expr:
        parts = [self._both()]
        while self._take("||"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else _number(ast.BoolOp(ast.Or(), parts))

    def _both(self) -> ast.expr:
        parts = [self._compared(0)]
        while self._take("&&"):
            parts.append(self._compared(0))
        return parts[0] if len(parts) == 1 else _number(ast.BoolOp(ast.And(), parts))

    def _compared(self, level: int) -> ast.expr:
        if level == len(_COMPARISONS):
            return self._computed(0)
        left = self._compared(level + 1)
        while operator := self._take(*_COMPARISONS[level]):
            right = self._compared(level + 1)
            left = _number(ast.Compare(left, [_COMPARISONS[level][operator]()], [right]))
            self._link(*_COMPARISONS[level])
        return left

    def _computed(self, level: int) -> ast.expr:
        if level == len(_ARITHMETIC):
            return self._negated()
        left = self._computed(level + 1)
        while operator := self._take(*_ARITHMETIC[level]):
            result = ast.BinOp(left, _ARITHMETIC[level][operator](), self._computed(level + 1))
            left = ast.BinOp(result, ast.BitAnd(), ast.Constant(_WORD)) if operator in "+-*" else result
            self._link(*_ARITHMETIC[level])
        return left

    def _negated(self) -> ast.expr:
        self._enter()
        if self._take("!"):
            tree: ast.expr = _number(ast.UnaryOp(ast.Not(), self._negated()))
        else:
            tree = self._operand()
        self._depth -= 1
        return tree

    def _operand(self) -> ast.expr:
        if self._take("("):
            inner = self._ternary()
            self._expect(")")
            return inner
        if self._take("n"):
            return ast.Name("n", ast.Load())
        if not (self._tokens and self._tokens[-1].isdigit()):
            self._fail()
        return ast.Constant(int(self._tokens.pop()) & _WORD)

    def _take(self, *wanted: str) -> str:
        return self._tokens.pop() if self._tokens and self._tokens[-1] in wanted else ""

    def _expect(self, wanted: str) -> None:
        if not self._take(wanted):
            self._fail()

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self._fail()

    def _link(self, *operators: str) -> None:
        """Count `a + b + c`, each of whose links nests the tree deeper than the grammar's own depth says."""
        self._links += bool(self._tokens) and self._tokens[-1] in operators
        if self._links > _MAX_LINKS:
            self._fail()

    def _fail(self) -> NoReturn:
        raise ValueError(f"{self._text.strip()[:200]!r} is not an expression of gettext's plural grammar")


def _number(truth: ast.expr) -> ast.expr:
    """1 or 0, as C has it; Python would hand on the operand or a bool."""
    return ast.IfExp(truth, ast.Constant(1), ast.Constant(0))


def _tokens(text: str) -> list[str]:
    """The tokens, last one first."""
    tokens: list[str] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if not found or len(tokens) >= _MAX_TOKENS:
            raise ValueError(f"{text.strip()[:200]!r} is not an expression of gettext's plural grammar")
        tokens.append(found[1])
        position = found.end()
    return tokens[::-1]
