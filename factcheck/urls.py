"""The table of contents of the site."""

from django.urls import path

from factcheck.health import health

urlpatterns: list = [
    path("health/", health, name="health"),
]
