"""What the tests of exports share."""

import pytest

from factcheck.exports import making
from factcheck.exports.models import Export


@pytest.fixture
def make(edda, desk):
    """An export of the desk, written to its end, as whoever asks for it."""

    def make(**changes) -> Export:
        export = Export.objects.create(**{"by": edda, "desk": desk, "form": "csv", **changes})
        making.make(export.pk)
        export.refresh_from_db()
        return export

    return make
