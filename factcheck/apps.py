"""Joins Django and Celery: whatever sets Django up can also queue tasks."""

from django.apps import AppConfig


class FactcheckConfig(AppConfig):
    name = "factcheck"

    def ready(self) -> None:
        # Here and not in the package, so that extraction loads without Celery.
        from factcheck import celery, checks  # noqa: F401
