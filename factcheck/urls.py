"""The table of contents of the site."""

from django.urls import path

urlpatterns: list = []
