"""Large exports: asked for, made by a worker, kept for a week."""

from django.urls import path

from factcheck.exports import views

app_name = "exports"
urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/<int:export_id>/cancel/", views.cancel, name="cancel"),
    path("exports/<int:export_id>/again/", views.ask_again, name="ask_again"),
    path("exports/<int:export_id>/file/", views.download, name="download"),
]
