"""The history of the newsroom, and of one article, claim or person."""

from django.urls import path

from factcheck.history import views

app_name = "history"
urlpatterns = [
    path("history/", views.newsroom, name="newsroom"),
    path("history.csv", views.newsroom_csv, name="csv"),
    path("history.jsonl", views.newsroom_json_lines, name="json_lines"),
    path("articles/<int:article_id>/history/", views.article, name="article"),
    path("claims/<int:claim_id>/history/", views.claim, name="claim"),
    path("people/<int:person_id>/history/", views.person, name="person"),
]
