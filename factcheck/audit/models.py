"""Who did what, when: appended, never changed."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Verb(models.TextChoices):
    """What can be done, and how the history says it after a name."""

    UPLOAD = "upload", "uploaded the article"
    READ = "read", "read the article"
    READ_AGAIN = "read again", "had the article read again"
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
    TAKE_OVER = "take over", "took the claim over"
    HAND_BACK = "hand back", "gave the claim back to whom it was taken from"
    SIGN_OFF = "sign off", "signed the article off"
    WITHDRAW_SIGN_OFF = "withdraw sign-off", "withdrew the sign-off"
    ADD_SOURCE = "add source", "added a source"
    CHANGE_SOURCE = "change source", "changed a source"
    CAPTURE = "capture", "had a source captured"
    INVITE = "invite", "added the person"
    CHANGE_PERSON = "change person", "changed the person"
    DEACTIVATE = "deactivate", "deactivated the person"
    REACTIVATE = "reactivate", "reactivated the person"
    NEW_LINK = "new link", "made a new sign-in link"


class EventQuerySet(models.QuerySet["Event"]):
    def about_claim(self, claim_id: int) -> "EventQuerySet":
        return self.filter(claim_id=claim_id).select_related("by").order_by("-at", "-pk")

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
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["article_id", "at"], name="event_by_article"),
            models.Index(
                fields=["claim_id", "at"],
                condition=models.Q(claim_id__isnull=False),
                name="event_by_claim",
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
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article_id__isnull=False)
                | models.Q(person_id__isnull=False)
                | models.Q(source_id__isnull=False),
                name="event_is_about_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by or 'Factcheck'} {self.words}"

    @property
    def words(self) -> str:
        """What was done, as the history says it after a name."""
        return Verb(self.verb).label
