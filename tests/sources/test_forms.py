"""What a form of a source says of what was typed."""

import pytest

from factcheck.review.forms.evidence import EvidenceForm
from factcheck.sources.forms import SourceForm


@pytest.mark.parametrize("address", ["no address", "ftp://files.example.org/table.csv"])
@pytest.mark.parametrize("kind", [SourceForm, EvidenceForm])
def test_a_bad_address_is_told_once(db, chika, kind, address):
    form = kind({"address": address}, by=chika)
    assert form.errors["address"] == ["This is no web address. It begins with https:// or http://."]
