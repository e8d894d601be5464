"""How far articles have come: claims by state and sections read, whatever their number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from factcheck.articles.models import Article, Claim, Revision, Section

State = Claim.State

# The order of the cells in the progress strip, from done to not begun.
STRIP = (
    State.APPROVED,
    State.DISMISSED,
    State.IN_REVIEW,
    State.RETURNED,
    State.IN_PROGRESS,
    State.OPEN,
    State.DEFERRED,
)
# More cells than this can't be told apart; the strip then shows shares.
CELLS = 60


@dataclass
class Progress:
    """Counts of one article, and what they mean in words."""

    claims: Counter[str] = field(default_factory=Counter)
    sections: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.claims.total()

    @property
    def decided(self) -> int:
        return sum(self.claims[state] for state in Claim.DECIDED)

    @property
    def undecided(self) -> int:
        return self.total - self.decided

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """(state, its name, how many), in the order of the strip, empty ones left out."""
        return [(s.value, s.label, self.claims[s]) for s in STRIP if self.claims[s]]

    @property
    def cells(self) -> dict[str, int]:
        """How many cells of the strip each state has, in order."""
        present = [state.value for state in STRIP if self.claims[state]]
        total = self.total
        if total <= CELLS:
            return {state: self.claims[state] for state in present}
        cells = {state: max(1, self.claims[state] * CELLS // total) for state in present}
        cells[max(present, key=lambda state: self.claims[state])] += CELLS - sum(cells.values())
        return cells

    @property
    def strip(self) -> list[str]:
        """One state a cell, in order; with more claims than cells shares, none of them hidden."""
        return [state for state, number in self.cells.items() for _ in range(number)]

    @property
    def section_now(self) -> int:
        """The section being read, counted from 1, as people count."""
        return min(self.sections_done + 1, len(self.sections))

    @property
    def sections_done(self) -> int:
        return self.sections.count("done")

    @property
    def section_strip(self) -> list[str]:
        step = max(1, -(-len(self.sections) // CELLS))
        return [self.sections[i] for i in range(0, len(self.sections), step)]


def of(articles: Iterable[Article]) -> dict[int, Progress]:
    """The progress of each article by its key. Three queries at most, however many articles."""
    standing = Claim.objects.filter(article__in=articles).standing()
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for article_id, state, count in (
        standing.values_list("article", "state").annotate(Count("pk")).order_by()
    ):
        counted[article_id][state] = count
    return with_claims(articles, counted)


def with_claims(
    articles: Iterable[Article], counted: Mapping[int, Counter[str]]
) -> dict[int, Progress]:
    """The same where the claims of each article are counted by state already."""
    progress = {article.pk: Progress(counted.get(article.pk, Counter())) for article in articles}
    unfinished = [article.pk for article in articles if article.is_being_read or article.has_failed]
    if unfinished:
        failed = Revision.objects.filter(article__in=unfinished).exclude(failure="")
        for article_id, failure in failed.values_list("article", "failure"):
            progress[article_id].failures.append(failure)
        sections = Section.objects.filter(revision__article__in=unfinished)
        for section in sections.select_related("revision").defer("revision__text"):
            shown = progress[section.revision.article_id]
            shown.sections.append(section.progress)
            if section.failure:
                shown.failures.append(section.failure)
    return progress
