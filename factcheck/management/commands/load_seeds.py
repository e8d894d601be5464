"""Loads the demo desk of seeds/: its desks, people and articles, through what people use."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from factcheck.accounts import actions as accounts
from factcheck.accounts.models import Desk, User
from factcheck.articles import actions as articles

SEEDS = settings.BASE_DIR / "seeds"
# Told to everybody who starts the demo; it opens demo people alone.
PASSWORD = "every sentence accounted for"  # noqa: S105


class Command(BaseCommand):
    help = "Load the demo people and articles of seeds/. Does nothing where they are already."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS:
            raise CommandError("The demo’s people and their password are not for a server.")
        people = _rows("people.json")
        emails = [person["email"] for person in people]
        if User.objects.filter(email__in=emails).exists():
            return
        add_desks()
        for person in people:
            add_person(**person)
        # Hashed once: a hash takes the better part of a second, by design.
        password = make_password(PASSWORD)
        User.objects.filter(email__in=emails).update(password=password, link_made_at=None)
        for article in _rows("articles.json"):
            upload(**article)


def add_desks() -> None:
    for desk in _rows("desks.json"):
        Desk.objects.get_or_create(slug=desk["slug"], defaults={"name": desk["name"]})


def add_person(*, email: str, name: str, roles: list[str], desks: list[str]) -> None:
    accounts.add_person(
        by=User.objects.admins().first(),
        name=name,
        email=email,
        roles=roles,
        desks=Desk.objects.filter(slug__in=desks),
    )


def upload(*, file: str, desk: str, uploader: str, due: float, title: str = "") -> None:
    articles.upload(
        by=User.objects.get(email=uploader),
        desk=Desk.objects.get(slug=desk),
        name=file,
        data=(SEEDS / "articles" / Path(file).name).read_bytes(),
        title=title,
        due_at=timezone.now() + timedelta(hours=due),
    )


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SEEDS / name).read_text(encoding="utf-8"))
    return rows
