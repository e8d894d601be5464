"""Some words of a paragraph that many rules ask about: spaCy makes their text anew for each."""

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Span, Token


class Excerpt(Span):
    """A span that keeps its text, its words and its names."""

    @cached_property
    def text(self) -> str:
        return str(super().text)

    @cached_property
    def small(self) -> str:
        """In small letters, which is cheaper to search than to search in either."""
        return self.text.lower()

    @cached_property
    def ents(self) -> tuple[Span, ...]:  # type: ignore[override]  # spaCy's says one name.
        return tuple(super().ents)

    @cached_property
    def sent(self) -> "Excerpt":
        sent = super().sent
        return Excerpt(self.doc, sent.start, sent.end)

    @cached_property
    def words(self) -> list[Token]:
        return list(super().__iter__())

    def __iter__(self) -> Iterator[Token]:
        return iter(self.words)
