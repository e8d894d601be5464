"""Questions that are put into SQL once give the same answers as Django's own."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from factcheck.articles.models import Claim
from factcheck.compiled import AnyOf, compiled
from factcheck.review import actions
from factcheck.review.models import Lease
from tests import build


@compiled
def of_article(article: int) -> QuerySet[Claim]:
    return Claim.objects.filter(article=article).select_related("desk", "lease__holder")


@compiled
def in_state(state: Claim.State, desks: list[int]) -> QuerySet[Claim, int]:
    found = Claim.objects.filter(AnyOf("desk", desks), state=state).order_by("pk")
    return found.values_list("pk", flat=True)


@compiled
def beyond(moment: datetime) -> QuerySet[Lease]:
    return Lease.objects.filter(expires_at__gt=moment)


@compiled
def late() -> QuerySet[Lease]:
    return Lease.objects.filter(expires_at__gt=timezone.now())


@compiled
def higher(score: int) -> QuerySet[Claim]:
    return Claim.objects.filter(statement__contains=score)


@compiled
def with_evidence(article: int) -> QuerySet[Claim]:
    return Claim.objects.filter(article=article).prefetch_related("evidence")


def test_rows_come_with_all_that_was_asked_for(claim, desk, chika, django_assert_num_queries):
    actions.take(claim=claim, by=chika)
    with django_assert_num_queries(1):
        (found,) = of_article(claim.article_id)
        assert (found, found.desk, found.lease.holder) == (claim, desk, chika)
        assert found.reasons == claim.reasons


def test_the_same_question_is_asked_of_other_rows(desk, claim):
    other = build.make_claim(article=build.make_article(desk=desk))
    assert of_article(claim.article_id) == [claim]
    assert of_article(other.article_id) == [other]


def test_a_state_shapes_the_question(claim, chika):
    assert in_state(Claim.State.OPEN, [claim.desk_id]) == [claim.pk]
    assert in_state(Claim.State.IN_PROGRESS, [claim.desk_id]) == []
    actions.take(claim=claim, by=chika)
    assert in_state(Claim.State.IN_PROGRESS, [claim.desk_id]) == [claim.pk]


def test_a_list_may_be_of_any_length(claim):
    assert in_state(Claim.State.OPEN, []) == []
    assert in_state(Claim.State.OPEN, [claim.desk_id + 1, claim.desk_id]) == [claim.pk]


def test_a_question_may_be_a_part_of_a_larger_one(claim):
    found = in_state.statement(Claim.State.OPEN, [claim.desk_id])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({found[0]}) AS found", found[1])
        assert cursor.fetchone() == (1,)


def test_arguments_have_no_names(claim):
    with pytest.raises(TypeError):
        of_article(article=claim.article_id)


def test_a_moment_is_told_each_time(claim, chika):
    lease = actions.take(claim=claim, by=chika)
    assert beyond(timezone.now()) == [lease]
    assert beyond(timezone.now() + timedelta(hours=1)) == []


def test_a_moment_that_is_no_argument_is_refused(db):
    with pytest.raises(ValueError, match="A moment is an argument"):
        late()


def test_an_argument_that_is_changed_on_the_way_is_refused(db):
    with pytest.raises(ValueError, match="do not reach the database as they are"):
        higher(1)


def test_what_is_prefetched_is_refused(db):
    with pytest.raises(ValueError, match="a question of its own"):
        with_evidence(1)


def test_a_question_is_planned_once_and_what_django_asks_by_itself_for_its_values(claim):
    for _ in range(3):
        of_article(claim.article_id)
        list(Claim.objects.filter(article=claim.article_id, statement="planned for this"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        kept = cursor.fetchall()
    ours = [
        plans for statement, *plans in kept if "review_lease" in statement and "$1" in statement
    ]
    assert [3, 0] in ours
    assert not any("planned for this" in statement for statement, *_ in kept)
