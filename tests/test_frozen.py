"""What is written out for frozen dataclasses in ``guidepress/frozen`` does what dataclasses would."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle

import pytest

from guidepress import model
from guidepress.errors import Span
from guidepress.frozen import copier, quickened
from guidepress.model import Paragraph, Text

KINDS = {
    kind: kind.__name__ for kind in vars(model).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}
SPAN = Span("one.md", 2, 3)


def signature_of(kind: type) -> list[tuple[str, bool, object]]:
    """List what a class is made of: names, whether they must be said, defaults."""
    parameters = inspect.signature(kind).parameters.values()
    return [(one.name, one.kind == one.KEYWORD_ONLY, one.default) for one in parameters]


@pytest.mark.parametrize("kind", KINDS, ids=KINDS.values())
def test_arguments_are_the_same(kind: type) -> None:
    """Every class of the model takes the arguments that dataclasses would give it."""
    fields = [
        (field.name, field.type, dataclasses.field(default=field.default, kw_only=field.kw_only))
        for field in dataclasses.fields(kind)
        if field.default_factory is dataclasses.MISSING
    ]
    if len(fields) == len(dataclasses.fields(kind)):
        assert signature_of(kind) == signature_of(dataclasses.make_dataclass("Slow", fields, frozen=True))


def test_objects_are_frozen() -> None:
    """No field can be set, and none deleted."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        SPAN.line = 3  # type: ignore[misc]  # which mypy would not allow
    with pytest.raises(dataclasses.FrozenInstanceError):
        del SPAN.line


def test_missing_arguments_are_told() -> None:
    """An object without what it needs cannot be made, nor one with what it does not have."""
    with pytest.raises(TypeError, match="children"):
        Paragraph()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="tint"):
        Paragraph(children=(), tint="red")  # type: ignore[call-arg]


def test_objects_travel() -> None:
    """Objects can be copied, changed and sent to other processes."""
    block = Paragraph(children=(Text("words", ((0, SPAN),)),), id="a", span=SPAN)
    assert pickle.loads(pickle.dumps(block)) == copy.copy(block) == copier(Paragraph)(block) == block  # noqa: S301 - our own bytes
    assert dataclasses.replace(block, id="b") == Paragraph(children=block.children, id="b")
    assert copier(Paragraph)(block).span == SPAN


def test_factories_stay() -> None:
    """A class whose fields have factories of defaults keeps its own way."""

    @quickened
    @dataclasses.dataclass(frozen=True, slots=True)
    class Row:
        cells: tuple[str, ...] = dataclasses.field(default_factory=tuple)

    assert Row().cells == ()
