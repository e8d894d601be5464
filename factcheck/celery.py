"""The Celery application: workers start with `celery -A factcheck.celery worker`."""

import os
from functools import partial
from typing import Any

from celery import Celery
from celery.contrib.django.task import DjangoTask
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")


class Task(DjangoTask):  # type: ignore[type-arg]
    """A task whose row is already in the database when it is queued."""

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        # Robust: a broker that is down must not fail the request whose work is
        # already stored. The periodic tasks queue what was left behind.
        transaction.on_commit(partial(self.delay, *args, **kwargs), robust=True)


app = Celery("factcheck", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
