"""Joins Django and Celery: whatever sets Django up can also queue tasks."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class FactcheckConfig(AppConfig):
    name = "factcheck"

    def ready(self) -> None:
        # Here and not in the package, so that extraction loads without Celery.
        from factcheck import celery, checks  # noqa: F401
        from factcheck.compiled import keep_plans

        connection_created.connect(keep_plans)
