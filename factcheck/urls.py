"""The table of contents of the site."""

from django.contrib import admin
from django.urls import include, path

from factcheck.accounts.urls import doors
from factcheck.health import health

urlpatterns = [
    path("health/", health, name="health"),
    # One after the other is tried: first the rooms in which people work all day.
    path("", include("factcheck.queue.urls")),
    path("", include("factcheck.review.urls")),
    path("", include("factcheck.articles.urls")),
    path("", include("factcheck.sources.urls")),
    path("", include("factcheck.accounts.urls")),
    path("", include(doors)),
    path("", include("factcheck.reports.urls")),
    path("", include("factcheck.exports.urls")),
    path("", include("factcheck.history.urls")),
    path("", include("factcheck.privacy.urls")),
    path("admin/", admin.site.urls),
]
