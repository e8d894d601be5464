"""What is kept, how long, and about whom."""

from django.urls import path

from factcheck.privacy import views

app_name = "privacy"
urlpatterns = [
    path("retention/", views.retention, name="retention"),
    path("people/<int:person_id>/privacy/", views.person, name="person"),
    path("people/<int:person_id>/export/", views.export, name="export"),
    path("people/<int:person_id>/erase/", views.erase, name="erase"),
]
