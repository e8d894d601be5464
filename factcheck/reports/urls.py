"""What goes out: the report of an article and the files it is handed on as."""

from django.urls import path

from factcheck.reports import views

app_name = "reports"
urlpatterns = [
    path("articles/<int:article_id>/report/", views.report, name="report"),
    path("articles/<int:article_id>/report.csv", views.download, {"ending": "csv"}, name="csv"),
    path("articles/<int:article_id>/report.json", views.download, {"ending": "json"}, name="json"),
]
