"""The workbench, and what people do with claims there."""

from django.urls import path

from factcheck.review.views import (
    accusations,
    adding,
    desk,
    editing,
    evidence,
    exits,
    holding,
    sentences,
    signing,
    undo,
    verdicts,
    workbench,
)

app_name = "review"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("articles/<int:article_id>/", workbench.article, name="article"),
    path("sentences/<int:sentence_id>/", sentences.sentence, name="sentence"),
    path(
        "sentences/<int:sentence_id>/dismiss/", sentences.dismiss_sentence, name="dismiss_sentence"
    ),
    path("sentences/<int:sentence_id>/reopen/", sentences.reopen_sentence, name="reopen_sentence"),
    path(
        "articles/<int:article_id>/dismiss-sentences/",
        sentences.dismiss_sentences,
        name="dismiss_sentences",
    ),
    path(
        "articles/<int:article_id>/accept-proposals/",
        sentences.accept_proposals,
        name="accept_proposals",
    ),
    path(
        "articles/<int:article_id>/reopen-dismissed/",
        sentences.reopen_dismissed,
        name="reopen_dismissed",
    ),
    path("articles/<int:article_id>/sign-off/", signing.sign_off, name="sign_off"),
    path(
        "articles/<int:article_id>/withdraw-sign-off/",
        signing.withdraw_sign_off,
        name="withdraw_sign_off",
    ),
    path("claims/<int:claim_id>/", workbench.claim, name="claim"),
    path("claims/<int:claim_id>/take/", holding.take, name="take"),
    path("claims/<int:claim_id>/release/", holding.release, name="release"),
    path("claims/<int:claim_id>/take-over/", holding.take_over, name="take_over"),
    path("claims/<int:claim_id>/hand-back/", holding.hand_back, name="hand_back"),
    path("claims/<int:claim_id>/assign/", holding.assign, name="assign"),
    path("claims/<int:claim_id>/evidence/", evidence.add_evidence, name="add_evidence"),
    path(
        "evidence/<int:evidence_id>/remove/",
        evidence.remove_evidence,
        name="remove_evidence",
    ),
    path(
        "evidence/<int:evidence_id>/restore/",
        evidence.restore_evidence,
        name="restore_evidence",
    ),
    path("claims/<int:claim_id>/draft/", verdicts.save_draft, name="save_draft"),
    path("claims/<int:claim_id>/verdict/", verdicts.propose, name="propose"),
    path("claims/<int:claim_id>/withdraw/", verdicts.withdraw, name="withdraw"),
    path("claims/<int:claim_id>/approve/", verdicts.approve, name="approve"),
    path(
        "claims/<int:claim_id>/take-back-approval/",
        verdicts.take_back_approval,
        name="take_back_approval",
    ),
    path("claims/<int:claim_id>/return/", verdicts.return_verdict, name="return"),
    path(
        "claims/<int:claim_id>/take-back-return/",
        verdicts.take_back_return,
        name="take_back_return",
    ),
    path("claims/<int:claim_id>/two/", accusations.set_needs_two, name="set_needs_two"),
    path("claims/<int:claim_id>/dismiss/", exits.dismiss, name="dismiss"),
    path("claims/<int:claim_id>/reopen/", exits.reopen, name="reopen"),
    path("claims/<int:claim_id>/defer/", exits.defer, name="defer"),
    path("claims/<int:claim_id>/take-back-exit/", exits.take_back_exit, name="take_back_exit"),
    path(
        "claims/<int:claim_id>/take-back-reopening/",
        exits.take_back_reopening,
        name="take_back_reopening",
    ),
    path("claims/<int:claim_id>/edit/", editing.edit, name="edit"),
    path("claims/<int:claim_id>/edges/", editing.edges, name="edges"),
    path("claims/<int:claim_id>/split/", editing.split, name="split"),
    path("claims/<int:claim_id>/merge/", editing.merge, name="merge"),
    path("claims/<int:claim_id>/unmerge/", editing.unmerge, name="unmerge"),
    path("claims/<int:claim_id>/remove/", adding.remove_claim, name="remove_claim"),
    path("articles/<int:article_id>/claims/", adding.add_claim, name="add_claim"),
    path("changes/<int:event_id>/undo/", editing.undo_change, name="undo_change"),
    path("undo/", undo.undo, name="undo"),
]
