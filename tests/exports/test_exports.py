"""The room of exports: asking, the list, the file, a week later."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from factcheck.audit.models import Event
from factcheck.errors import Refused
from factcheck.exports import actions, making, tasks
from factcheck.exports.models import Chunk, Export
from tests import build

State = Export.State


@pytest.fixture
def ask(edda, desk):
    def ask(**changes):
        days = {"first_day": None, "last_day": None}
        return actions.ask(**{"by": edda, "desk": desk, "form": "csv", **days, **changes})

    return ask


@pytest.fixture
def page(client, edda):
    client.force_login(edda)
    return client


def test_asking_is_in_the_list_and_in_the_history(page, desk, edda):
    answer = page.post("/exports/", {"desk": desk.pk, "form": "csv"})
    assert (answer.status_code, answer.url) == (302, "/exports/")
    text = page.get("/exports/").text
    assert "Claims of the Foreign desk" in text
    assert "Waiting for a worker" in text
    assert "every 2s" in text
    event = Event.objects.get(verb="export")
    assert (event.by, event.person_id) == (edda, edda.pk)


def test_the_same_is_not_asked_for_twice_while_it_is_made(ask):
    ask()
    with pytest.raises(Refused, match="being made already"):
        ask()
    assert ask(form="xlsx").state == State.WAITING
    assert Event.objects.filter(verb="export").count() == 2


def test_an_editor_exports_no_other_desk_and_not_all(page, ask, other_desk):
    for desk, words in ((other_desk, "not on the City desk"), (None, "Only an admin")):
        with pytest.raises(Refused, match=words):
            ask(desk=desk)
    assert page.post("/exports/", {"desk": other_desk.pk, "form": "csv"}).status_code == 422
    assert page.post("/exports/", {"desk": "", "form": "csv"}).status_code == 422
    assert not Export.objects.exists()


def test_an_admin_exports_all_desks(client, ada):
    client.force_login(ada)
    assert client.post("/exports/", {"desk": "", "form": "xlsx"}).status_code == 302
    assert Export.objects.get().desk is None


def test_days_that_end_before_they_begin_are_refused_in_words(page, desk):
    days = {"first_day": "2026-04-02", "last_day": "2026-04-01"}
    answer = page.post("/exports/", {"desk": desk.pk, "form": "csv", **days})
    assert answer.status_code == 422
    assert "before the first one" in answer.text


def test_the_file_is_downloaded_whole(page, claim, make):
    export = make()
    text = page.get("/exports/").text
    assert "1 claim," in text
    assert "every 2s" not in text
    response = page.get(f"/exports/{export.pk}/file/")
    whole = b"".join(response.streaming_content)
    assert len(whole) == export.size == int(response["Content-Length"])
    assert build.QUOTE in whole.decode()
    assert response["Content-Disposition"] == 'attachment; filename="claims-foreign.csv"'


def test_nobody_else_sees_or_touches_an_export(client, claim, make, ada, desk):
    export = make()
    colleague = build.make_person(name="Else Editor", roles=["Desk editor"], desks=[desk])
    for person in (ada, colleague):
        client.force_login(person)
        assert "Claims of the Foreign desk" not in client.get("/exports/").text
        assert client.get(f"/exports/{export.pk}/file/").status_code == 404
        assert client.post(f"/exports/{export.pk}/cancel/").status_code == 404
        assert client.post(f"/exports/{export.pk}/again/").status_code == 404


def test_whoever_leaves_the_desk_loses_its_files(page, claim, make, edda, desk):
    export = make()
    edda.desks.remove(desk)
    assert page.get(f"/exports/{export.pk}/file/").status_code == 404


def test_a_cancelled_export_is_not_written_on(page, ask):
    export = ask()
    run = making._begin(export.pk)
    run.tell(done=0)
    assert page.post(f"/exports/{export.pk}/cancel/").status_code == 302
    with pytest.raises(making.Stopped):
        run.store([b"too late"])
    export.refresh_from_db()
    assert export.state == State.CANCELLED
    assert not Chunk.objects.exists()
    assert "Cancelled" in page.get("/exports/").text


def test_a_finished_export_is_not_cancelled(page, claim, make):
    answer = page.post(f"/exports/{make().pk}/cancel/")
    assert answer.status_code == 409
    assert "finished already" in answer.text


def test_the_list_alone_answers_htmx(page, ask, htmx):
    ask()
    text = page.get("/exports/", headers=htmx).text
    assert "<html" not in text
    assert 'id="exports"' in text


def test_one_is_written_at_a_time_and_the_next_waits(ask):
    first, second = ask(), ask(form="xlsx")
    assert making._begin(first.pk)
    assert not making.make(second.pk)
    second.refresh_from_db()
    assert second.state == State.WAITING
    assert making.next_waiting() == second.pk


def test_running_twice_changes_nothing(claim, make):
    export = make()
    before = b"".join(making.read(export))
    assert not making.make(export.pk)
    assert b"".join(making.read(export)) == before


def test_what_a_dead_worker_left_is_written_anew_and_nothing_twice(claim, ask):
    export = ask()
    dead = making._begin(export.pk)
    Chunk.objects.create(export=export, number=0, data=b"half of")
    assert making.lost(timezone.now() - tasks.LOST_AFTER) == []
    Export.objects.update(moved_at=timezone.now() - timedelta(minutes=4))
    assert making.lost(timezone.now() - tasks.LOST_AFTER) == [export.pk]
    assert making.make(export.pk)
    export.refresh_from_db()
    whole = b"".join(making.read(export))
    assert whole.startswith(b"\xef\xbb\xbfNumber,")
    assert whole.count(b"\r\n") == 2
    # It was not dead after all: it finds out with its next piece.
    with pytest.raises(making.Stopped):
        dead.store([b"too late"])
    assert b"".join(making.read(export)) == whole


def test_what_takes_its_worker_down_is_given_up_with_a_sentence(page, ask):
    export = ask()
    Export.objects.update(attempts=making.ATTEMPTS)
    making.make(export.pk)
    text = page.get("/exports/").text
    assert "could not be written to its end" in text
    assert "Ask again" in text


def test_asking_again_is_a_new_export(page, ask):
    making.fail(ask().pk, making.FAILED)
    page.post(f"/exports/{Export.objects.get().pk}/again/")
    assert [export.state for export in Export.objects.order_by("pk")] == ["failed", "waiting"]


def test_a_file_is_gone_after_a_week_and_its_line_stays(page, claim, make):
    export = make()
    Export.objects.update(finished_at=timezone.now() - timedelta(days=6))
    assert making.remove_old() == 0
    Export.objects.update(finished_at=timezone.now() - timedelta(days=7, minutes=1))
    tasks.remove_old_exports()
    assert not Chunk.objects.exists()
    assert page.get(f"/exports/{export.pk}/file/").status_code == 404
    assert "Removed after a week" in page.get("/exports/").text


def test_the_database_keeps_a_second_one_from_being_written(ask):
    ask()
    other = ask(form="jsonl")
    Export.objects.exclude(pk=other.pk).update(state=State.WRITING)
    with pytest.raises(IntegrityError, match="one_export_at_a_time"):
        Export.objects.filter(pk=other.pk).update(state=State.WRITING)


def test_the_list_takes_as_many_queries_however_long_it_is(
    page, ask, django_assert_max_num_queries
):
    for form in Export.Form:
        ask(form=form)
    with django_assert_max_num_queries(14):
        page.get("/exports/")
