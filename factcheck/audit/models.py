"""Who did what, when: appended, never changed.

PostgreSQL holds this, not the code here: migration 0005 tells how. When a transaction commits, each
of its events is linked to the one before it on the same article, person, source or desk.
"""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Now


class Verb(models.TextChoices):
    """What can be done, and how the history says it after a name."""

    UPLOAD = "upload", "uploaded the article"
    READ = "read", "read the article"
    FAIL_TO_READ = "fail to read", "could not read the article"
    READ_AGAIN = "read again", "had the article read again"
    SEND_ANOTHER = "send another", "sent another file for the article"
    REMOVE_ARTICLE = "remove article", "removed the article"
    PUT_BACK = "put back", "put the article back"
    TAKE = "take", "took the claim"
    RELEASE = "release", "released the claim"
    LEASE_ENDED = "lease ended", "ended a lease after 30 minutes without activity"
    ADD_EVIDENCE = "add evidence", "added evidence"
    REMOVE_EVIDENCE = "remove evidence", "removed evidence"
    RESTORE_EVIDENCE = "restore evidence", "put evidence back"
    PROPOSE = "propose", "sent a verdict for approval"
    WITHDRAW = "withdraw", "took the verdict back"
    APPROVE = "approve", "approved the verdict"
    TAKE_BACK_APPROVAL = "take back approval", "took the approval back"
    ASK_FOR_TWO = "ask for two", "asked for two approvals"
    ASK_FOR_ONE = "ask for one", "let one approval be enough"
    RETURN = "return", "returned the verdict"
    TAKE_BACK_RETURN = "take back return", "took the return back"
    REOPEN = "reopen", "reopened the claim"
    TAKE_BACK_REOPENING = "take back reopening", "took the reopening back"
    DISMISS = "dismiss", "dismissed the claim"
    DISMISS_SENTENCE = "dismiss sentence", "dismissed a sentence"
    REOPEN_SENTENCE = "reopen sentence", "reopened a sentence"
    DEFER = "defer", "set the claim aside"
    ADD_CLAIM = "add claim", "added the claim"
    REMOVE_CLAIM = "remove claim", "took an added claim off again"
    EDIT = "edit", "edited the claim"
    MOVE = "move", "moved the edges of the claim"
    SPLIT = "split", "split the claim"
    MERGE = "merge", "merged claims"
    UNMERGE = "unmerge", "took claims apart again"
    COMMENT = "comment", "commented"
    REMOVE_COMMENT = "remove comment", "removed a comment"
    RESTORE_COMMENT = "restore comment", "put a comment back"
    ASK = "ask", "asked a question"
    PASS_ON = "pass on", "passed a question on"
    WITHDRAW_QUERY = "withdraw query", "withdrew a question"
    ASK_AGAIN = "ask again", "asked a withdrawn question again"
    ANSWER = "answer", "answered a question"
    TAKE_BACK_ANSWER = "take back answer", "took the answer to a question back"
    RECORD_REPLY = "record reply", "wrote down a right of reply"
    CHANGE_REPLY = "change reply", "changed a right of reply"
    REMOVE_REPLY = "remove reply", "removed a right of reply"
    RESTORE_REPLY = "restore reply", "put a right of reply back"
    ASSIGN = "assign", "assigned the claim"
    SET_DUE = "set due", "set when the claim is due"
    SET_DEADLINE = "set deadline", "set the article’s deadline"
    TAKE_OVER = "take over", "took the claim over"
    HAND_BACK = "hand back", "gave the claim back to whom it was taken from"
    SIGN_OFF = "sign off", "signed the article off"
    WITHDRAW_SIGN_OFF = "withdraw sign-off", "withdrew the sign-off"
    ISSUE = "issue", "issued a report"
    ADD_SOURCE = "add source", "added a source"
    CHANGE_SOURCE = "change source", "changed a source"
    CAPTURE = "capture", "had a source captured"
    RESTRICT = "restrict", "restricted the article to people named on it"
    OPEN_UP = "open up", "let the whole newsroom read the article"
    EXPORT = "export", "had claims exported"
    CANCEL_EXPORT = "cancel export", "cancelled an export"
    INVITE = "invite", "added the person"
    CHANGE_PERSON = "change person", "changed the person"
    DEACTIVATE = "deactivate", "deactivated the person"
    REACTIVATE = "reactivate", "reactivated the person"
    CHANGE_ROLES = "change roles", "changed which roles need a second factor"
    CHANGE_PASSWORD = "change password", "chose a password"
    ADD_SECOND_FACTOR = "add second factor", "added a second factor"
    REMOVE_SECOND_FACTOR = "remove second factor", "removed a second factor"
    RESET_SECOND_FACTOR = "reset second factor", "reset the second factor"
    NEW_LINK = "new link", "made a new sign-in link"
    EXPORT_PERSON = "export person", "exported what is kept about the person"
    ERASE = "erase", "erased the person’s name and address"
    SET_RETENTION = "set retention", "changed how long the desk keeps things"
    CLEAR_OUT = "clear out", "removed what the desk no longer keeps"
    ADD_SETTING = "add setting", "added to the newsroom’s settings"
    CHANGE_SETTING = "change setting", "changed the newsroom’s settings"
    REMOVE_SETTING = "remove setting", "removed from the newsroom’s settings"
    SIGN_IN = "sign in", "signed in"
    REFUSE_SIGN_IN = "refuse sign-in", "refused a sign-in"


# What the event of a new deadline names the claims by that keep a deadline of their own.
APART = "claims_with_their_own"


class EventQuerySet(models.QuerySet["Event"]):
    def about_claim(self, claim_id: int) -> "EventQuerySet":
        return self.filter(claim_id=claim_id).select_related("by").order_by("-at", "-pk")

    def in_history_of_claim(
        self, claim_id: int, article_id: int, made_at: datetime
    ) -> "EventQuerySet":
        """What was done to a claim; and to its article, where that moved when the claim is due."""
        # In SQL, so that the key may be an argument of a compiled question.
        naming_it = Func(
            Value(APART),
            Value(claim_id, models.BigIntegerField()),
            template="jsonb_build_object(%(expressions)s))",
            arg_joiner="::text, jsonb_build_array(",
            output_field=models.JSONField(),
        )
        moving = Q(article_id=article_id, verb=Verb.SET_DEADLINE, at__gt=made_at)
        moving &= ~Q(details__contains=naming_it)
        return self.filter(Q(claim_id=claim_id) | moving)

    def about_source(self, source_id: int) -> "EventQuerySet":
        return self.filter(source_id=source_id).select_related("by").order_by("-at", "-pk")

    def about_person(self, person_id: int) -> "EventQuerySet":
        return self.filter(person_id=person_id).select_related("by").order_by("-at", "-pk")


class Event(models.Model):
    """One thing that somebody, or the program itself, did.

    What it was done to is kept as plain numbers: an event outlives its object.
    """

    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    verb = models.CharField(max_length=30)
    article_id = models.BigIntegerField(null=True, blank=True)
    claim_id = models.BigIntegerField(null=True, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    desk_id = models.BigIntegerField(null=True, blank=True)
    details = models.JSONField(default=dict)
    # Without it nobody can guess from the hash what details were before a name was erased from them.
    salt = models.UUIDField(null=True, blank=True, default=uuid4, editable=False)
    # Where the request came from; nothing where a task did it. No part of the hash: it may be
    # forgotten, and PostgreSQL lets it become nothing but never another address.
    address = models.GenericIPAddressField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["article_id", "at"], name="event_by_article"),
            models.Index(
                fields=["claim_id", "at"],
                condition=models.Q(claim_id__isnull=False),
                name="event_by_claim",
            ),
            # A claim's history asks for them among the thousands of events of its article.
            models.Index(
                fields=["article_id", "at"],
                condition=models.Q(verb="set deadline"),
                name="event_of_deadline",
            ),
            models.Index(
                fields=["person_id", "at"],
                condition=models.Q(person_id__isnull=False),
                name="event_by_person",
            ),
            # What somebody has just released does not come back as their next claim.
            models.Index(
                fields=["by", "at"],
                condition=models.Q(verb="release"),
                name="event_released",
            ),
            models.Index(
                fields=["source_id", "at"],
                condition=models.Q(source_id__isnull=False),
                name="event_by_source",
            ),
            # Small, and enough to find a day: events are stored nearly in the order of time.
            BrinIndex(fields=["at"], name="event_by_day"),
            # Few: what the trigger and the verification ask for when details have changed.
            models.Index(fields=["id"], condition=models.Q(verb="erase"), name="event_erasing"),
        ]

    def __str__(self) -> str:
        return f"{self.by or 'Factcheck'} {self.words}"

    @property
    def words(self) -> str:
        """What was done, as the history says it after a name."""
        return Verb(self.verb).label


class Link(models.Model):
    """The place of an event in its chain: the trigger appends it, nothing changes it.

    No foreign key: the link of an event that somebody managed to remove has to stay.
    """

    event = models.OneToOneField(
        Event, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="link"
    )
    chain = models.CharField(max_length=30, db_collation="C")
    number = models.BigIntegerField()
    before = models.BinaryField()
    details_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="link_by_chain")]

    def __str__(self) -> str:
        return f"{self.chain}, entry {self.number}"


class Head(models.Model):
    """The newest link of a chain, and the row for which writers of the same chain wait."""

    chain = models.CharField(max_length=30, primary_key=True, db_collation="C")
    number = models.BigIntegerField()
    before = models.BinaryField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.chain}, {self.number} entries"


class Seal(models.Model):
    """What every chain ended with one night; each seal carries the hash of the one before it."""

    at = models.DateTimeField()
    before = models.BinaryField(unique=True)
    chains = models.PositiveIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return bytes(self.hash).hex()


class SealedHead(models.Model):
    """The end of a chain that had grown since the seal before."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="heads")
    chain = models.CharField(max_length=30, db_collation="C")
    number = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="sealed_once")]

    def __str__(self) -> str:
        return f"{self.chain}, entry {self.number}"
