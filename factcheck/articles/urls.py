"""Upload."""

from django.urls import path

from factcheck.articles import views

app_name = "articles"
urlpatterns = [
    path("articles/new/", views.upload, name="upload"),
    path("articles/<int:article_id>/read-again/", views.read_again, name="read_again"),
]
