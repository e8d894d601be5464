"""Every address that answers with a page: axe finds nothing serious there, in either scheme."""

from django.test import Client

from factcheck.articles.models import Article, Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.permissions import Role
from factcheck.review import actions
from factcheck.review.models import Query
from factcheck.sources.models import Source
from tests import build
from tests.test_permissions import TABLE, keys

__all__ = ["keys"]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(person, keys) -> list[str]:
    client = Client()
    client.force_login(person)
    asked = [path.format(**keys) for method, path, _ in TABLE if method == "GET"]
    return [path for path in asked if is_page(client.get(path))]


def is_page(response) -> bool:
    return response.status_code == 200 and not response.streaming and "<html" in response.text


def test_every_page_is_accessible_in_both_schemes(open_page, check_accessibility, desk, keys):
    roles = [Role.DESK_EDITOR, Role.ADMIN]
    person = build.make_person(name="Iris Holt", roles=roles, desks=[desk])
    page = open_page(person)
    found = pages(person, keys)
    assert len(found) > 35
    for path in found:
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            check_accessibility(page)


def test_words_without_a_space_widen_no_page(open_page, desk, keys):
    """The name of a file as a title, an address in a note: each is on some page."""
    word = f"https://www.example.org/{'harbour_dredging_' * 12}"
    chika = build.make_person(name=f"Zoë {'harbour' * 12}", desks=[desk])
    Article.objects.update(title=word)
    Claim.objects.update(statement=word, claimant=word[:150])
    Query.objects.update(question=word)
    Source.objects.update(title=word)
    claim = Claim.objects.filter(article__desk=desk).first()
    sentence = claim.revision.sentences.filter(claims=None).first()
    actions.dismiss_sentence(sentence=sentence, reason="other", note=word, by=chika)
    record(by=chika, verb=Verb.COMMENT, claim=claim, note=word)
    roles = [Role.DESK_EDITOR, Role.ADMIN]
    person = build.make_person(name="Iris Holt", roles=roles, desks=[desk])
    page, wide = open_page(person), []
    for path in [*pages(person, keys), f"/sentences/{sentence.pk}/"]:
        page.goto(path)
        for width in (1440, 1024, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if over := page.evaluate(WIDER):
                wide.append(f"{path} at {width} by {over}")
    assert not wide
