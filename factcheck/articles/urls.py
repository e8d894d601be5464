"""Upload, and what is done when a draft could not be read."""

from django.urls import path

from factcheck.articles import views

app_name = "articles"
urlpatterns = [
    path("articles/new/", views.upload, name="upload"),
    path("articles/<int:article_id>/read-again/", views.read_again, name="read_again"),
    path("articles/<int:article_id>/another/", views.send_another, name="send_another"),
]
