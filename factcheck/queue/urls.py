"""The queue."""

from django.urls import path

from factcheck.queue import views

app_name = "queue"
urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/filters/", views.filters, name="filters"),
    path("queue/next/", views.take_next, name="take_next"),
    path("queue/assign/", views.assign, name="assign"),
    path("queue/due/", views.set_due, name="set_due"),
    path("queue/dismiss/", views.dismiss, name="dismiss"),
    path("queue/release/", views.release, name="release"),
    path("queue/batches/<int:batch_id>/undo/", views.undo, name="undo"),
    path("queue/views/", views.save_view, name="save_view"),
    path("queue/views/<int:view_id>/rename/", views.rename_view, name="rename_view"),
    path("queue/views/<int:view_id>/delete/", views.delete_view, name="delete_view"),
]
