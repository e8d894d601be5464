"""The reports of one article: the forms to choose from and what was issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.permissions import Can
from factcheck.reports import rules
from factcheck.reports.formats import FORMATS, Format
from factcheck.reports.models import Issued, Pending
from factcheck.reports.profiles import Profile

# So many of what was issued are listed at a time.
SHOWN = 50


@dataclass(frozen=True)
class Line:
    """A report that was issued, as the list shows it."""

    issued: Issued

    @property
    def label(self) -> str:
        return label(self.issued.form)


@dataclass(frozen=True)
class Wait:
    """A report that is still made, or could not be."""

    pending: Pending

    @property
    def label(self) -> str:
        return label(self.pending.form)


@dataclass(frozen=True)
class Shelf:
    """What one person finds on the page of an article's reports."""

    article: Article
    wanted: Profile
    user: User
    # The key of an issued report: those before it are listed.
    before: int | None = None

    @cached_property
    def profiles(self) -> list[Profile]:
        reads_legal = self.user.can(Can.READ_LEGAL)
        return [each for each in Profile if each != Profile.LEGAL or reads_legal]

    @cached_property
    def profile(self) -> Profile:
        return self.wanted if self.wanted in self.profiles else Profile.INTERNAL

    @property
    def has_files(self) -> bool:
        """Whether the files are there to look at before they are issued."""
        return self.profile != Profile.LEGAL

    @property
    def forms(self) -> list[Format]:
        return [form for form in FORMATS.values() if self.profile in form.profiles]

    @property
    def against_issuing(self) -> str:
        return rules.against_issuing(self.article, self.profile, self.user)

    @cached_property
    def issued(self) -> Sequence[Line]:
        return [Line(issued) for issued in self._issued[:SHOWN]]

    @cached_property
    def _issued(self) -> list[Issued]:
        found = Issued.objects.visible_to(self.user).filter(article=self.article)
        if self.before:
            found = found.filter(pk__lt=self.before)
        return list(found.newest_first()[: SHOWN + 1])

    @property
    def older(self) -> int | None:
        """From where the list goes on, if it does."""
        return self._issued[SHOWN - 1].pk if len(self._issued) > SHOWN else None

    @cached_property
    def pending(self) -> Sequence[Wait]:
        mine = Pending.objects.filter(article=self.article, profile__in=self.profiles)
        rows = mine.select_related("by").order_by("-pk")
        return [Wait(pending) for pending in rows]

    @property
    def is_making(self) -> bool:
        return any(not wait.pending.failure for wait in self.pending)


def label(name: str) -> str:
    """What a form is called; one that is no longer offered goes by its short name."""
    form = FORMATS.get(name)
    return form.label if form else name
