"""The one page that needs no sign-in and no roles."""

import pytest


@pytest.mark.django_db
def test_health_answers_ok_without_a_sign_in(client):
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")
