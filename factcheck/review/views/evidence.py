"""Evidence on a claim."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.errors import Refused
from factcheck.permissions import Can
from factcheck.review import actions, rules
from factcheck.review.forms.evidence import EvidenceForm
from factcheck.review.models import Evidence
from factcheck.review.views.answers import answer, claim_of, conflict, done, named
from factcheck.review.work import Work


@require_POST
@web.requires(Can.HAND_IN)
def add_evidence(request: Request, claim_id: int) -> HttpResponse:
    found = named(request, claim_id)
    form = EvidenceForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        shown = claim_of(request, claim_id)
        return answer(request, shown, "evidence", status=422, evidence_form=form)
    try:
        evidence = actions.add_evidence(claim=found, by=request.user, **form.cleaned_data)
    except Refused as objection:
        # Where the form may still be sent it stays as it is, with the file that was chosen.
        shown = claim_of(request, claim_id)
        if not rules.against_adding_evidence(Work.on(shown), request.user):
            raise
        return conflict(request, found, "add_evidence", "evidence", objection)
    undo = reverse("review:remove_evidence", args=[evidence.pk])
    said = "Evidence added."
    if form.known_document:
        said += f" This file was here already, as “{form.known_document}”."
    return done(request, found, said, undo=undo, fragment="evidence")


@require_POST
@web.requires(Can.HAND_IN)
def remove_evidence(request: Request, evidence_id: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=evidence_id)
    found = named(request, evidence.claim_id)
    actions.remove_evidence(evidence=evidence, by=request.user)
    undo = reverse("review:restore_evidence", args=[evidence.pk])
    return done(request, found, "Evidence removed.", undo=undo, fragment="evidence")


@require_POST
@web.requires(Can.HAND_IN)
def restore_evidence(request: Request, evidence_id: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=evidence_id)
    found = named(request, evidence.claim_id)
    actions.restore_evidence(evidence=evidence, by=request.user)
    return done(request, found, "Evidence put back.", fragment="evidence")
