"""What the report's tests share."""

import pytest

from factcheck.articles.models import Article
from tests.reports import stories


@pytest.fixture
def article(rosa, desk) -> Article:
    return stories.make_article(uploaded_by=rosa, desk=desk)
