"""Join structure trees (ISO 32000-1, 14.7): the trees' roots, what leads from pages into them, and the names of elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from guidepress.paper.binding.shared import forms

_PART = "/Part"  # what the HTML's main element is in each gathering


class Structure:
    """Take in the trees of gatherings, whose pages have been copied before."""

    def __init__(self, pdf: Pdf) -> None:
        """Begin without a tree: the first gathering's becomes the book's."""
        self.pdf = pdf
        self.root: Object | None = None
        self.document: Any = None
        self.owners: list[tuple[int, Object]] = []
        self.names: dict[bytes, Object] = {}
        self.roles: dict[str, Object] = {}
        self.due = 0  # the next key of the parent tree

    def add(self, root: Any, pages: list[Any]) -> None:  # noqa: ANN401 - pikepdf's objects are of many types
        """Take in the tree below ``root``, copied, of these pages."""
        if self.root is None:
            self.root, self.document = root, root.K[0]
        else:
            self._join(root.K[0])
        self._add_owners(root.ParentTree.Nums, pages, int(root.ParentTreeNextKey))
        self.names.update(_names(root))
        self.roles.update(root.get("/RoleMap", Dictionary()).items())

    def _join(self, document: Any) -> None:  # noqa: ANN401 - as above
        """Put what a gathering's document holds into the book's; the main parts become one."""
        for kid in document.K.as_list():
            last = self.document.K[-1]
            if kid.S == last.S == _PART:
                _move(kid.K.as_list(), last)
            else:
                _move([kid], self.document)

    def _add_owners(self, numbers: Any, pages: list[Any], keys: int) -> None:  # noqa: ANN401 - as above
        """Take in what leads from pages, links and groups to elements, under keys that are free."""
        flat = numbers.as_list()
        self.owners += [(int(key) + self.due, owner) for key, owner in zip(flat[::2], flat[1::2], strict=True)]
        for page in pages:
            page.StructParents = int(page.StructParents) + self.due
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.due
        for form in forms(pages):
            if "/StructParents" in form:
                form.StructParents = int(form.StructParents) + self.due
        self.due += keys

    def write(self) -> None:
        """Put the tree into the catalog."""
        root = self.root
        if root is None:
            return
        root.ParentTree = self.pdf.make_indirect(
            Dictionary(Nums=Array([part for pair in self.owners for part in pair]))
        )
        root.ParentTreeNextKey = self.due
        if self.names:
            root.IDTree = name_tree(self.pdf, self.names)
        if self.roles:
            root.RoleMap = Dictionary(dict(sorted(self.roles.items())))
        self.pdf.Root.StructTreeRoot = root


def name_tree(pdf: Pdf, names: dict[bytes, Object]) -> Object:
    """Write a tree of names, sorted by their bytes as readers expect it (ISO 32000-1, 7.9.6)."""
    order = sorted(names)
    pairs = Array([part for name in order for part in (String(name), names[name])])
    leaf = pdf.make_indirect(Dictionary(Limits=Array([String(order[0]), String(order[-1])]), Names=pairs))
    return pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def _move(kids: list[Any], parent: Any) -> None:  # noqa: ANN401 - as above
    held = parent.K
    for kid in kids:
        kid.P = parent
        held.append(kid)


def _names(root: Any) -> Iterator[tuple[bytes, Object]]:  # noqa: ANN401 - as above
    for leaf in root.get("/IDTree", Dictionary()).get("/Kids", ()):
        flat = leaf.Names.as_list()
        yield from ((bytes(name), element) for name, element in zip(flat[::2], flat[1::2], strict=True))


def describe(pdf: Pdf, first: Pdf) -> None:
    """Say of the whole what the first gathering says of itself: its title, its language, how its colours are meant."""
    for key in (Name.Lang, Name.MarkInfo, Name.ViewerPreferences, Name.OutputIntents, Name.Metadata):
        if key in first.Root:
            pdf.Root[key] = pdf.copy_foreign(first.make_indirect(first.Root[key]))
    pdf.trailer[Name.Info] = pdf.copy_foreign(first.make_indirect(first.trailer[Name.Info]))
