"""A claim that pairs a name with an allegation: why two approve it, and the right of reply."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.articles import harm
from factcheck.articles.models import Claim
from factcheck.audit.models import Event, Verb
from factcheck.compiled import compiled
from factcheck.review import rules
from factcheck.review.models import RightOfReply
from factcheck.review.work import Work

WORDS = (Verb.ASK_FOR_TWO, Verb.ASK_FOR_ONE)


@compiled
def _words(claim: int) -> QuerySet[Event]:
    return Event.objects.about_claim(claim).filter(verb__in=WORDS)[:1]


@compiled
def _replies(claim: int) -> QuerySet[RightOfReply]:
    return RightOfReply.objects.filter(claim=claim).standing()


def last_word(claim: Claim) -> Event | None:
    """The last time that somebody said how many people approve a claim."""
    return next(iter(_words(claim.pk)), None)


@dataclass
class Accusation:
    """How many approve one claim and what the accused say, for one person."""

    work: Work
    user: User

    @cached_property
    def last_word(self) -> Event | None:
        """Who decided it and why, where the program or a person ever thought of two."""
        asked = self.work.claim.needs_two or self.found_by_program
        return last_word(self.work.claim) if asked else None

    @property
    def found_by_program(self) -> bool:
        return harm.needs_two(reason["label"] for reason in self.work.claim.reasons)

    @cached_property
    def replies(self) -> list[RightOfReply]:
        return _replies(self.work.claim.pk)

    @property
    def is_heard(self) -> bool:
        """Whether somebody replied, declined or could not be reached: what the gate asks."""
        return any(not reply.is_waiting for reply in self.replies)

    @property
    def against_recording_reply(self) -> str:
        return rules.against_recording_reply(self.work, self.user)

    @property
    def against_setting_needs_two(self) -> str:
        return rules.against_setting_needs_two(self.work, self.user, self.last_word)
