"""What goes out: the report of an article, the files it is handed on as, and what was issued."""

from django.urls import path

from factcheck.reports import views
from factcheck.reports.formats import FORMATS
from factcheck.reports.profiles import Profile

app_name = "reports"
urlpatterns = [
    path("articles/<int:article_id>/report/", views.report, name="report"),
    path("articles/<int:article_id>/report/table/", views.sheet, name="table"),
    path("articles/<int:article_id>/report/manuscript/", views.pages, name="manuscript"),
    path("articles/<int:article_id>/reports/", views.reports, name="reports"),
    path("articles/<int:article_id>/reports/issue/", views.issue, name="issue"),
    path("reports/<int:issued_id>/", views.issued, name="issued"),
    path("reports/feed.json", views.feed, name="feed"),
    *(
        path(f"articles/<int:article_id>/report.{name}", views.download, {"name": name}, name=name)
        for name, form in FORMATS.items()
        # A libel file is there only as it was issued.
        if form.profiles != (Profile.LEGAL,)
    ),
]
