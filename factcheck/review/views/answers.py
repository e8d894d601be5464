"""How the workbench answers: the whole page, or the parts of it that changed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_htmx.http import replace_url, reswap, retarget

from factcheck import web
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.articles.models import Claim
from factcheck.audit.models import Event
from factcheck.compiled import compiled
from factcheck.errors import Refused
from factcheck.review import actions, changes, news, visit
from factcheck.review.forms.comments import CommentForm
from factcheck.review.forms.deadlines import DeadlineForm
from factcheck.review.forms.drafts import words_of
from factcheck.review.forms.evidence import EvidenceForm
from factcheck.review.forms.exits import DismissForm
from factcheck.review.forms.verdicts import ReturnForm, VerdictForm
from factcheck.review.panel import FORMS, Panel
from factcheck.review.work import Work
from factcheck.review.workbench import Workbench

TEMPLATE = "review/workbench.html"
# What only some answers name; a part of the page may ask for each.
UNNAMED = dict.fromkeys(
    (
        "answer_form",
        "answering",
        "bench",
        "clash",
        "conflict",
        "deadline_form",
        "deadline_is_set",
        "editing",
        "form",
        "hand_in_oob",
        "has_proof",
        "of_article",
        "oob",
        "pane",
        "panel",
        "panel_oob",
        "reply",
        "said",
        "sentence",
        "several_form",
        "take_over_form",
        "told",
        "undo",
        "withdraw_form",
    )
)
# The fragments that tell of what was decided, by whomever.
TELLING = {"changed", "taken"}
# The forms whose drafts end with the answer. A verdict ends its own when it is proposed.
FORGOTTEN_HERE = FORMS.keys() - {"propose"}


@compiled
def _claim(reader: int, key: int) -> QuerySet[Claim]:
    claims = Claim.objects.visible_to(User(pk=reader)).filter(pk=key)
    return claims.select_related(
        "article__desk", "article__uploaded_by", "sentence__paragraph", "assignee", "lease__holder"
    )


@compiled
def _named(reader: int, key: int) -> QuerySet[Claim]:
    claims = Claim.objects.visible_to(User(pk=reader)).filter(pk=key)
    return claims.only("article", "statement")


def find_claim(request: Request, claim_id: int) -> Claim | None:
    return next(iter(_claim(request.user.pk, claim_id)), None)


def claim_of(request: Request, claim_id: int) -> Claim:
    return web.one(_claim(request.user.pk, claim_id))


def named(request: Request, claim_id: int) -> Claim:
    """As much of the claim as an action and the word about it need. Actions lock it and read it
    themselves, and a panel wants more: `claim_of`.
    """
    return web.one(_named(request.user.pk, claim_id))


def answer(
    request: Request,
    claim: Claim,
    fragment: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The workbench with this claim selected, or the fragment of it that htmx wants."""
    tells_news = fragment in TELLING or not web.wants_partial(request)
    context = shown(request, claim, tells_news=tells_news) | context
    asked = request.resolver_match.url_name if request.resolver_match else ""
    if request.method == "GET" and "form" in context and asked in context["panel"].kept:
        # A form that opens goes on where it was left.
        context["form"].initial = context["panel"].kept_of(asked)
    if request.htmx and shows_proof(request, context["bench"]):
        context["has_proof"] = True
        if fragment in TELLING and "Factcheck-Mark" in request.headers:
            bring_up_to_date(request, context["bench"], claim)
    response = workbench(request, fragment, context, status=status)
    if status in (409, 422) and request.htmx:
        # Only the refused form is shown again: what was typed elsewhere in the panel stays.
        response = reswap(retarget(response, f"#{fragment}"), "outerHTML")
    return response


def workbench(
    request: Request, fragment: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page of the workbench, or the fragment of it that htmx wants."""
    shown = UNNAMED | visit.offer(request.session) | context
    if bench := shown["bench"]:
        shown["deadline_form"] = shown["deadline_form"] or DeadlineForm.of(bench.article)
    return web.page(request, TEMPLATE, fragment, shown, status=status)


def shows_proof(request: Request, bench: Workbench) -> bool:
    """Whether the page that asks has this article, and this part of it, before the reader."""
    told = request.headers.get("Factcheck-Proof")
    return told == bench.proof if told else bench.parts == 1


def bring_up_to_date(request: Request, bench: Workbench, claim: Claim) -> None:
    """Show only the paragraphs that changed since the page that asks was made, by whomever."""
    found = news.since(bench.latest, request.headers["Factcheck-Mark"])
    changed = found.claims if found else set()
    if changed is not None:
        bench.narrow({claim.pk} | changed)


def shown(request: Request, claim: Claim, *, tells_news: bool = True) -> dict[str, Any]:
    """What the workbench with this claim selected is made from."""
    bench = Workbench(claim.article, request.user, claim, tells_news=tells_news)
    panel = Panel(claim, request.user, bench.revision.text, Work.on(claim))
    # The form that was just refused keeps what was typed, the others start afresh. Made are those
    # that the panel shows.
    forms: dict[str, Callable[[], Form]] = {
        "comment_form": lambda: CommentForm(initial=panel.kept_of("comment")),
        "evidence_form": lambda: EvidenceForm(initial=panel.kept_of("add_evidence")),
        "verdict_form": lambda: VerdictForm(initial={"seen": panel.seen} | panel.verdict_so_far),
        "return_form": lambda: ReturnForm(initial=panel.kept_of("return")),
        "dismiss_form": lambda: DismissForm(initial=panel.kept_of("dismiss")),
    }
    made = {name: SimpleLazyObject(make) for name, make in forms.items()}
    return {"bench": bench, "panel": panel, "pane": "claim"} | made


def done(
    request: Request,
    claim: Claim,
    said: str,
    *,
    undo: str = "",
    fields: dict[str, str] | None = None,
    fragment: str = "changed",
    is_remembered: bool = False,
) -> HttpResponse:
    """Answer a POST that worked: the changed parts with a line to undo it, or the page again."""
    if not is_remembered:
        undo = remember(request, said, undo, fields, about=claim.statement)
    if request.resolver_match and (form := request.resolver_match.url_name) in FORGOTTEN_HERE:
        actions.forget_draft(claim=claim, by=request.user, form=form)
    if not request.htmx:
        messages.success(request, said)
        return redirect(claim)
    changed = claim_of(request, claim.pk)
    address = changed.get_absolute_url()
    # An undo may come when another claim is on the page: then the whole panel and the
    # address follow, so that nothing of one claim stands in the panel of another.
    here = urlsplit(request.htmx.current_url or "").path == address
    if fragment != "changed" and here:
        response = answer(request, changed, fragment, said=said, undo=undo)
        return reswap(retarget(response, f"#{fragment}"), "outerHTML")
    response = answer(request, changed, "changed", said=said, undo=undo)
    return replace_url(reswap(retarget(response, "#claim"), "outerHTML"), address)


def remember(
    request: Request, said: str, undo: str, fields: dict[str, str] | None = None, about: str = ""
) -> str:
    """Keep the way back of what was just done, and return it. Of an undoing there is none: what Z
    undoes next is another thing.
    """
    if getattr(request, "is_undo", False):
        return ""
    if undo:
        visit.remember(request.session, said, undo, about=about, fields=fields)
    return undo


def carry_out(
    request: Request, claim_id: int, action: Any, said: str, undo: str = ""
) -> HttpResponse:
    """Carry out an action that needs nothing but the claim and the person."""
    found = named(request, claim_id)
    action(claim=found, by=request.user)
    return done(request, found, said, undo=undo and reverse(undo, args=[found.pk]))


def conflict(
    request: Request, claim: Claim, form: str, fragment: str, objection: Refused
) -> HttpResponse:
    """Answer a form that came too late: what others did meanwhile, and what was typed as a draft."""
    objection.events = changes.by_others(claim, request.POST.get("seen", ""), request.user)  # type: ignore[attr-defined]
    words = words_of(request.POST)
    if last := Event.objects.about_claim(claim.pk).first():
        # Whoever has been told may send it all the same.
        words["seen"] = [str(last.pk)]
    actions.save_draft(claim=claim, by=request.user, form=form, words=words)
    fresh = claim_of(request, claim.pk)
    return answer(request, fresh, fragment, status=409, conflict=objection)
