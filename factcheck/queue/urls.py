"""The queue."""

from django.urls import path

from factcheck.queue import views

app_name = "queue"
urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/filters/", views.filters, name="filters"),
    path("queue/next/", views.take_next, name="take_next"),
    path("queue/views/", views.save_view, name="save_view"),
    path("queue/views/<int:view_id>/rename/", views.rename_view, name="rename_view"),
    path("queue/views/<int:view_id>/delete/", views.delete_view, name="delete_view"),
]
