"""Who speaks in a transcript."""

import pytest

from factcheck.extraction import transcripts
from factcheck.reading import read_text

STORY = """Governor speaks about the ferry

Governor Ada Holm told Radio Lund on Sunday that the ferry would sail again in May.

The transcript:

JON WEISS: The ferry sank in 2019 and 12 people died.

(BEGIN CLIP)

The harbour of Lund was empty for 40 days.

(END CLIP)

WEISS: You sold 3 other ferries in 2020.

HOLM: The council sold 2 ferries. They cost 40 million crowns.

My own party voted against it in June 2020.

WEISS: The ferry has 40 seats.

The ferry of Lund was built in 1974."""


def test_a_label_speaks_until_the_next_one(claims):
    said = {claim.quote: claim.claimant for claim in claims(STORY)}
    assert said["The ferry sank in 2019 and 12 people died."] == "Jon Weiss"
    assert said["You sold 3 other ferries in 2020."] == "Jon Weiss"
    assert said["The council sold 2 ferries."] == "Ada Holm"
    assert said["They cost 40 million crowns."] == "Ada Holm"
    assert said["My own party voted against it in June 2020."] == "Ada Holm"


def test_after_a_stage_direction_and_after_the_end_the_article_speaks(claims):
    said = {claim.quote: claim.claimant for claim in claims(STORY)}
    assert said["The harbour of Lund was empty for 40 days."] is None
    assert said["The ferry of Lund was built in 1974."] is None


def test_two_labels_make_no_transcript(claims):
    text = "NOTE: The dam broke in 2019.\n\nWARNING: The dam cost 4 million."
    assert {claim.claimant for claim in claims(text)} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "LUND: The dam broke.\n\nYSTAD: The bridge broke.\n\nVISBY: The road broke.",
        "DEAR ANNA: My dam broke.\n\nDEAR READER: Build one.\n\nDEAR ANNA: My bridge broke.",
    ],
)
def test_labels_that_name_no_speakers_make_no_transcript(text):
    manuscript = read_text(text)
    assert transcripts.labels(manuscript.text, manuscript.paragraphs) == {}
