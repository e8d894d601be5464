"""The panel of a sentence without a claim: its words in their place, and what one may do."""

from dataclasses import dataclass
from functools import cached_property

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Claim, Sentence
from factcheck.review import choosing, rules
from factcheck.review.models import Dismissal
from factcheck.review.words import Word


@dataclass
class SentencePanel:
    """A sentence without a claim, in its paragraph, with what this person may do."""

    sentence: Sentence
    user: User
    text: str

    @property
    def article(self) -> Article:
        return self.sentence.revision.article

    @property
    def words(self) -> str:
        return self.text[self.sentence.start : self.sentence.end]

    @property
    def before(self) -> str:
        return self.text[self.sentence.paragraph.start : self.sentence.start]

    @property
    def after(self) -> str:
        return self.text[self.sentence.end : self.sentence.paragraph.end]

    @cached_property
    def dismissal(self) -> Dismissal | None:
        standing = self.sentence.dismissals.filter(reopened_at=None)
        return standing.select_related("by").first()

    @cached_property
    def claims(self) -> list[Claim]:
        """What holds words of it by now."""
        within = Claim.objects.standing().filter(
            revision=self.sentence.revision_id,
            start__lt=self.sentence.end,
            end__gt=self.sentence.start,
        )
        return list(within.in_text_order())

    @cached_property
    def choice(self) -> list[Word]:
        """The words of which a claim can be made."""
        return choosing.words_of(self.sentence)

    @property
    def choice_start(self) -> int | None:
        return next((word.start for word in self.choice if not word.is_mark), None)

    @property
    def choice_end(self) -> int | None:
        return next((word.end for word in reversed(self.choice) if not word.is_mark), None)

    @property
    def is_open(self) -> bool:
        return not self.claims and not self.dismissal

    @property
    def proposal(self) -> str:
        """The reason that the program proposes, in words, while nobody has decided."""
        if not self.is_open or not self.sentence.proposal:
            return ""
        return Dismissal.Reason(self.sentence.proposal).label

    @property
    def against_working(self) -> str:
        return rules.against_working_on(self.article, self.user)
