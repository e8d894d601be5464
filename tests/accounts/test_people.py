"""The list of people."""

from factcheck.accounts.models import User
from tests import build


def names(response):
    return [person.name for person in response.context["people"]]


def test_the_list_shows_who_is_what_and_where(client, ada, rosa):
    client.force_login(ada)
    page = client.get("/people/").text
    for words in ("Rosa Lind", rosa.email, "Reporter", "Foreign desk", "Never signed in", "Active"):
        assert words in page


def test_the_list_counts_who_is_invited_and_who_is_deactivated(client, ada):
    build.make_person(name="Nora Falk", password=None)
    build.make_person(name="Olaf Berg", is_active=False)
    client.force_login(ada)
    page = client.get("/people/").text
    assert "3 people, 1 invited, 1 deactivated." in page


def test_deactivated_people_come_last(client, ada):
    build.make_person(name="Aaron Aarts", is_active=False)
    client.force_login(ada)
    assert names(client.get("/people/")) == ["Ada Brandt", "Aaron Aarts"]


def test_search_looks_at_names_and_addresses(client, ada, rosa, chika):
    client.force_login(ada)
    assert names(client.get("/people/?q=lind")) == ["Rosa Lind"]
    assert names(client.get("/people/?q=CHIKA-OBI@")) == ["Chika Obi"]


def test_search_swaps_in_the_rows_alone(client, ada, rosa):
    client.force_login(ada)
    response = client.get("/people/?q=rosa", headers={"hx-request": "true"})
    assert "<html" not in response.text
    assert "Rosa Lind" in response.text
    assert "HX-Request" in response.headers["Vary"]


def test_a_search_that_finds_nobody_says_so(client, ada):
    client.force_login(ada)
    page = client.get("/people/?q=zzz").text
    assert "Nobody on the list is called “zzz”." in page
    assert "Show everybody" in page


def test_a_long_list_comes_in_pages(client, ada):
    for number in range(51):
        build.make_person(name=f"Writer {number:02}")
    client.force_login(ada)
    assert "Showing 1 to 50 of 52" in client.get("/people/").text
    assert len(names(client.get("/people/?page=2"))) == 2


def test_the_list_takes_the_same_queries_however_long_it_is(
    client, ada, desk, django_assert_num_queries
):
    client.force_login(ada)
    client.get("/people/")
    # The session with its reader and their roles; queries that wait; counts; how many are found; people, roles, desks,
    # second factors.
    with django_assert_num_queries(8):
        client.get("/people/")
    for number in range(20):
        build.make_person(name=f"Writer {number}", desks=[desk])
    assert User.objects.count() == 21
    with django_assert_num_queries(8):
        client.get("/people/")


def test_a_search_for_what_no_text_can_hold_finds_nobody_and_fails_nowhere(client, ada):
    client.force_login(ada)
    assert client.get("/people/?q=%00zzz").status_code == 200
