"""Evidence on a claim."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.permissions import Can
from factcheck.review import actions
from factcheck.review.forms.evidence import EvidenceForm
from factcheck.review.models import Evidence
from factcheck.review.views.answers import answer, claim_of, done


@require_POST
@web.requires(Can.CHECK)
def add_evidence(request: Request, claim_id: int) -> HttpResponse:
    found = claim_of(request, claim_id)
    form = EvidenceForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        return answer(request, found, "evidence", status=422, evidence_form=form)
    evidence = actions.add_evidence(claim=found, by=request.user, **form.cleaned_data)
    undo = reverse("review:remove_evidence", args=[evidence.pk])
    said = "Evidence added."
    if form.known_document:
        said += f" This file was here already, as “{form.known_document}”."
    return done(request, found, said, undo=undo, fragment="evidence")


@require_POST
@web.requires(Can.CHECK)
def remove_evidence(request: Request, evidence_id: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=evidence_id)
    found = claim_of(request, evidence.claim_id)
    actions.remove_evidence(evidence=evidence, by=request.user)
    undo = reverse("review:restore_evidence", args=[evidence.pk])
    return done(request, found, "Evidence removed.", undo=undo, fragment="evidence")


@require_POST
@web.requires(Can.CHECK)
def restore_evidence(request: Request, evidence_id: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=evidence_id)
    found = claim_of(request, evidence.claim_id)
    actions.restore_evidence(evidence=evidence, by=request.user)
    return done(request, found, "Evidence put back.", fragment="evidence")
