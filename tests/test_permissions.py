"""Who may do what, asked of the server: every view, every role."""

from contextlib import suppress
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from factcheck.articles.models import Article
from factcheck.permissions import GRANTS, Can, Role
from factcheck.queue.models import Batch, SavedView
from tests import build

# What answers before anybody has signed in.
PUBLIC = {
    "factcheck.accounts.views.SignIn",
    "factcheck.accounts.views.Welcome",
    "factcheck.accounts.views.forgotten",
    "factcheck.accounts.views.sign_out",
    "factcheck.health.health",
}

# One row for each thing that can be asked for: method, address, verb. The words in braces stand
# for keys of rows that are on the desk of whoever asks.
TABLE = [
    ("GET", "/", Can.READ),
    ("GET", "/articles/new/", Can.UPLOAD),
    ("POST", "/articles/new/", Can.UPLOAD),
    ("POST", "/articles/{article}/read-again/", Can.UPLOAD),
    ("GET", "/articles/{article}/another/", Can.UPLOAD),
    ("POST", "/articles/{article}/another/", Can.UPLOAD),
    ("POST", "/articles/{article}/remove/", Can.UPLOAD),
    ("POST", "/articles/{article}/put-back/", Can.UPLOAD),
    ("GET", "/articles/{article}/", Can.READ),
    ("GET", "/articles/{article}/report/", Can.READ),
    ("GET", "/articles/{article}/report.pdf", Can.READ),
    ("GET", "/articles/{article}/report.docx", Can.READ),
    ("GET", "/articles/{article}/report.csv", Can.READ),
    ("GET", "/articles/{article}/report.json", Can.READ),
    ("GET", "/articles/{article}/report/table/", Can.READ),
    ("GET", "/articles/{article}/report/manuscript/", Can.READ),
    ("GET", "/articles/{article}/reports/", Can.READ),
    ("POST", "/articles/{article}/reports/issue/", Can.ISSUE),
    ("GET", "/reports/{issued}/", Can.READ),
    ("GET", "/reports/feed.json", Can.READ),
    ("GET", "/articles/{article}/news/", Can.READ),
    ("GET", "/articles/removed/", Can.SEE_REMOVED),
    ("GET", "/articles/restricted/", Can.MANAGE_PEOPLE),
    ("GET", "/articles/{article}/restrict/", Can.RESTRICT),
    ("POST", "/articles/{article}/restrict/", Can.RESTRICT),
    ("POST", "/articles/{article}/open-up/", Can.RESTRICT),
    ("POST", "/articles/{article}/deadline/", Can.SET_DEADLINE),
    ("POST", "/deadlines/{change}/take-back/", Can.SET_DEADLINE),
    ("GET", "/sentences/{sentence}/", Can.READ),
    ("POST", "/sentences/{sentence}/dismiss/", Can.CHECK),
    ("POST", "/sentences/{sentence}/reopen/", Can.CHECK),
    ("POST", "/articles/{article}/dismiss-sentences/", Can.CHECK),
    ("POST", "/articles/{article}/accept-proposals/", Can.CHECK),
    ("POST", "/articles/{article}/reopen-dismissed/", Can.CHECK),
    ("POST", "/articles/{article}/sign-off/", Can.SIGN_OFF),
    ("POST", "/articles/{article}/withdraw-sign-off/", Can.SIGN_OFF),
    ("GET", "/claims/{claim}/", Can.READ),
    ("POST", "/claims/{claim}/take/", Can.CHECK),
    ("POST", "/claims/{claim}/release/", Can.CHECK),
    ("POST", "/claims/{claim}/take-over/", Can.ASSIGN),
    ("POST", "/claims/{claim}/hand-back/", Can.ASSIGN),
    ("POST", "/claims/{claim}/assign/", Can.CHECK),
    ("POST", "/claims/{claim}/evidence/", Can.HAND_IN),
    ("POST", "/claims/{claim}/comments/", Can.HAND_IN),
    ("POST", "/comments/{comment}/remove/", Can.HAND_IN),
    ("POST", "/comments/{comment}/restore/", Can.HAND_IN),
    ("POST", "/claims/{claim}/draft/propose/", Can.HAND_IN),
    ("POST", "/claims/{claim}/draft/propose/discard/", Can.HAND_IN),
    ("POST", "/claims/{claim}/draft/propose/restore/", Can.HAND_IN),
    ("POST", "/claims/{claim}/verdict/", Can.CHECK),
    ("POST", "/claims/{claim}/withdraw/", Can.CHECK),
    ("POST", "/claims/{claim}/dismiss/", Can.CHECK),
    ("GET", "/claims/{claim}/reopen/", Can.CHECK),
    ("POST", "/claims/{claim}/reopen/", Can.CHECK),
    ("GET", "/claims/{claim}/defer/", Can.CHECK),
    ("POST", "/claims/{claim}/defer/", Can.CHECK),
    ("POST", "/claims/{claim}/take-back-exit/", Can.CHECK),
    ("POST", "/claims/{claim}/take-back-reopening/", Can.CHECK),
    ("GET", "/claims/{claim}/edit/", Can.CHECK),
    ("POST", "/claims/{claim}/edit/", Can.CHECK),
    ("GET", "/claims/{claim}/edges/", Can.CHECK),
    ("POST", "/claims/{claim}/edges/", Can.CHECK),
    ("GET", "/claims/{claim}/split/", Can.CHECK),
    ("POST", "/claims/{claim}/split/", Can.CHECK),
    ("GET", "/claims/{claim}/merge/", Can.CHECK),
    ("POST", "/claims/{claim}/merge/", Can.CHECK),
    ("POST", "/claims/{claim}/unmerge/", Can.CHECK),
    ("POST", "/claims/{claim}/remove/", Can.CHECK),
    ("POST", "/articles/{article}/claims/", Can.CHECK),
    ("POST", "/changes/{change}/undo/", Can.CHECK),
    ("POST", "/undo/", Can.READ),
    ("GET", "/claims/{claim}/two/", Can.CHECK),
    ("POST", "/claims/{claim}/two/", Can.CHECK),
    ("POST", "/claims/{claim}/approve/", Can.APPROVE),
    ("POST", "/claims/{claim}/take-back-approval/", Can.APPROVE),
    ("POST", "/claims/{claim}/return/", Can.APPROVE),
    ("POST", "/claims/{claim}/take-back-return/", Can.APPROVE),
    ("POST", "/evidence/{evidence}/remove/", Can.HAND_IN),
    ("POST", "/evidence/{evidence}/restore/", Can.HAND_IN),
    ("GET", "/claims/{claim}/ask/", Can.CHECK),
    ("POST", "/claims/{claim}/ask/", Can.CHECK),
    ("GET", "/claims/{claim}/reply/", Can.CHECK),
    ("POST", "/claims/{claim}/reply/", Can.CHECK),
    ("GET", "/replies/{reply}/change/", Can.CHECK),
    ("POST", "/replies/{reply}/change/", Can.CHECK),
    ("POST", "/replies/{reply}/remove/", Can.CHECK),
    ("POST", "/replies/{reply}/restore/", Can.CHECK),
    ("GET", "/queries/", Can.READ),
    ("POST", "/queries/{query}/withdraw/", Can.CHECK),
    ("POST", "/queries/{query}/ask-again/", Can.CHECK),
    ("POST", "/queries/{query}/answer/", Can.HAND_IN),
    ("POST", "/queries/{query}/take-back/", Can.HAND_IN),
    ("POST", "/queries/{query}/evidence/", Can.CHECK),
    ("GET", "/queue/", Can.READ),
    ("GET", "/queue/filters/", Can.READ),
    ("POST", "/queue/next/", Can.CHECK),
    ("POST", "/queue/assign/", Can.CHECK),
    ("POST", "/queue/due/", Can.ASSIGN),
    ("POST", "/queue/dismiss/", Can.CHECK),
    ("POST", "/queue/release/", Can.CHECK),
    ("POST", "/queue/batches/{batch}/undo/", Can.CHECK),
    ("POST", "/queue/views/", Can.READ),
    ("POST", "/queue/views/{view}/rename/", Can.READ),
    ("POST", "/queue/views/{view}/delete/", Can.READ),
    ("GET", "/sources/", Can.READ),
    ("GET", "/sources/find/", Can.READ),
    ("GET", "/sources/new/", Can.HAND_IN),
    ("POST", "/sources/new/", Can.HAND_IN),
    ("GET", "/sources/{source}/", Can.READ),
    ("GET", "/sources/{source}/change/", Can.HAND_IN),
    ("POST", "/sources/{source}/change/", Can.HAND_IN),
    ("POST", "/sources/{source}/change/undo/", Can.HAND_IN),
    ("GET", "/sources/{source}/file/", Can.READ),
    ("POST", "/sources/{source}/file/upload/", Can.HAND_IN),
    ("POST", "/sources/{source}/capture/", Can.HAND_IN),
    ("GET", "/sources/{source}/capture/state/", Can.READ),
    ("GET", "/captures/{capture}/", Can.READ),
    ("GET", "/captures/{capture}/file/", Can.READ),
    ("GET", "/exports/", Can.EXPORT),
    ("POST", "/exports/", Can.EXPORT),
    ("POST", "/exports/{export}/cancel/", Can.EXPORT),
    ("POST", "/exports/{export}/again/", Can.EXPORT),
    ("GET", "/exports/{export}/file/", Can.EXPORT),
    ("GET", "/retention/", Can.MANAGE_PEOPLE),
    ("POST", "/retention/", Can.MANAGE_PEOPLE),
    ("GET", "/people/{person}/privacy/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/export/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/erase/", Can.MANAGE_PEOPLE),
    ("GET", "/history/", Can.AUDIT),
    ("GET", "/history.csv", Can.AUDIT),
    ("GET", "/history.jsonl", Can.AUDIT),
    ("GET", "/articles/{article}/history/", Can.READ),
    ("GET", "/claims/{claim}/history/", Can.READ),
    ("GET", "/people/{person}/history/", Can.READ),
    ("GET", "/people/", Can.MANAGE_PEOPLE),
    ("GET", "/people/new/", Can.MANAGE_PEOPLE),
    ("POST", "/people/new/", Can.MANAGE_PEOPLE),
    ("GET", "/people/{person}/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/", Can.MANAGE_PEOPLE),
    ("GET", "/people/roles/", Can.MANAGE_PEOPLE),
    ("POST", "/people/roles/", Can.MANAGE_PEOPLE),
    ("GET", "/people/{person}/deactivate/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/deactivate/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/second-factor/reset/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/reactivate/", Can.MANAGE_PEOPLE),
    ("POST", "/people/{person}/link/", Can.MANAGE_PEOPLE),
    ("GET", "/me/", Can.READ),
    ("POST", "/me/", Can.READ),
    ("POST", "/me/keys/", Can.READ),
    ("GET", "/me/password/", Can.READ),
    ("POST", "/me/password/", Can.READ),
    ("GET", "/me/sessions/", Can.READ),
    ("POST", "/me/sessions/1/end/", Can.READ),
    ("POST", "/me/sessions/end-others/", Can.READ),
    ("GET", "/admin/login/", Can.MANAGE_PEOPLE),
]

# What stands for something of one article. Of a restricted one none of it exists for people whom
# the article does not name…
OF_AN_ARTICLE = "article claim sentence evidence comment query reply change issued draft".split()
# …except that admins say who is named, without seeing what it is about.
NAMING = {
    (path, Role.ADMIN) for path in ("/articles/{article}/restrict/", "/articles/{article}/open-up/")
}
# What people of other desks may change all the same.
OTHER_DESKS: set[tuple[str, Role]] = {
    *NAMING,
}
# Enough for any form here to be whole, so that the rule behind it is asked.
BODY: dict[str, object] = {
    "asked_at": "2026-01-02T10:00",
    "at": 10,
    "channel": "phone",
    "description": "A letter",
    "end": 10,
    "expert": "A professor",
    "explanation": "It is so.",
    "dismissals": 1,
    "kind": "document",
    "confidentiality": "newsroom",
    "needs_two": "on",
    "note": "It is urgent.",
    "outcome": "waiting",
    "party": "The line",
    "question": "Is it so?",
    "quotation": "It is so.",
    "rating": 1,
    "reason": "opinion",
    "start": 0,
    "statement": "It is so.",
    "stance": "supports",
    "text": "It is so.",
    "to": "expert",
    "types": "quantity",
    "verdict_id": 1,
    "version": 1,
    "voice": "article",
    "which": "all",
    "words": "It is so.",
}
BODIES: dict[str, dict[str, object]] = {"/claims/{claim}/assign/": {"to": ""}}
# The pages of libraries that open before anybody has signed in.
DOORS = {"account_inactive"}
TITLE = "Fares and ferries"


def every_pattern(resolver: URLResolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from every_pattern(pattern)


def our_views():
    for pattern in every_pattern(get_resolver()):
        view = getattr(pattern.callback, "view_class", pattern.callback)
        if view.__module__.startswith("factcheck."):
            yield f"{view.__module__}.{view.__qualname__}", pattern.callback


def test_every_view_says_who_may_use_it():
    unmarked = {name for name, view in our_views() if not hasattr(view, "required_permission")}
    assert unmarked == PUBLIC


def test_every_view_that_says_so_is_in_the_table(keys):
    resolver = get_resolver()
    asked = {resolver.resolve(path.format(**keys)).func for _, path, _ in TABLE}
    marked = {view: name for name, view in our_views() if hasattr(view, "required_permission")}
    assert {marked[view] for view in marked if view not in asked} == set()


@pytest.fixture
def keys(desk):
    evidence = build.make_evidence(claim=build.make_claim(article=build.make_article(desk=desk)))
    other = build.make_claim(
        article=evidence.claim.article, quote="Nobody at the port was surprised"
    )
    editor = build.make_person(name="Edda Voss", roles=[Role.DESK_EDITOR], desks=[desk])
    return {
        "other": other.pk,
        "editor": editor.pk,
        "article": evidence.claim.article_id,
        "claim": evidence.claim_id,
        "sentence": evidence.claim.sentence_id,
        "evidence": evidence.pk,
        "person": evidence.added_by_id,
        "change": 1,
        "issued": 1,
        "batch": Batch.objects.create(by=evidence.added_by, verb="assign", said="x").pk,
        "view": SavedView.objects.create(owner=evidence.added_by, name="Late", address="").pk,
        "comment": evidence.claim.comments.create(by=evidence.added_by, text="See table 3.").pk,
        "query": build.make_query(claim=evidence.claim).pk,
        "reply": build.make_reply(claim=evidence.claim).pk,
        "source": evidence.source_id,
        "capture": evidence.source.captures.create().pk,
        "export": 1,
    }


def ask(client, method, path, keys, data=None):
    """The status of one request, of which nothing is kept."""
    with transaction.atomic():
        response = client.generic(
            method,
            path.format(**keys),
            urlencode(data or {}),
            content_type="application/x-www-form-urlencoded",
        )
        body = response.text if not response.streaming else ""
        transaction.set_rollback(True)
    return response, body


def is_about_an_article(path):
    return any(f"{{{key}}}" in path for key in OF_AN_ARTICLE)


@pytest.mark.parametrize("role", [*Role, None])
def test_on_their_own_desk_people_do_what_their_role_grants(client, desk, keys, role):
    grants = GRANTS[role] if role else frozenset()
    client.force_login(make_somebody(role, desk))
    wrong = []
    for method, path, verb in TABLE:
        response, _ = ask(client, method, path, keys)
        if (response.status_code == 403) != (verb not in grants):
            wrong.append((method, path, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_on_another_desk_people_read_and_change_only_what_is_listed(client, other_desk, keys, role):
    client.force_login(make_somebody(role, other_desk))
    wrong = []
    for method, path, verb in TABLE:
        if method == "GET" or not is_about_an_article(path) or verb not in GRANTS[role]:
            continue
        data = BODY | {"other": keys["other"], "named": keys["editor"]} | BODIES.get(path, {})
        response, _ = ask(client, method, path, keys, data)
        does = response.status_code not in (404, 409)
        # A form that is not whole has not asked the rule: BODY lacks something.
        if response.status_code in (400, 422) or does != ((path, role) in OTHER_DESKS):
            wrong.append((path, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_a_restricted_article_does_not_exist_for_people_it_does_not_name(client, desk, keys, role):
    Article.objects.filter(pk=keys["article"]).update(is_restricted=True)
    client.force_login(make_somebody(role, desk))
    wrong = []
    for method, path, verb in TABLE:
        response, body = ask(client, method, path, keys, BODY if method == "POST" else None)
        told = [words for words in (TITLE, build.QUOTE, "See table 3.") if words in body]
        is_hidden = is_about_an_article(path) and (path, role) not in NAMING
        if told or (is_hidden and verb in GRANTS[role] and response.status_code != 404):
            wrong.append((method, path, response.status_code, told))
    assert wrong == []


def test_nothing_answers_before_sign_in(client, keys):
    wrong = []
    for method, path, _ in TABLE:
        response, _ = ask(client, method, path, keys)
        if (response.status_code, response.url) != (302, f"/sign-in/?next={path.format(**keys)}"):
            wrong.append((method, path, response.status_code))
    assert wrong == []


def test_a_deactivated_person_is_outside_at_once(client, keys):
    person = build.make_person(name="Somebody", roles=list(Role))
    client.force_login(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    asked = {(m, path): ask(client, m, path, keys)[0].status_code for m, path, _ in TABLE}
    assert {row: status for row, status in asked.items() if status != 302} == {}


def test_pages_of_libraries_answer_only_to_people_who_are_signed_in(client, db):
    """Those of Django's admin and of allauth, found through the resolver."""
    answering = set()
    for pattern in every_pattern(get_resolver()):
        if pattern.callback.__module__.startswith("factcheck.") or not pattern.name:
            continue
        for address in addresses(pattern.name):
            response, _ = ask(client, "GET", address, {})
            ends = response.get("Location", "")
            # Django's admin first leads to its own door, which is closed like any page.
            is_closed = ends.startswith(("/sign-in/", "/admin/login/?next=/admin/"))
            if not is_closed and response.status_code != 404:
                answering.add(pattern.name)
    assert answering == DOORS


def test_djangos_admin_opens_to_admins_only(client, desk):
    for role in Role:
        client.force_login(make_somebody(role, desk))
        for name in (
            "admin:index",
            "admin:accounts_user_changelist",
            "admin:audit_event_changelist",
        ):
            response, _ = ask(client, "GET", reverse(name), {})
            assert (response.status_code == 200) == (role == Role.ADMIN), (role, name)


def addresses(name):
    """Where a page stands, if its address needs at most one number."""
    for space in ("", "admin:"):
        for arguments in ([], [1]):
            with suppress(NoReverseMatch):
                yield reverse(f"{space}{name}", args=arguments)
                return


def make_somebody(role, desk):
    return build.make_person(name=f"Somebody {role}", roles=[role] if role else [], desks=[desk])
