"""What the database and the static files need before the first page."""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import transaction

SEEDS = "load_seeds"


def main(answer: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    load_seeds_once()
    collect_static_files()
    answer.write_text(json.dumps(demo_people()))


def load_seeds_once() -> None:
    """Give an empty desk its demo people and articles; never add them to a real one."""
    if SEEDS in get_commands() and not get_user_model().objects.exists():
        # All or nothing: a start that is killed half-way must not count as done.
        with transaction.atomic():
            call_command(SEEDS)


def collect_static_files() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def demo_people() -> list[dict[str, str]]:
    """Those of the demo people who are on this desk, with their roles."""
    file = settings.BASE_DIR / "seeds" / "people.json"
    if not file.exists():
        return []
    people = json.loads(file.read_text())
    emails = [person["email"] for person in people]
    here = set(get_user_model().objects.filter(email__in=emails).values_list("email", flat=True))
    return [person for person in people if person["email"] in here]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
