"""Rows of lists: whatever somebody typed is words in them and never HTML."""

import pytest
from jinja2 import UndefinedError

from factcheck.articles.models import Article, Claim
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.templatetags.rows import rows
from tests import build

TYPED = "<b>Tell us & run</b>"
ESCAPED = "&lt;b&gt;Tell us &amp; run&lt;/b&gt;"


@pytest.fixture
def typed(claim, chika, rosa):
    Article.objects.filter(pk=claim.article_id).update(title=TYPED)
    Claim.objects.filter(pk=claim.pk).update(statement=TYPED, claimant=TYPED)
    evidence = build.make_evidence(claim=claim)
    evidence.source.title = TYPED
    evidence.source.save(update_fields=["title"])
    build.make_query(claim=claim, asked_by=chika, asked_of=rosa, question=TYPED)
    rosa.name = TYPED
    rosa.save(update_fields=["name"])
    record(by=rosa, verb=Verb.TAKE, claim=claim, note=TYPED)
    return claim


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("chika", "/"),
        ("chika", "/queue/?view=everything"),
        ("chika", "/sources/"),
        ("rosa", "/queries/"),
        ("ada", "/people/"),
        ("ada", "/history/"),
    ],
)
def test_what_was_typed_is_escaped_in_the_rows_of(client, typed, request, name, address):
    client.force_login(request.getfixturevalue(name))
    page = client.get(address).text
    assert ESCAPED in page
    assert TYPED not in page


def test_a_value_that_is_not_handed_over_is_an_error(rf):
    class Context:
        request = rf.get("/")

    with pytest.raises(UndefinedError, match="is undefined"):
        rows(Context(), "history/rows.jinja")
