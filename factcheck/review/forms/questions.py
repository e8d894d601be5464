"""A question to somebody, its answer, and what that makes of the claim."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Claim
from factcheck.moments import MomentInput
from factcheck.permissions import Can, roles_that
from factcheck.review.models import Evidence

EXPERT = "expert"
# An answer is wanted this long before the deadline, and no later than this from now.
BEFORE_DEADLINE = timedelta(hours=1)
LONGEST = timedelta(hours=2)


class AskForm(forms.Form):
    """Whom to ask about a claim, what, and until when. The reporter is the first choice."""

    to = forms.ChoiceField(label="To")
    expert = forms.CharField(
        label="Who it is", required=False, max_length=200, widget=forms.TextInput
    )
    question = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grows": "", "autofocus": ""}),
        error_messages={"required": "Write the question."},
    )
    due_at = forms.DateTimeField(
        label="Answer wanted by",
        required=False,
        widget=MomentInput(),
    )

    def __init__(self, *args: Any, claim: Claim, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in _answering(claim, by)}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _in_groups(self.people.values(), claim)
        self.initial["due_at"] = _proposed_due(claim)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to") == EXPERT and not cleaned.get("expert"):
            self.add_error("expert", "Say who the expert is.")
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments of the action."""
        cleaned = self.cleaned_data
        rest = {"question": cleaned["question"], "due_at": cleaned["due_at"]}
        if cleaned["to"] == EXPERT:
            return {"of": None, "expert": cleaned["expert"], **rest}
        return {"of": self.people[int(cleaned["to"])], **rest}


def _proposed_due(claim: Claim) -> datetime:
    """When an answer still helps: in time before the deadline, else as soon as one can hope for."""
    now = timezone.now().replace(second=0, microsecond=0)
    deadlines = [due for due in (claim.due_at, claim.article.due_at) if due and due > now]
    # Close to a deadline there is no hour left before it.
    before = [due - BEFORE_DEADLINE for due in deadlines]
    return min([*(due for due in before if due > now), *deadlines, now + LONGEST])


def _answering(claim: Claim, by: User) -> list[User]:
    """Who of the newsroom may be asked: one query."""
    roles = roles_that(Can.HAND_IN)
    on_desk = Desk.objects.filter(pk=claim.desk_id, members=OuterRef("pk"))
    people = User.objects.filter(is_active=True, groups__name__in=roles).exclude(pk=by.pk)
    if claim.article.is_restricted:
        people = people.filter(articles_named=claim.article_id)
    return list(people.distinct().annotate(on_desk=Exists(on_desk)).order_by("name", "pk"))


def _in_groups(people: Any, claim: Claim) -> list[tuple[str, Any]]:
    reporter = claim.article.uploaded_by_id
    others = [person for person in people if person.pk != reporter]
    desk = [(person.pk, person.name) for person in others if person.on_desk]
    elsewhere = [(person.pk, person.name) for person in others if not person.on_desk]
    groups: list[tuple[str, Any]] = [
        (person.pk, f"{person}, the reporter") for person in people if person.pk == reporter
    ]
    groups += [(str(claim.article.desk), desk)] if desk else []
    groups += [("Other desks", elsewhere)] if elsewhere else []
    return [*groups, (EXPERT, "An expert outside the newsroom")]


class AnswerForm(forms.Form):
    """The answer to a query."""

    words = forms.CharField(
        label="Answer",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": ""}),
        error_messages={"required": "Write the answer."},
    )


class UseAnswerForm(forms.Form):
    """What an answer says to the claim."""

    stance = forms.ChoiceField(choices=Evidence.Stance)
