"""Queries: asked on a claim, answered there or on the page of all that wait."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.errors import agree
from factcheck.permissions import Can
from factcheck.review import actions, questions, rules, visit
from factcheck.review.forms.questions import AnswerForm, AskForm, UseAnswerForm
from factcheck.review.models import Query
from factcheck.review.views.answers import answer, claim_of, done, remember
from factcheck.review.work import Work

PAGE = "queries/list.html"


@require_GET
@web.requires(Can.READ)
def queries(request: Request) -> HttpResponse:
    return web.page(request, PAGE, "lists", listed(request))


def listed(request: Request) -> dict[str, Any]:
    """What waits for this person, and what this person waits for: four queries."""
    return {
        "waiting": questions.waiting_for(request.user),
        "asked": questions.asked_by(request.user),
        "answered": questions.answered_for(request.user),
        "most": questions.MOST,
    } | visit.offer(request.session)


def query_of(request: Request, query_id: int) -> Query:
    found = Query.objects.visible_to(request.user).select_related("claim")
    return get_object_or_404(found, pk=query_id)


def back(request: Request, query: Query, said: str, undo: str = "", **fields: str) -> HttpResponse:
    """Answer a POST that worked: on the page of queries where it came from there, else the claim."""
    address = reverse(undo, args=[query.pk]) if undo else ""
    if request.POST.get("page") != "queries":
        return done(request, claim_of(request, query.claim_id), said, undo=address, fields=fields)
    remember(request, said, address, {**fields, "page": "queries"}, about=query.question)
    if not request.htmx:
        messages.success(request, said)
        return redirect("review:queries")
    return web.page(request, PAGE, "lists", {**listed(request), "said": said})


@require_http_methods(["GET", "POST"])
@web.requires(Can.CHECK)
def ask(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = AskForm(request.POST or None, claim=found, by=request.user)
    if not form.is_valid():
        if not form.is_bound:
            agree(rules.against_asking(Work.on(found), request.user))
        status = 422 if form.is_bound else 200
        shown = {"editing": "review/ask.jinja", "form": form}
        return answer(request, found, "editing", status=status, **shown)
    query = actions.ask(claim=found, by=request.user, **form.wanted)
    return back(request, query, f"Asked {query.whom}.", "review:withdraw_query")


@require_POST
@web.requires(Can.CHECK)
def withdraw_query(request: Request, query_id: int) -> HttpResponse:
    query = query_of(request, query_id)
    actions.withdraw_query(query=query, by=request.user)
    return back(request, query, "Question withdrawn.", "review:ask_again")


@require_POST
@web.requires(Can.CHECK)
def ask_again(request: Request, query_id: int) -> HttpResponse:
    query = query_of(request, query_id)
    actions.ask_again(query=query, by=request.user)
    return back(request, query, "The question waits again.")


@require_POST
@web.requires(Can.HAND_IN)
def answer_query(request: Request, query_id: int) -> HttpResponse:
    query = query_of(request, query_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return refused(request, query, form)
    actions.answer(query=query, by=request.user, **form.cleaned_data)
    return back(request, query, "Answered.", "review:take_back_answer")


def refused(request: Request, query: Query, form: AnswerForm) -> HttpResponse:
    """The same place again, with what is wrong beside the answer."""
    context = {"answering": query.pk, "answer_form": form}
    if request.POST.get("page") != "queries":
        found = claim_of(request, query.claim_id)
        return answer(request, found, "queries", status=422, **context)
    return web.page(request, PAGE, "lists", {**listed(request), **context}, status=422)


@require_POST
@web.requires(Can.HAND_IN)
def take_back_answer(request: Request, query_id: int) -> HttpResponse:
    query = query_of(request, query_id)
    actions.take_back_answer(query=query, by=request.user)
    return back(request, query, "Answer taken back. The question waits again.")


@require_POST
@web.requires(Can.CHECK)
def use_answer(request: Request, query_id: int) -> HttpResponse:
    form = UseAnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    query = query_of(request, query_id)
    evidence = actions.use_answer(query=query, by=request.user, **form.cleaned_data)
    undo = reverse("review:remove_evidence", args=[evidence.pk])
    found = claim_of(request, query.claim_id)
    return done(request, found, "The answer is evidence.", undo=undo)
