"""The commands that extract and score, without database or broker."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

STORY = "Council sells bridge\n\nThe bridge cost 4 million euros, Mayor Jan Holm said on Monday."
KEYS = "start end quote statement claimant voice cue types checkable score reasons entities".split()


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def run(*arguments):
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_extract_prints_one_object_a_line_for_each_file(story):
    first, second = map(json.loads, run("extract", story, story).splitlines())
    assert first == second
    assert first["title"] == "Council sells bridge"
    assert first["language"] == "en"
    assert first["text"] == STORY
    assert [paragraph["role"] for paragraph in first["paragraphs"]] == ["headline", "body"]
    assert set(first["pipeline"]) == {"name", "version", "model"}


def test_extract_tells_who_wrote_it_when_and_where_each_paragraph_stands(story):
    head, body = STORY.split("\n\n")
    story.write_text(f"{head}\nBy Mia Holm\nUpdated 4 March 2024\n{body}", encoding="utf-8")
    found = json.loads(run("extract", story))
    assert (found["byline"], found["date"]) == ("Mia Holm", "2024-03-04")
    assert found["paragraphs"][3]["place"] == {"lines": [4, 4]}


def test_extract_gives_every_part_of_a_claim(story):
    found = json.loads(run("extract", story))
    claim = next(claim for claim in found["claims"] if "4 million" in claim["quote"])
    assert set(KEYS) <= set(claim)
    assert claim["claimant"] == "Jan Holm"
    assert found["text"][claim["start"] : claim["end"]] == claim["quote"]
    number = found["claims"].index(claim)
    assert [number in sentence["claims"] for sentence in found["sentences"]] == [False, True]
    (attribution,) = found["attributions"]
    assert {key: [STORY[a:b] for a, b in places] for key, places in attribution.items()} == {
        "source": ["Mayor Jan Holm"],
        "cue": ["said"],
        "content": ["The bridge cost 4 million euros"],
    }


def test_extract_can_be_read_by_people(story):
    assert "Jan Holm · indirect quote" in run("extract", story, "--format", "text")


def test_extract_reads_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert json.loads(run("extract", "-"))["text"] == STORY


@pytest.mark.parametrize("name", ["missing.txt", "picture.png", "empty.txt"])
def test_extract_refuses_bad_input_with_one_line_and_status_two(tmp_path, name):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(CommandError) as refusal:
        run("extract", tmp_path / name)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


def test_score_prints_one_number_a_line(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("Prices rose 4 percent in March.\n\nThank you all.\n", encoding="utf-8")
    figures, nothing, thanks = map(float, run("score", path).splitlines())
    assert figures > thanks >= nothing == 0


def test_score_refuses_a_missing_file(tmp_path):
    with pytest.raises(CommandError) as refusal:
        run("score", tmp_path / "missing.txt")
    assert refusal.value.returncode == 2


def test_learning_says_what_it_lacks(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "jax", None)
    for name in ("training", "tuning"):
        monkeypatch.delitem(sys.modules, f"factcheck.extraction.{name}", raising=False)
        monkeypatch.delattr(f"factcheck.extraction.{name}", raising=False)
    with pytest.raises(CommandError, match="make setup-dev") as error:
        run("train_checkworthiness", "--data", tmp_path)
    assert error.value.returncode == 2
