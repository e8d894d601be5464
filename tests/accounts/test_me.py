"""A person's own page: what they choose, their password, and where they are signed in."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from factcheck.accounts import links, presence
from factcheck.accounts.models import User
from factcheck.accounts.tasks import forget_sessions, mail_link
from factcheck.audit.models import Event, Verb
from tests import build
from tests.build import PASSWORD

NEW = "a lantern over the harbour"


def sign_in(client, person, password=PASSWORD):
    return client.post("/sign-in/", {"login": person.email, "password": password})


def test_name_time_zone_and_colours_are_kept(client, rosa):
    client.force_login(rosa)
    chosen = {"name": "Rosa Lindt", "time_zone": "Pacific/Auckland", "scheme": "dark"}
    assert client.post("/me/", chosen).url == "/me/"
    rosa.refresh_from_db()
    assert (rosa.name, rosa.time_zone, rosa.scheme) == tuple(chosen.values())
    assert 'data-scheme="dark"' in client.get("/me/").text
    assert Event.objects.get(verb=Verb.CHANGE_PERSON).by == rosa


def test_single_keys_are_switched_for_the_person_and_so_on_every_machine(
    client, client_elsewhere, rosa
):
    client.force_login(rosa)
    client_elsewhere.force_login(rosa)
    assert "data-single-keys" not in client_elsewhere.get("/me/").text
    assert client.post("/me/keys/", {"on": "0"}).status_code == 204
    assert 'data-single-keys="off"' in client_elsewhere.get("/me/").text
    client.post("/me/", {"name": rosa.name, "single_keys": "on"})
    assert "data-single-keys" not in client_elsewhere.get("/me/").text


def test_what_one_is_mailed_about_is_chosen_where_mail_is_set_up(client, rosa, with_mail):
    client.force_login(rosa)
    chosen = {"name": rosa.name, "single_keys": "on", "mailed": ["assigned", "due"]}
    assert client.post("/me/", chosen).status_code == 302
    rosa.refresh_from_db()
    assert rosa.mailed == ["assigned", "due"]
    assert client.get("/me/").text.count(" checked") == 3
    assert client.post("/me/", chosen | {"mailed": ["everything"]}).status_code == 422


def test_without_mail_the_page_says_so_and_what_was_chosen_stays(client, rosa):
    User.objects.filter(pk=rosa.pk).update(mailed=["asked"])
    client.force_login(rosa)
    assert "Mail is not set up here" in client.get("/me/").text
    client.post("/me/", {"name": rosa.name})
    rosa.refresh_from_db()
    assert (rosa.mailed, rosa.single_keys) == (["asked"], False)


def test_times_are_shown_in_the_own_zone(client, rosa, ada):
    User.objects.filter(pk=rosa.pk).update(time_zone="Pacific/Auckland")
    article = build.make_article(desk=rosa.desks.get(), due_at="2031-07-01T10:00Z")
    client.force_login(rosa)
    assert "22:00" in client.get(f"/articles/{article.pk}/").text


def test_a_zone_that_does_not_exist_is_refused(client, rosa):
    client.force_login(rosa)
    response = client.post("/me/", {"name": "Rosa", "time_zone": "Moon/Crater", "scheme": ""})
    assert response.status_code == 422


def test_a_new_password_ends_the_other_sessions(client, client_elsewhere, rosa):
    sign_in(client, rosa)
    sign_in(client_elsewhere, rosa)
    words = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/me/password/", words).url == "/me/"
    assert client.get("/queue/").status_code == 200
    assert client_elsewhere.get("/queue/").status_code == 302
    assert Event.objects.get(verb=Verb.CHANGE_PASSWORD).person_id == rosa.pk


def test_the_present_password_is_asked_for_and_not_for_ever(client, rosa):
    sign_in(client, rosa)
    words = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    for _ in range(5):
        response = client.post("/me/password/", words)
        assert response.status_code == 422
        assert "This is not your password. Try again." in response.text
    response = client.post("/me/password/", words | {"old_password": PASSWORD})
    assert response.status_code == 429
    assert "Too many tries" in response.text


def test_sessions_are_listed_and_ended(client, client_elsewhere, rosa):
    client.post("/sign-in/", {"login": rosa.email, "password": PASSWORD})
    client_elsewhere.post(
        "/sign-in/", {"login": rosa.email, "password": PASSWORD}, headers={"user-agent": "Lynx/2.9"}
    )
    page = client.get("/me/sessions/")
    assert "Lynx 2" in page.text
    assert page.text.count("This one") == 1
    other = next(each for each, _ in page.context["sessions"] if each.user_agent == "Lynx/2.9")
    client.post(f"/me/sessions/{other.pk}/end/")
    assert client_elsewhere.get("/queue/").status_code == 302
    assert client.get("/queue/").status_code == 200


def test_all_other_sessions_end_at_once(client, client_elsewhere, rosa):
    sign_in(client, rosa)
    sign_in(client_elsewhere, rosa)
    client.post("/me/sessions/end-others/")
    assert client_elsewhere.get("/queue/").status_code == 302
    assert client.get("/queue/").status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox 128 on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Mobile Safari 17 on iOS",
        ),
        ("something else", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_session_is_told_by_its_browser_and_system(client, rosa, said, words):
    client.post(
        "/sign-in/", {"login": rosa.email, "password": PASSWORD}, headers={"user-agent": said}
    )
    page = client.get("/me/sessions/", headers={"user-agent": said})
    assert f"{words}</td>" in page.text


def test_nobody_ends_the_session_of_another(client, client_elsewhere, rosa, chika):
    sign_in(client, rosa)
    sign_in(client_elsewhere, chika)
    theirs = client_elsewhere.get("/me/sessions/").context["sessions"][0][0]
    assert client.post(f"/me/sessions/{theirs.pk}/end/").status_code == 404
    assert client_elsewhere.get("/queue/").status_code == 200


def last_done(client, *, minutes):
    """Let it be so many minutes since the last thing that was done in this session."""
    session = client.session
    session[presence.SEEN] -= minutes
    session.save()


def test_being_here_is_noted_every_few_minutes(client, rosa):
    client.force_login(rosa)
    last_done(client, minutes=6)
    client.get("/queue/")
    seen = User.objects.get(pk=rosa.pk).seen_at
    assert seen
    client.get("/queue/")
    assert User.objects.get(pk=rosa.pk).seen_at == seen


def test_each_session_is_noted_by_itself(client, client_elsewhere, rosa):
    browsers = (client, client_elsewhere)
    for browser in browsers:
        sign_in(browser, rosa)
        last_done(browser, minutes=6)
    UserSession.objects.update(last_seen_at="2026-01-01T10:00Z")
    for browser in browsers:
        browser.get("/queue/")
    assert UserSession.objects.filter(last_seen_at__gt="2026-01-02T10:00Z").count() == 2


def test_whoever_does_nothing_for_hours_is_signed_out_and_told(client, claim, rosa):
    client.force_login(rosa)
    last_done(client, minutes=12 * 60 - 1)
    assert client.get("/queue/").status_code == 200
    last_done(client, minutes=12 * 60 + 1)
    page = client.get("/queue/", follow=True)
    assert "nothing was done here for 12 hours" in page.text
    assert page.request["PATH_INFO"] == "/sign-in/"


def test_a_page_that_asks_for_news_by_itself_keeps_nobody_signed_in(client, claim, rosa, htmx):
    client.force_login(rosa)
    last_done(client, minutes=12 * 60 - 1)
    news = f"/articles/{claim.article_id}/news/?after=1.none"
    assert client.get(news, headers=htmx).status_code == 200
    last_done(client, minutes=2)
    assert client.get("/queue/").status_code == 302


# A forgotten password


def test_with_mail_the_form_answers_the_same_for_known_and_unknown(client, rosa, with_mail):
    answers = []
    for email in (rosa.email, "nobody@example.org"):
        page = client.post("/sign-in/help/", {"email": email})
        assert page.status_code == 200
        answers.append(re.sub(r'nonce="[^"]+"', "", page.text).replace(email, "…"))
    assert "a link is on its way there" in answers[0]
    assert answers[0] == answers[1]
    assert Event.objects.get(verb=Verb.NEW_LINK).person_id == rosa.pk


def test_the_mail_carries_a_link_that_works(client, rosa, ada, with_mail):
    client.post("/sign-in/help/", {"email": rosa.email})
    mail_link(rosa.pk)
    sent = mail.outbox[0]
    assert sent.to == [rosa.email]
    rosa.refresh_from_db()
    path = links.path_for(rosa).rsplit("/", 2)[0]
    assert f"https://factcheck.example.org{path}/" in sent.body
    link = next(word for word in sent.body.split() if word.startswith("https://"))
    found = client.get(link.removeprefix("https://factcheck.example.org"), follow=True)
    assert "Welcome, Rosa Lind" in found.text


def test_a_link_that_was_used_is_not_mailed(rosa, with_mail):
    mail_link(rosa.pk)
    assert mail.outbox == []


def test_asking_again_and_again_is_limited(client, rosa, with_mail):
    for _ in range(2):
        client.post("/sign-in/help/", {"email": rosa.email})
    assert client.post("/sign-in/help/", {"email": rosa.email}).status_code == 429


def test_without_mail_nothing_is_sent(client, rosa):
    client.post("/sign-in/help/", {"email": rosa.email})
    assert not Event.objects.exists()


def test_a_session_that_ran_out_is_removed_at_night(client, rosa, chika):
    client.force_login(rosa)
    Session.objects.update(expire_date=timezone.now())
    client.force_login(chika)
    forget_sessions()
    assert Session.objects.get().session_key == client.session.session_key
