"""Views of the queue that people keep, and where “Queue” leads."""

from factcheck.queue import actions
from factcheck.queue.models import SavedView
from tests import build

ADDRESS = "view=everything&sort=due&desk=foreign"


def save(client, name="Foreign, by deadline", address=ADDRESS):
    return client.post("/queue/views/", {"name": name, "address": address}, follow=True)


def test_queue_leads_to_the_view_that_was_used_last(client, claim, chika, priya):
    client.force_login(chika)
    client.get(f"/queue/?{ADDRESS}")
    assert client.get("/queue/").url == f"/queue/?{ADDRESS}"
    client.force_login(priya)
    assert client.get("/queue/").context["selection"].view.name == "Unassigned"


def test_a_view_is_saved_under_a_name_and_counts_its_claims(client, claim, chika, priya):
    client.force_login(chika)
    page = save(client)
    assert "Saved as Foreign, by deadline." in page.text
    assert "<h1>Foreign, by deadline</h1>" in page.text
    entry = page.context["rail"]["Saved by me"][0]
    assert (entry.name, str(entry.count), entry.address) == (
        "Foreign, by deadline",
        "1",
        f"?{ADDRESS}",
    )
    client.force_login(priya)
    assert client.get("/queue/").context["rail"]["Saved by me"] == []


def test_saving_under_the_same_name_takes_the_place_of_the_old_one(client, claim, chika):
    client.force_login(chika)
    save(client)
    save(client, address="view=mine")
    assert [view.address for view in chika.saved_views.all()] == ["view=mine"]


def test_a_view_needs_a_name(client, claim, chika):
    client.force_login(chika)
    assert "Give the view a name, then save it." in save(client, name=" ").text
    assert not SavedView.objects.exists()


def test_a_view_is_renamed(client, claim, chika):
    client.force_login(chika)
    save(client)
    save(client, name="Mine first", address="view=mine")
    view = chika.saved_views.get(name="Mine first")
    client.post(f"/queue/views/{view.pk}/rename/", {"name": "Own"})
    assert sorted(chika.saved_views.values_list("name", flat=True)) == [
        "Foreign, by deadline",
        "Own",
    ]
    refused = client.post(f"/queue/views/{view.pk}/rename/", {"name": "Foreign, by deadline"})
    assert refused.status_code == 409
    assert "You have a view called Foreign, by deadline already." in refused.text


def test_a_deleted_view_comes_back_with_undo(client, claim, chika):
    client.force_login(chika)
    save(client)
    view = chika.saved_views.get()
    page = client.post(f"/queue/views/{view.pk}/delete/", follow=True)
    assert "The view Foreign, by deadline is deleted." in page.text
    assert not chika.saved_views.exists()
    undo = page.context["done"]
    client.post(undo["undo"], undo["fields"])
    assert chika.saved_views.get().address == ADDRESS


def test_nobody_touches_the_view_of_somebody_else(client, claim, chika, priya):
    view = actions.save_view(by=chika, name="Mine", address="view=mine")
    client.force_login(priya)
    assert client.post(f"/queue/views/{view.pk}/delete/").status_code == 404
    assert client.post(f"/queue/views/{view.pk}/rename/", {"name": "x"}).status_code == 404


def test_there_is_an_end_to_the_views_one_keeps(client, chika):
    for number in range(actions.VIEWS_A_PERSON):
        actions.save_view(by=chika, name=f"View {number}", address="view=mine")
    client.force_login(chika)
    response = client.post("/queue/views/", {"name": "One more", "address": "view=mine"})
    assert response.status_code == 409
    assert "Delete one, then save this one." in response.text


def test_filters_that_are_too_long_to_keep_still_filter(client, claim, chika):
    client.force_login(chika)
    address = f"view=everything&text={'ж' * 190}"
    assert client.get(f"/queue/?{address}").status_code == 200
    assert client.get("/queue/").context["selection"].view.name == "Unassigned"
    response = client.post("/queue/views/", {"name": "Long", "address": address})
    assert response.status_code == 409
    assert "too long to keep" in response.text


def test_kept_views_cost_no_query_each(client, chika, django_assert_max_num_queries):
    build.make_claim()
    client.force_login(chika)
    # The first brings a query for them all.
    actions.save_view(by=chika, name="first", address="view=mine&text=ferry")
    client.get("/queue/?view=everything")
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(12) as captured:
            client.get("/queue/?view=everything")
        counts.append(len(captured))
        for each in range(9):
            actions.save_view(by=chika, name=f"{number}{each}", address=f"view=mine&text={each}")
    assert counts[0] == counts[1]
