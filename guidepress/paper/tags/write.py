"""Put the structure of a document into its PDF (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from guidepress.paper.gatherings import ELSEWHERE
from guidepress.paper.inside.boxes import Drawn, LinkArea
from guidepress.paper.tags.attributes import Attributes, Attributing, Value
from guidepress.paper.tags.links import corners, own_areas, rectangle
from guidepress.paper.tags.roles import ROLE_MAP, Sources
from guidepress.paper.tags.tree import Annotated, Content, Node


class Writer:
    """Write one document's structure."""

    def __init__(self, pdf: pydyf.PDF, attributing: Attributing) -> None:
        """Begin with the root of the structure."""
        self.pdf, self.attributing = pdf, attributing
        self.pages: tuple[bytes, ...] = pdf.page_references  # pydyf makes them anew each time they are asked for
        self.root = self._add({"Type": "/StructTreeRoot"})
        self.contents: dict[Content, str] = {}  # to the references of their elements
        self.annotations: list[tuple[Any, str]] = []
        self.groups: dict[str, tuple[Any, dict[int, str]]] = {}  # what is drawn in groups, by their references
        self.names: dict[str, str] = {}
        self.roles: set[str] = set()

    def _add(self, entries: Mapping[str, Any]) -> pydyf.Dictionary:
        dictionary = pydyf.Dictionary(entries)
        self.pdf.add_object(dictionary)
        return dictionary

    def write(self, document: Node, drawn: Sequence[Drawn]) -> None:
        """Write the tree and all that leads to it and from it."""
        self.root["K"] = pydyf.Array([self._element(document, self.root.reference)])
        self.root["ParentTree"] = self._parent_tree(drawn).reference
        self.root["ParentTreeNextKey"] = len(drawn) + len(self.annotations) + len(self.groups)
        if self.names:
            self.root["IDTree"] = self._name_tree().reference
        mapped = {role: f"/{ROLE_MAP[role]}" for role in sorted(self.roles & set(ROLE_MAP))}
        if mapped:
            self.root["RoleMap"] = pydyf.Dictionary(mapped)
        catalog = self.pdf.catalog
        catalog["StructTreeRoot"] = self.root.reference
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _element(self, node: Node, parent: str) -> str:
        """Write an element and what it holds, and give its reference."""
        element = self._add({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        reference: str = element.reference
        self.roles.add(node.role)
        self._describe(element, self.attributing.of(node))
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        element["K"] = pydyf.Array(self._kid(kid, page, reference) for kid in node.kids)
        return reference

    def _describe(self, element: pydyf.Dictionary, attributes: Attributes) -> None:
        element.update({name: pydyf.String(words) for name, words in attributes.words.items()})
        if attributes.name:
            element["ID"] = pydyf.String(attributes.name)
            self.names[attributes.name] = element.reference
        if attributes.owner:
            others = {name: _value(value) for name, value in (attributes.others or {}).items()}
            element["A"] = pydyf.Dictionary({"O": f"/{attributes.owner}", **others})

    def _kid(self, kid: Node | Content | Annotated, page: int | None, parent: str) -> Any:  # noqa: ANN401 - pydyf has no types
        if isinstance(kid, Node):
            return self._element(kid, parent)
        place = self.pages[kid.page]
        if isinstance(kid, Annotated):
            self.annotations.append((kid.annotation, parent))
            return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": place})
        if kid.group is not None:
            _, numbers = self.groups.setdefault(kid.group.reference, (kid.group, {}))
            numbers[kid.number] = parent
            mark = {"Type": "/MCR", "Pg": place, "Stm": kid.group.reference, "MCID": kid.number}
            return pydyf.Dictionary(mark)
        self.contents[kid] = parent
        return kid.number if kid.page == page else pydyf.Dictionary({"Type": "/MCR", "Pg": place, "MCID": kid.number})

    def _parent_tree(self, drawn: Sequence[Drawn]) -> pydyf.Dictionary:
        """Lead from each page's marked contents, from each annotation and from each group's contents to their elements."""
        numbers = pydyf.Array()
        for page, made in enumerate(drawn):
            owners = (self.contents.get(Content(page, number), "null") for number in range(len(made.numbers)))
            numbers.extend([page, self._add_array(owners)])
        for key, (annotation, reference) in enumerate(self.annotations, start=len(drawn)):
            annotation["StructParent"] = key
            numbers.extend([key, reference])
        for key, (group, own) in enumerate(self.groups.values(), start=len(drawn) + len(self.annotations)):
            group.extra["StructParents"] = key
            numbers.extend([key, self._add_array(own.get(number, "null") for number in range(max(own) + 1))])
        return self._add({"Nums": numbers})

    def _add_array(self, items: Iterable[Any]) -> str:
        array = pydyf.Array(items)
        self.pdf.add_object(array)
        reference: str = array.reference
        return reference

    def _name_tree(self) -> pydyf.Dictionary:
        names = sorted(self.names)
        pairs = [part for name in names for part in (pydyf.String(name), self.names[name])]
        limits = pydyf.Array([pydyf.String(names[0]), pydyf.String(names[-1])])
        leaf = self._add({"Limits": limits, "Names": pydyf.Array(pairs)})
        return self._add({"Kids": pydyf.Array([leaf.reference])})


def _value(value: Value) -> Any:  # noqa: ANN401 - pydyf has no types
    if isinstance(value, str):
        return f"/{value}"
    if isinstance(value, int):
        return value
    return pydyf.Array([pydyf.String(one) if isinstance(one, str) else one for one in value])


def finish_annotations(
    drawn: Sequence[Drawn], areas: Mapping[Any, Sequence[LinkArea]], words: Mapping[Element, str], sources: Sources
) -> None:
    """Let each annotation of a link cover all its lines on the page, say its words, and lead to where it leads when all is bound."""
    for made in drawn:
        for box, annotation in made.annotations.items():
            own = own_areas(areas[box])
            annotation["Rect"] = pydyf.Array(rectangle(own))
            if len(own) > 1:
                annotation["QuadPoints"] = pydyf.Array(corners(own))
            source = areas[box][0].source
            link = sources.links.get(source, source)
            target = areas[box][0].target
            annotation["Contents"] = pydyf.String(words.get(link) or target)
            if target.startswith(ELSEWHERE):
                del annotation["A"]
                annotation["Dest"] = pydyf.String(target.removeprefix(ELSEWHERE))
