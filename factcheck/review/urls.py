"""The workbench, what people do with claims there, and the queue."""

from django.urls import path

from factcheck.review import views

app_name = "review"
urlpatterns = [
    path("articles/<int:article_id>/", views.article, name="article"),
    path("claims/<int:claim_id>/", views.claim, name="claim"),
    path("claims/<int:claim_id>/take/", views.take, name="take"),
    path("claims/<int:claim_id>/release/", views.release, name="release"),
    path("claims/<int:claim_id>/evidence/", views.add_evidence, name="add_evidence"),
    path(
        "evidence/<int:evidence_id>/remove/",
        views.remove_evidence,
        name="remove_evidence",
    ),
    path(
        "evidence/<int:evidence_id>/restore/",
        views.restore_evidence,
        name="restore_evidence",
    ),
    path("claims/<int:claim_id>/draft/", views.save_draft, name="save_draft"),
    path("claims/<int:claim_id>/verdict/", views.propose, name="propose"),
    path("claims/<int:claim_id>/withdraw/", views.withdraw, name="withdraw"),
    path("claims/<int:claim_id>/approve/", views.approve, name="approve"),
    path(
        "claims/<int:claim_id>/take-back-approval/",
        views.take_back_approval,
        name="take_back_approval",
    ),
    path("claims/<int:claim_id>/return/", views.return_verdict, name="return"),
    path(
        "claims/<int:claim_id>/take-back-return/",
        views.take_back_return,
        name="take_back_return",
    ),
    path("claims/<int:claim_id>/dismiss/", views.dismiss, name="dismiss"),
    path("claims/<int:claim_id>/reopen/", views.reopen, name="reopen"),
    path("queue/", views.queue, name="queue"),
    path("queue/next/", views.take_next, name="take_next"),
]
