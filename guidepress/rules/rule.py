"""Say what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from guidepress.errors import Fix, Severity, Span
from guidepress.rules.survey import Survey

Find = Callable[[Survey], Iterator["Fault"]]
Needs = Literal["", "chapter", "glossary", "register", "guide"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Say where a rule is not kept, how, and what to do; ``words`` and ``fix`` as a Problem has them."""

    span: Span
    message: str
    hint: str
    words: str = ""
    fix: Fix = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Ask one thing of a guide: in one sentence (summary), with its reason, a bad and a good example, and what finds faults.

    Without ``find`` the reader reports it under this code already. ``language`` is that of the guides it is for, or nothing for
    all. ``form`` says what the examples are, ``mends`` what ``check --fix`` does about it, if it does anything. ``needs`` is what must have
    been read without error, or the rule could miss what is written there and find a fault that is none: the fault's own chapter, the glossary,
    the register, or all of the guide. One that is ``asked`` for looks beyond the guide, so it runs only on demand.
    """

    code: str
    family: str
    severity: Severity
    summary: str
    reason: str
    bad: str
    good: str
    find: Find | None = None
    language: str = ""
    form: Literal["markdown", "yaml", "css"] = "markdown"
    needs: Needs = ""
    asked: bool = False
    mends: str = ""

    def is_for(self, language: str) -> bool:
        """Tell whether guides in ``language`` are held to it."""
        return language == self.language or language.startswith(f"{self.language}-") or not self.language


@dataclass(frozen=True, slots=True)
class Family:
    """Gather the rules about one thing."""

    name: str
    about: str
    rules: list[Rule] = field(default_factory=list)

    def rule(
        self,
        code: str,
        *,
        summary: str,
        reason: str,
        bad: str,
        good: str,
        language: str = "",
        yaml: bool = False,
        needs: Needs = "",
        mends: str = "",
    ) -> Callable[[Find], Find]:
        """Make a rule, a warning, of the function that finds its faults."""

        def keep(find: Find) -> Find:
            form: Literal["markdown", "yaml"] = "yaml" if yaml else "markdown"
            self.rules.append(
                Rule(
                    code,
                    self.name,
                    "warning",
                    summary,
                    reason,
                    bad,
                    good,
                    find,
                    language,
                    form,
                    needs=needs,
                    mends=mends,
                )
            )
            return find

        return keep

    def error(
        self, code: str, summary: str, reason: str, bad: str, good: str, *, yaml: bool = False, mends: str = ""
    ) -> None:
        """Make a rule of a code that is reported while reading: an error, which cannot be waived."""
        form: Literal["markdown", "yaml"] = "yaml" if yaml else "markdown"
        self.rules.append(Rule(code, self.name, "error", summary, reason, bad, good, form=form, mends=mends))
