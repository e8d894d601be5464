"""The room of sources."""

from django.urls import path

from factcheck.sources import views

app_name = "sources"
urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/find/", views.find, name="find"),
    path("sources/new/", views.add, name="add"),
    path("sources/<int:source_id>/", views.source, name="source"),
    path("sources/<int:source_id>/change/", views.change, name="change"),
    path("sources/<int:source_id>/change/undo/", views.undo_change, name="undo_change"),
    path("sources/<int:source_id>/file/", views.document, name="document"),
    path("sources/<int:source_id>/file/upload/", views.upload, name="upload"),
    path("sources/<int:source_id>/capture/", views.capture, name="capture"),
    path("sources/<int:source_id>/capture/state/", views.capture_state, name="capture_state"),
    path("captures/<int:capture_id>/", views.copy, name="copy"),
    path("captures/<int:capture_id>/file/", views.download_copy, name="download_copy"),
]
