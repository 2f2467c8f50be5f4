"""What stands in a page of the report, as an HTML parser reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "input", "br"}


@dataclass
class Element:
    """An element: its tag, its attributes, and the text in it without the numbers before the quotes."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    inside: list[Element] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements in this one with a tag and classes or other attributes."""
        found = []
        for element in self.inside:
            given = element.attributes
            if element.tag == tag and all(
                value in (given.get(name) or "").split() for name, value in attributes.items()
            ):
                found.append(element)
            found += element.all(tag, **attributes)
        return found


class Page(HTMLParser):
    """A parsed page; `root` holds its elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self._open[-1].inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> in <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if any("ref" in (element.attributes.get("class") or "").split() for element in self._open):
            return
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of the page with a tag and classes or other attributes."""
        return self.root.all(tag, **attributes)

    @property
    def tags(self) -> set[str]:
        """The tags that occur."""
        return {element.tag for element in self._every(self.root)}

    @property
    def attribute_names(self) -> set[str]:
        """The names of the attributes that occur."""
        return {name for element in self._every(self.root) for name in element.attributes}

    def data(self) -> Any:
        """What the page hands to its script."""
        return json.loads(self.all("script", id="data")[0].text)

    def _every(self, element: Element) -> list[Element]:
        return [found for child in element.inside for found in (child, *self._every(child))]
