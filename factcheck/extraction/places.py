"""What a claim's place in the article, and who makes it, say for checking it."""

import re
from collections.abc import Sequence

from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.pieces import Kind
from factcheck.reading import Paragraph, Role

EARLY = 3
NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
ACCUSES = re.compile(
    r"\b(?:accus\w+|fraud\w*|brib\w+|corrupt\w*|lied|lying|steal\w*|stole\w*|cheat\w*|illegal\w*|"
    r"unlawful\w*|charged with|convicted|guilty|abus\w+|harass\w+|assault\w*|murder\w*|kill(?:ed|ing)|"
    r"threaten\w*|misle[ad]\w*|cover(?:ed)? up|conceal\w*|failed to|refused to|violat\w+|"
    r"embezzl\w+|launder\w+|plagiari\w+|arrested|indicted|sued|smuggl\w+|rigg\w+)\b"
)


class Places:
    """Knows the headline, the order of the paragraphs and the names in the headline."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = paragraphs
        body = [n for n, paragraph in enumerate(paragraphs) if paragraph.role is Role.BODY]
        self.early = frozenset(body[:EARLY])
        heads = (p for p in paragraphs if p.role in (Role.HEADLINE, Role.STANDFIRST))
        self.central = {name for p in heads for name in NAME.findall(text[p.start : p.end])}

    def labels(self, span: Excerpt, paragraph: int, kind: Kind, claimant: str | None) -> list[str]:
        """The facets of a claim beyond its words, in a fixed order."""
        role = self.paragraphs[paragraph].role
        names = {token.text for token in span if token.pos_ == "PROPN"} if self.central else set()
        persons = any(entity.label_ == "PERSON" for entity in span.ents)
        tests = (
            ("in the headline", role is Role.HEADLINE),
            ("in the standfirst", role is Role.STANDFIRST),
            ("early in the article", paragraph in self.early),
            ("about what the article is about", len(names & self.central) > 0),
            ("accuses a named person", persons and bool(ACCUSES.search(span.small))),
            ("attributed to an unnamed source", bool(claimant) and not NAME.search(claimant or "")),
            ("gives a name its role", kind is Kind.IDENTITY),
        )
        return [label for label, fits in tests if fits]
