"""The demo desk."""

import json

from django.conf import settings
from django.core.management import call_command

from factcheck.accounts.models import Desk, User
from factcheck.articles.models import Article
from factcheck.permissions import Role
from tests import build

ROWS = json.loads((settings.BASE_DIR / "seeds" / "people.json").read_text())


def test_it_prints_nothing(db, capsys):
    call_command("load_seeds")
    assert capsys.readouterr() == ("", "")


def test_every_role_has_somebody_who_can_sign_in(client, db):
    call_command("load_seeds")
    for role in Role:
        person = User.objects.filter(groups__name=role).first()
        assert client.login(username=person.email, password=build.PASSWORD)


def test_each_desk_can_check_and_approve(db):
    call_command("load_seeds")
    for desk in Desk.objects.all():
        assert desk.members.filter(groups__name=Role.CHECKER).count() >= 2
        assert desk.members.filter(groups__name=Role.DESK_EDITOR).exists()
        assert desk.members.filter(groups__name=Role.REPORTER).exists()


def test_the_articles_wait_to_be_read(db):
    call_command("load_seeds")
    articles = Article.objects.all()
    assert {article.revisions.get().original.name.split(".")[-1] for article in articles} == {
        "txt",
        "html",
        "docx",
    }
    assert all(article.due_at and article.is_being_read for article in articles)


def test_loading_twice_changes_nothing(db):
    call_command("load_seeds")
    call_command("load_seeds")
    assert User.objects.count() == len(ROWS)
    assert Article.objects.count() == 3


def test_a_desk_that_has_one_of_these_people_is_left_alone(db):
    build.make_person(name="Somebody", email=ROWS[0]["email"])
    call_command("load_seeds")
    assert User.objects.count() == 1
