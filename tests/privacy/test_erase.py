"""A person's name goes; what they decided stays, and the history still proves itself."""

import json

import pytest
from django.db import connection

from factcheck.accounts import actions as accounts
from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.actions import record
from factcheck.audit.models import Event, Verb
from factcheck.audit.proof import verify
from factcheck.errors import Refused
from factcheck.privacy import actions
from factcheck.privacy.erasing import replaced
from factcheck.review import actions as review
from factcheck.review.models import Draft
from tests.reports import secrets, stories


def link() -> None:
    """Does at once what otherwise happens when a transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def gone(proposed, chika, edda, ada) -> User:
    """Chika, who has left, and whose name stands in what others did."""
    review.approve(claim=proposed, by=edda, verdict_id=proposed.verdicts.get().pk)
    record(by=edda, verb=Verb.ASSIGN, claim=proposed, note=f"to {chika}")
    record(
        by=ada,
        verb=Verb.CHANGE_PERSON,
        person=chika,
        before={"name": chika.name, "email": chika.email},
        after={"name": chika.name},
    )
    review.save_draft(claim=proposed, by=chika, form="comment", words={"text": ["half a thought"]})
    User.objects.filter(pk=chika.pk).update(is_active=False)
    link()
    chika.refresh_from_db()
    return chika


def test_the_name_is_nowhere_and_the_history_still_proves_itself(gone, ada, proposed):
    name, email = gone.name, gone.email
    actions.erase(person=gone, by=ada, typed=name)
    link()
    instead = f"Former colleague {gone.pk}"
    assert gone.name == instead
    said = json.dumps(list(Event.objects.values_list("details", flat=True)))
    assert name not in said
    assert email not in said
    assert f"to {instead}" in said
    assert verify().tampered is None


def test_what_they_decided_stays_as_theirs(gone, ada, proposed):
    actions.erase(person=gone, by=ada, typed=gone.name)
    verdict = proposed.verdicts.get()
    assert verdict.author_id == gone.pk
    assert str(verdict.author) == f"Former colleague {gone.pk}"
    assert verdict.explanation == "It was 38 per cent."


def test_nobody_signs_in_as_them_and_their_own_things_are_gone(gone, ada):
    email = gone.email
    actions.erase(person=gone, by=ada, typed=gone.name)
    assert not User.objects.filter(email=email).exists()
    assert not gone.has_usable_password()
    assert not gone.groups.exists()
    assert not Draft.objects.filter(author=gone).exists()


def test_the_name_has_to_be_typed(gone, ada):
    with pytest.raises(Refused, match="not their name"):
        actions.erase(person=gone, by=ada, typed="Chika")
    assert User.objects.filter(name="Chika Obi").exists()


def test_who_is_active_is_not_erased(chika, ada):
    with pytest.raises(Refused, match="Deactivate them first"):
        actions.erase(person=chika, by=ada, typed=chika.name)


def test_nobody_is_erased_twice(gone, ada):
    actions.erase(person=gone, by=ada, typed=gone.name)
    with pytest.raises(Refused, match="already"):
        actions.erase(person=gone, by=ada, typed=gone.name)


def test_where_their_requests_came_from_is_forgotten(client, claim, chika, ada):
    client.force_login(chika)
    client.post(f"/claims/{claim.pk}/take/")
    assert Event.objects.get(verb="take").address == "127.0.0.1"
    review.release(claim=claim, by=chika)
    User.objects.filter(pk=chika.pk).update(is_active=False)
    link()
    actions.erase(person=chika, by=ada, typed=chika.name)
    assert Event.objects.get(verb="take").address is None


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("to Ann Lee", "to X"),
        ("Ann Leeds", "Ann Leeds"),
        (["Ann Lee", 3, {"by": "ann@example.org"}], ["X", 3, {"by": "X"}]),
        ("McAnn Lee", "McAnn Lee"),
    ],
)
def test_only_whole_names_are_replaced(said, after):
    assert replaced(said, "Ann Lee", "ann@example.org", "X") == after


def test_the_page_asks_for_the_name_and_says_what_happened(client, ada, gone):
    client.force_login(ada)
    assert f"Former colleague {gone.pk}" in client.get(f"/people/{gone.pk}/privacy/").text
    assert client.post(f"/people/{gone.pk}/erase/", {"typed": ""}).status_code == 422
    assert client.post(f"/people/{gone.pk}/erase/", {"typed": "Chika"}).status_code == 409
    done = client.post(f"/people/{gone.pk}/erase/", {"typed": "Chika Obi"}, follow=True)
    assert "Erased." in done.text
    assert "Chika Obi" not in done.text


def test_what_is_kept_about_somebody_is_handed_out_without_secrets(client, ada, gone):
    client.force_login(ada)
    response = client.post(f"/people/{gone.pk}/export/")
    assert response["Content-Disposition"].startswith("attachment")
    kept = json.loads(response.getvalue())
    assert kept["person"]["email"] == gone.email
    assert "password" not in kept["person"]
    assert [row["explanation"] for row in kept["verdicts, author"]] == ["It was 38 per cent."]
    assert {row["verb"] for row in kept["history"]} >= {"propose", "change person"}
    assert Event.objects.latest("pk").verb == Verb.EXPORT_PERSON


def test_what_is_closed_to_the_admin_is_counted_and_not_told(ada, rosa, desk, chika, edda):
    article = secrets.make_article(uploaded_by=rosa, desk=desk, chika=chika, edda=edda)
    told = "".join(actions.export(person=chika, by=ada))
    shown = [level for level in secrets.LEVELS if secrets.word(level, "title") in told]
    assert shown == ["public", "newsroom"]
    assert [word for word in secrets.words("need-to-know") if word in told] == []
    rows = json.loads(told)["sources, added by"]
    assert [row.get("closed", False) for row in rows] == [False, False, True]
    Article.objects.filter(pk=article.pk).update(is_restricted=True)
    told = "".join(actions.export(person=chika, by=ada))
    for words in (stories.TITLE, stories.RENTS, "commentword", "replyword"):
        assert words not in told
    kept = json.loads(told)
    assert all(row == {"pk": row["pk"], "closed": True} for row in kept["verdicts, author"])
    assert {"pk", "at", "verb", "closed"} in [set(row) for row in kept["history"]]
    # Who is named on it reads all of it.
    article.named.add(ada)
    assert "commentword" in "".join(actions.export(person=chika, by=ada))


def test_an_admin_who_leaves_is_erased_by_another(ada):
    other = accounts.add_person(
        by=ada, name="Olu Adeyemi", email="olu@example.org", roles=["Admin"], desks=[]
    )
    accounts.deactivate(person=other, by=ada)
    link()
    actions.erase(person=other, by=ada, typed="Olu Adeyemi")
    assert "Olu" not in json.dumps(list(Event.objects.values_list("details", flat=True)))
