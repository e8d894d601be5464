"""Claims in the states that the desk's rules are about."""

import pytest

from factcheck.accounts.models import User
from factcheck.articles.models import Claim
from factcheck.permissions import Role
from factcheck.review import actions
from factcheck.review.models import Rating
from tests import build


@pytest.fixture
def claim(desk) -> Claim:
    return build.make_claim(article=build.make_article(desk=desk))


@pytest.fixture
def priya(desk) -> User:
    """A second checker on the desk."""
    return build.make_person(name="Priya Nair", roles=[Role.CHECKER], desks=[desk])


@pytest.fixture
def rating(db) -> Rating:
    """“Needs change”, the third rating of the desk scale."""
    return Rating.objects.get(scale__is_current=True, key=3)


@pytest.fixture
def proposed(claim, chika, rating) -> Claim:
    """A claim with a verdict by Chika that waits for approval."""
    actions.propose(claim=claim, by=chika, rating=rating, explanation="It was 38 per cent.")
    claim.refresh_from_db()
    return claim


HTMX = {"hx-request": "true"}


@pytest.fixture
def htmx():
    return HTMX
