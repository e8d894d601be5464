"""What made a result is named with it, and a change of the rules changes the name."""

import shutil
from dataclasses import asdict

import pytest

from factcheck import extraction
from factcheck.extraction import PIPELINE
from factcheck.extraction.pipeline import fingerprint


@pytest.fixture
def rules(tmp_path):
    """The extractor's folder, to change."""
    folder = tmp_path / "extraction"
    shutil.copytree(extraction.__path__[0], folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_version_tells_the_rules(rules):
    assert asdict(PIPELINE).keys() == {"name", "version", "model"}
    assert PIPELINE.version.endswith(fingerprint(rules))


@pytest.mark.parametrize(
    "path",
    ["clauses.py", "components/tails.py", "patterns/cues.jsonl", "weights/checkworthiness.npz"],
)
def test_a_changed_rule_word_or_weight_changes_the_version(rules, path):
    before = fingerprint(rules)
    with (rules / path).open("ab") as file:
        file.write(b"\n")
    assert fingerprint(rules) != before


def test_a_renamed_rule_changes_the_version(rules):
    before = fingerprint(rules)
    (rules / "clauses.py").rename(rules / "pieces.py")
    assert fingerprint(rules) != before
