"""Reckon expressions in double braces, ``{{ price * 2 }}``, with Jinja's grammar and over declared values only.

Goes in: the words between the braces and the values by name. Comes out: words, or what is wrong. An expression is held against
lists of what it may use before it runs in Jinja's sandbox: no attributes of Python's objects, no calls, no loops. Numbers,
words and depth are bounded, so that no expression takes more than a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jinja2 import StrictUndefined, TemplateError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from guidepress.errors import did_you_mean
from guidepress.resolve.filters import TESTS, filters_for, words_for

LONGEST = 300  # letters of an expression
LARGEST = 10**15  # a number
MOST = 10_000  # letters of words that an expression makes
_NODES = (
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.CondExpr,
    nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod,
    nodes.Neg, nodes.Pos, nodes.Getattr, nodes.Getitem,
)  # fmt: skip
_DATE_PARTS = frozenset({"year", "month", "day"})
_SYNTAX_HINT = "Write a name, {{ price }}; a sum, {{ price * 2 }}; or a choice, {{ 'one' if count == 1 else 'many' }}; with straight quotation marks."


class ExpressionError(Exception):
    """Say with a stable code why an expression gives no words, and what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the three apart."""
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class Expressions:
    """Turn expressions over ``values`` into words; ``spoken`` writes a date."""

    values: Mapping[str, object]
    spoken: Callable[[date], str]

    def words(self, expression: str) -> str:
        """Return the words of an expression; raises ExpressionError."""
        try:
            if expression in self.values:  # a name alone, as most are
                return _shown(self.spoken)(self.values[expression])
            return self._reckoned(expression)
        except ExpressionError:
            raise
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
            message = f"'{expression[:60]}' cannot be worked out: {_plain(error)}"
            raise ExpressionError("bad-expression", message, _SYNTAX_HINT) from error

    def _reckoned(self, expression: str) -> str:
        if len(expression) > LONGEST:
            hint = f"Say it in fewer than {LONGEST} letters, or declare a value for it."
            raise ExpressionError("bad-expression", "this expression is too long", hint)
        environment = _Environment(self.spoken)
        template = environment.parse(f"{{{{ {expression} }}}}")
        output = template.body[0] if len(template.body) == 1 else None
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            raise ExpressionError("bad-expression", f"'{expression[:60]}' is no single expression", _SYNTAX_HINT)
        self._check(template)
        _settle(template)
        result: str = environment.from_string(template).render(self.values)
        return result

    def _check(self, template: nodes.Template) -> None:
        """Hold every part of an expression against what it may use."""
        excused = _excused_names(template)
        for node in template.find_all(nodes.Expr):
            if not isinstance(node, _NODES) or getattr(node, "dyn_args", None) or getattr(node, "dyn_kwargs", None):
                what = _NAMES.get(type(node), "this")
                raise ExpressionError("bad-expression", f"{what} cannot be used between the braces", _SYNTAX_HINT)
            if isinstance(node, nodes.Name) and node.name not in self.values and node not in excused:
                raise ExpressionError("unknown-value", f"there is no value '{node.name}'", self._known(node.name))
            if isinstance(node, nodes.Filter | nodes.Test):
                kind, known = (
                    ("filter", filters_for(self.spoken)) if isinstance(node, nodes.Filter) else ("test", TESTS)
                )
                if node.name not in known:
                    message = f"there is no {kind} '{node.name}'"
                    raise ExpressionError("bad-expression", message, did_you_mean(node.name, known))

    def _known(self, name: str) -> str:
        near = did_you_mean(name, self.values)
        return near if near.startswith("Did") else f"Declare it under values: in guide.yaml. {near}"


_NAMES: Mapping[type[nodes.Expr], str] = {
    nodes.Call: "a call",
    nodes.Pow: "a power",
    nodes.Dict: "braces",
    nodes.Slice: "a slice",
}


def _excused_names(template: nodes.Template) -> list[nodes.Node]:
    """List the names that need not be declared: an expression asks whether they are, or says what stands for them."""
    tests: list[nodes.Node] = [
        node.node for node in template.find_all(nodes.Test) if node.name in {"defined", "undefined"}
    ]
    return tests + [
        node.node for node in template.find_all(nodes.Filter) if node.name in {"default", "d"} and node.node
    ]


def _settle(template: nodes.Template) -> None:
    """Let joined parts be words as they are shown alone, and a choice without ``else`` be nothing."""
    for node in template.find_all(nodes.Concat):
        node.nodes = [nodes.Filter(part, "string", [], [], None, None) for part in node.nodes]
    for choice in template.find_all(nodes.CondExpr):
        choice.expr2 = choice.expr2 or nodes.Const("")


class _Environment(ImmutableSandboxedEnvironment):
    """Reckon with numbers only, within bounds, and reach into declared values only."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, spoken: Callable[[date], str]) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_shown(spoken), autoescape=False, cache_size=0)
        self.filters = dict(filters_for(spoken))
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}
        self.globals = {}

    def call_binop(self, context: object, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Reckon with two numbers."""
        result = super().call_binop(context, operator, _number(left), _number(right))  # type: ignore[arg-type]  # as it came
        if abs(result) > LARGEST:
            raise ExpressionError("bad-expression", "the number is too large", "Look at the sum.")
        return result

    def call_unop(self, context: object, operator: str, arg: Any) -> Any:  # noqa: ANN401 - as above
        """Turn a number's sign."""
        return super().call_unop(context, operator, _number(arg))  # type: ignore[arg-type]  # as above

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as above
        """Look a name up in a declared value; a date has ``year``, ``month`` and ``day``."""
        if isinstance(obj, date) and attribute in _DATE_PARTS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as above
        """Look up a name or a number in a declared value."""
        is_place = isinstance(argument, int) and not isinstance(argument, bool)
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list | tuple) and is_place and -len(obj) <= argument < len(obj):
            return obj[argument]
        hint = "Names stand in values that are lines of 'name: value'."
        if isinstance(obj, Mapping | list | tuple):
            hint = did_you_mean(str(argument), map(str, obj if isinstance(obj, Mapping) else range(len(obj))))
        raise ExpressionError("unknown-value", f"there is no '{argument}' in this value", hint)


def _shown(spoken: Callable[[date], str]) -> Callable[[object], str]:
    in_words = words_for(spoken)

    def shown(value: object) -> str:
        if isinstance(value, bool):
            hint = "Say what is to be read: {{ 'yes' if ready else 'no' }}"
            raise ExpressionError("bad-expression", "this is true or false, and no words", hint)
        words = in_words(value)
        if len(words) > MOST:
            raise ExpressionError("bad-expression", "these are too many words", "Declare a shorter value.")
        return words

    return shown


def _number(value: object) -> int | Decimal:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        name = "something that is not declared" if isinstance(value, Undefined) else f"'{str(value)[:40]}'"
        hint = "Reckon with numbers only; join words with ~: {{ first ~ ' ' ~ last }}"
        raise ExpressionError("bad-expression", f"{name} is no number", hint)
    return value


def _plain(error: Exception) -> str:
    """Put what Python or Jinja say into words."""
    if isinstance(error, ZeroDivisionError | InvalidOperation):
        return "it divides by nought"
    if isinstance(error, RecursionError):
        return "it stands in too many brackets"
    return str(error)
