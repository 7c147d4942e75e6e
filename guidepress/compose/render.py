"""Render blocks and inlines through templates, for one format.

Each block has a template of its own name in ``templates/blocks``; inlines are macros in ``templates/inlines.html.j2``.
Templates are given plain data in a sandbox: they cannot reach files, the network or Python.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from string import Formatter
from typing import Any, Protocol

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from guidepress.compose.formulas import formula_markup
from guidepress.compose.highlight import lines_of
from guidepress.compose.languages import direction
from guidepress.compose.page_marks import mark_name
from guidepress.compose.resources import Design, leads_out
from guidepress.compose.sizes import file_size
from guidepress.errors import GuideError, Problem, Span
from guidepress.model import (
    Block,
    Blocks,
    Entry,
    Figure,
    ForAudience,
    Guide,
    InlinePicture,
    Inlines,
    ListItem,
    Paragraph,
    Phrase,
    Section,
    Target,
    Text,
    words_of,
)
from guidepress.resolve.values import spoken_date

DEEPEST = 6
_LABELLED = (ForAudience, Section)  # what says in its own template whom it is for
_FOLDER = "templates/"
# What goes wrong in a template is Jinja's error, or Python's when it reckons with what it should not.
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@cache
def kebab(name: str) -> str:
    """Turn a class name into a template's name: ``CaseStudy`` becomes ``case-study``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


class _OutsideError(TemplateError):
    """Say that a template asks for one outside the folders of templates."""

    def __init__(self, name: str) -> None:
        super().__init__(f"'{name}' leads outside templates/")


class _Loader(BaseLoader):
    """Load templates from the guide's folder and from ours, and from nowhere else."""

    def __init__(self, design: Design) -> None:
        self.design = design

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's signature
        """Return a template's text, and the name that errors give it."""
        if leads_out(template):
            raise _OutsideError(template)
        data = self.design.template(template)
        if data is None:
            raise TemplateNotFound(template)
        try:
            return data.decode("utf-8-sig"), f"{_FOLDER}{template}", lambda: True
        except UnicodeDecodeError as error:
            place, hint = Span(f"{_FOLDER}{template}"), "Save the file again with the encoding UTF-8."
            raise GuideError((Problem(place, "template", "this file is not in UTF-8", hint),)) from error


class _Compiled(BytecodeCache):
    """Remember templates as compiled, by their names and texts, for as long as this process lives and in those forked from it.

    They are kept nowhere else: what a file in a guide's folder holds is never run.
    """

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def compiled_templates(design: Design) -> bytes:
    """Compile all templates of a design, for another process of this program; who uses one that is at fault will hear of it."""
    env = environment(design)
    for name in design.template_names():
        with suppress(TemplateError):
            env.get_template(name)
    return marshal.dumps(_COMPILED.codes)


def take_compiled(templates: bytes) -> None:
    """Remember what another process of this program has compiled."""
    _COMPILED.codes.update(marshal.loads(templates))  # noqa: S302 - they come through a pipe from a process that this one started


class _Sandbox(ImmutableSandboxedEnvironment):
    """Remember what Jinja's sandbox says of an attribute of a type: it asks nothing else, but for each use anew, a fifth of all time."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja's options
        """Take Jinja's options."""
        super().__init__(**options)
        self._known: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Tell whether templates may use an attribute."""
        asked = type(obj), attr
        if asked not in self._known:
            self._known[asked] = super().is_safe_attribute(obj, attr, value)
        return self._known[asked]


def environment(design: Design) -> ImmutableSandboxedEnvironment:
    """Make the environment that all templates run in."""
    return _Sandbox(
        loader=_Loader(design),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        bytecode_cache=_COMPILED,
    )


class DrawFormula(Protocol):
    """Draw a formula as SVG, with its words as title."""

    def __call__(self, tex: str, alt: str, *, display: bool) -> str:
        """Return the drawing."""


@dataclass(frozen=True, slots=True)
class Medium:
    """Say how a format addresses things.

    ``name`` is 'pdf', 'epub', 'html' or 'site'; ``href`` gives the address of a target as seen from the page that is being
    made, ``src`` that of a picture; ``extra`` is what only this format's templates see; ``draw_formula`` draws what a medium
    without MathML needs drawn.
    """

    name: str
    href: Callable[[Target], str]
    src: Callable[[str], str]
    extra: Mapping[str, Any] = field(default_factory=dict)
    draw_formula: DrawFormula | None = None


class Renderer:
    """Render a guide for one medium; ``nesting`` is the number of headings above a page's own title."""

    def __init__(self, env: ImmutableSandboxedEnvironment, guide: Guide, medium: Medium, nesting: int = 0) -> None:
        """Gather once what every template sees."""
        self.environment, self.guide, self.medium, self.nesting = env, guide, medium, nesting
        self._templates: dict[type[Block], Template] = {}
        self._context: dict[str, Any] = {
            "guide": guide,
            "words": guide.words,
            "medium": medium.name,
            "date_in_words": spoken_date(guide),
            "edition": edition_of(guide),
            "version_in_words": version_of(guide),
            "href": medium.href,
            "src": medium.src,
            "heading": self.heading,
            "blocks": self.blocks,
            "inlines": self.inlines,
            "item": self.item,
            "plain": words_of,
            "epub_type": self.epub_type,
            "attributes": self.attributes,
            "audiences": self.audiences,
            "audience_label": self.audience_label,
            "measured": measured,
            "classes": classes,
            "in_language": self.in_language,
            "first_word": first_word,
            "pieces": pieces,
            "file_size": file_size,
            "lines_of": lines_of,
            "formula_of": self.formula,
            "sprite": {},
            "picture": self.picture,
            **medium.extra,
        }
        inlines: Template = _guarded(env.get_template, "inlines.html.j2")
        self._macros: Any = _guarded(inlines.make_module, self._context)

    def nested(self, nesting: int) -> Renderer:
        """Return a renderer for a page that stands under ``nesting`` headings."""
        return self if nesting == self.nesting else Renderer(self.environment, self.guide, self.medium, nesting)

    def page(self, template: str, **context: object) -> Markup:
        """Render a whole template."""
        found: Template = _guarded(self.environment.get_template, template)
        return Markup(_guarded(found.render, self._context | context))  # noqa: S704 - escaped by the template

    def page_mark(self, label: str) -> Markup:
        """Write the mark of where a page of the PDF begins."""
        return self.page("page-mark.html.j2", label=label, name=mark_name(label))

    def blocks(self, blocks: Blocks) -> Markup:
        """Render blocks in order."""
        return Markup("\n").join(self._block(block) for block in blocks)

    def inlines(self, inlines: Inlines) -> Markup:
        """Render inlines in order."""
        return Markup("").join(map(self._inline, inlines))

    def item(self, item: ListItem, tight: bool) -> Markup:  # noqa: FBT001 - called by templates, by place
        """Render what stands in a list's item; in a tight list its paragraphs are words without space around them."""
        label = self._macro("audience_in_line", item)
        if not tight:
            return label + self.blocks(item.blocks)
        return label + Markup("\n").join(
            self.inlines(block.children) if isinstance(block, Paragraph) else self._block(block)
            for block in item.blocks
        )

    def picture(self, path: str, alt: str, css_class: str, style: str = "", details: str = "") -> Markup:
        """Show a picture of the guide; without a text alternative it is decoration. ``details`` names what describes it at length."""
        more = (details,) if details else ()  # a guide's own macro may be older than descriptions are
        return self._macro("picture", path, alt, css_class, style, *more)

    def audience_label(self, block: Block) -> Markup:
        """Say whom a block is for, when it is not for everybody."""
        return self._macro("audience_label", block)

    def _macro(self, name: str, *arguments: object) -> Markup:
        macro = _guarded(getattr, self._macros, name)  # a guide's own inlines.html.j2 may lack it
        return Markup(_guarded(macro, *arguments))  # noqa: S704 - escaped by the template

    def formula(self, tex: str, alt: str, display: bool) -> Markup:  # noqa: FBT001 - called by templates, by place
        """Show a formula: drawn where the medium has a way to draw it, else as MathML."""
        draw = self.medium.draw_formula
        if draw is None:
            return formula_markup(tex, alt, display=display)
        return Markup(draw(tex, alt, display=display))  # noqa: S704 - a tree, written as XML

    def heading(self, level: int) -> str:
        """Name the element for a heading: level 1 is a chapter's title."""
        return f"h{min(level + self.nesting, DEEPEST)}"

    def attributes(self, block: Block | Phrase, own: str) -> Markup:
        """Write what the first element of a block, or of a phrase, carries: id, classes, language."""
        named = {"id": block.id, "class": classes(block, own)}
        return _attributes(named) + self.in_language(block.language)

    def in_language(self, language: str) -> Markup:
        """Say which language words are in, and in which direction it is written; nothing when it is that of the words around."""
        if not language:
            return Markup("")
        named = {"lang": language, "xml:lang": language if self.medium.name == "epub" else ""}
        return _attributes({**named, "dir": direction(language)})

    def audiences(self, block: Block | Entry) -> str:
        """Name those whom a block or an entry of the register is for, as guide.yaml writes them: it may be a proper name."""
        return ", ".join(self.guide.audiences[key] for key in block.audience)

    def epub_type(self, name: str) -> Markup:
        """Write the ``epub:type`` attribute in an EPUB, and nothing elsewhere."""
        return Markup(' epub:type="{}"').format(name) if self.medium.name == "epub" else Markup("")

    def _block(self, block: Block) -> Markup:
        kind = type(block)
        if block.audience and kind not in _LABELLED:
            within = (replace(block, audience=()),)
            return self._block(ForAudience(id=f"{block.id}.for", audience=block.audience, blocks=within))
        template = self._templates.get(kind)
        if template is None:
            name = f"blocks/{kebab(kind.__name__)}.html.j2"
            template = _guarded(self.environment.get_template, name)
            self._templates[kind] = template
        context = self._context | {"block": block}
        return Markup(_guarded(template.render, context))  # noqa: S704 - escaped by the template

    def _inline(self, inline: object) -> Markup:
        if isinstance(inline, Text):
            return escape(inline.text)
        return self._macro(kebab(type(inline).__name__).replace("-", "_"), inline)


def edition_of(guide: Guide) -> str:
    """Say for whom an edition is; nothing in the whole guide."""
    return guide.words["edition"].format(audience=guide.audiences[guide.edition]) if guide.edition else ""


def version_of(guide: Guide) -> str:
    """Say which version this is, and which edition."""
    version = guide.words["version"].format(version=guide.version)
    return f"{version} ({edition_of(guide)})" if guide.edition else version


def classes(block: Block | Phrase, own: str) -> str:
    """List our own classes of a block, and those that the author gave it."""
    return " ".join([*own.split(), *block.classes])


def measured(picture: InlinePicture | Figure) -> str:
    """Write the width and the height that the author gave a picture, as a style."""
    sizes = {"width": picture.width, "height": picture.height}
    return "; ".join(f"{name}: {length}" for name, length in sizes.items() if length)


def pieces(words: str, number: int) -> Iterator[tuple[str, bool]]:
    """Part one of guidepress's words around its number, in whatever order a language has them; tell which piece is the number.

    So the figure can be set apart, and what is read stays whole: "Chapter 1", "1. fejezet", "第1章".
    """
    for before, name, _, _ in Formatter().parse(words):
        if before:
            yield before, False
        if name is not None:
            yield str(number), True


def _attributes(named: Mapping[str, str]) -> Markup:
    written = (f' {name}="{escape(value)}"' for name, value in named.items() if value)
    return Markup("".join(written))  # noqa: S704 - values are escaped, names are our own


def first_word(inlines: Inlines) -> tuple[str, Inlines]:
    """Part the first word from the rest, so that a symbol can be kept beside it."""
    if not inlines or not isinstance(inlines[0], Text):
        return "", inlines
    word, space, rest = inlines[0].text.partition(" ")
    return word, (Text(space + rest), *inlines[1:])


def _guarded(call: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - whatever the call returns
    """Call into Jinja, and turn a fault in a template into a problem of that template."""
    try:
        return call(*arguments)
    except _OutsideError as error:
        raise GuideError((Problem(_place(error), "outside", str(error), "Copy the file into templates/."),)) from error
    except TemplateSyntaxError as error:
        span = Span(f"templates/{error.name}", error.lineno, 1)
        raise GuideError((Problem(span, "template", str(error.message), "Mend the template."),)) from error
    except _FAULTS as error:
        raise GuideError((Problem(_place(error), "template", _message(error), "Mend the template."),)) from error


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'"
    if isinstance(error, RecursionError):
        return "this template includes itself without end"
    return str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"


def _place(error: BaseException) -> Span:
    """Find the innermost template in an error's traceback (Jinja gives its frames the templates' names and lines)."""
    found, trace = Span("templates"), error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(_FOLDER):
            found = Span(name, trace.tb_lineno, 1)
        trace = trace.tb_next
    return found
