"""An HTML page as a test looks at it."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = ("p", "div", "li", "td", "th", "dt", "dd", "h1", "h2", "option", "section")
"""Tags that a reader sees as a new line or column."""

VOID = ("meta", "link", "input", "br", "img", "hr")


class Page(HTMLParser):
    """Tags with their attributes, the text, and what is wrong with the nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += [f"never closed: {tag}" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in BLOCKS:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> where {self._open[-1:]} was open")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, blanks made one."""
        return " ".join("".join(self.words).split())

    def attributes(self, tag: str, name: str) -> list[str]:
        """The values of an attribute on all tags of a kind that have it."""
        return [attributes[name] for found, attributes in self.tags if found == tag and name in attributes]

    @property
    def links(self) -> list[str]:
        return self.attributes("a", "href")
