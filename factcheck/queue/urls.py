"""The queue."""

from django.urls import path

from factcheck.queue import views

app_name = "queue"
urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/next/", views.take_next, name="take_next"),
]
