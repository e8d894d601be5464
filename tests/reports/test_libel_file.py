"""The libel file, and the command that verifies it."""

import json
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from factcheck.articles.models import Original
from factcheck.reports.formats import FORMATS
from factcheck.reports.profiles import Profile
from factcheck.review import actions
from tests.reports import secrets, stories
from tests.reports.stories import RENTS

# The file is made of rows, though most tests only read it.
pytestmark = pytest.mark.django_db

SENT = b"As it was sent."


@pytest.fixture(scope="module")
def made() -> list[bytes]:
    """The file, once the first test has had it made: the others only read it."""
    return []


@pytest.fixture
def data(made, request) -> bytes:
    if not made:
        made.append(make(*map(request.getfixturevalue, ("rosa", "desk", "chika", "edda"))))
    return made[0]


def make(rosa, desk, chika, edda) -> bytes:
    article = secrets.make_article(uploaded_by=rosa, desk=desk, chika=chika, edda=edda)
    revision = article.revisions.get()
    name = "../../draft\u202e.docx"
    Original.objects.create(
        revision=revision, name=name, data=SENT, sha256=sha256(SENT).hexdigest()
    )
    return b"".join(FORMATS["zip"].write(article, Profile.LEGAL))


@pytest.fixture
def path(tmp_path, data):
    path = tmp_path / "libel.zip"
    path.write_bytes(data)
    return path


def rewritten(path, change):
    """The same zip with its entries, a list of names and bytes, changed."""
    with ZipFile(path) as file:
        entries = [(name, file.read(name)) for name in file.namelist()]
    with ZipFile(path, "w") as file:
        for name, data in change(entries):
            file.writestr(name, data)


def verify(path) -> str:
    printed = StringIO()
    call_command("verify_libel_file", str(path), stdout=printed)
    return printed.getvalue()


def trouble(path) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("verify_libel_file", str(path), stdout=StringIO())
    assert caught.value.returncode == 2
    return str(caught.value).removeprefix(f"{path}: ")


def entry(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as file:
        return file.read(name)


def test_it_holds_all_that_stands_behind_the_article(data):
    with ZipFile(BytesIO(data)) as file:
        names = file.namelist()
        assert file.testzip() is None
    folders = {name.split("/")[0] for name in names}
    assert folders == {
        "README.txt",
        "report.pdf",
        "report.xlsx",
        "report.json",
        "decisions.json",
        "sign-offs.json",
        "audit-trail.jsonl",
        "revision",
        "captures",
        "documents",
        "manifest.json",
    }
    assert sum(name.startswith("captures/") for name in names) == 2
    assert entry(data, "revision/text.txt").decode() == stories.TEXT


def test_a_file_of_any_name_stays_in_its_folder(data):
    assert entry(data, "revision/original/draft.docx") == SENT


def test_the_manifest_states_size_and_hash_of_every_other_entry(data):
    manifest = json.loads(entry(data, "manifest.json"))
    told = {row["path"]: (row["size"], row["sha256"]) for row in manifest["files"]}
    with ZipFile(BytesIO(data)) as file:
        found = {name: file.read(name) for name in file.namelist() if name != "manifest.json"}
    assert told == {name: (len(b), sha256(b).hexdigest()) for name, b in found.items()}
    assert (manifest["schema"], manifest["revision"]) == ("factcheck-libel-file/1", 1)


def test_decisions_tell_returned_verdicts_too(article, chika, edda):
    claim = stories.make_claim(article, RENTS)
    stories.decide(claim, chika, None, "Wrong", explanation="First try.")
    verdict = claim.verdicts.get()
    actions.return_verdict(claim=claim, by=edda, verdict_id=verdict.pk, reason="Which table?")
    stories.decide(claim, chika, edda, explanation="Second try.")
    data = b"".join(FORMATS["zip"].write(article, Profile.LEGAL))
    first, second = json.loads(entry(data, "decisions.json"))
    assert (first["rating"], first["explanation"]) == ("Wrong", "First try.")
    assert (first["ended"]["by"], first["ended"]["because"]) == ("Edda Voss", "Which table?")
    assert (second["ended"], second["approvals"][0]["by"]) == (None, "Edda Voss")


def test_sign_offs_tell_what_was_withdrawn(article, chika, edda):
    stories.dismiss_the_rest(article, chika)
    stories.sign_off(article, edda)
    actions.withdraw_sign_off(article=article, by=edda, reason="A letter came.")
    article.refresh_from_db()
    data = b"".join(FORMATS["zip"].write(article, Profile.LEGAL))
    (signed,) = json.loads(entry(data, "sign-offs.json"))
    assert (signed["by"], signed["revision"]) == ("Edda Voss", 1)
    assert signed["withdrawn"]["because"] == "A letter came."


def test_the_audit_trail_is_in_the_order_of_events(data):
    steps = [json.loads(line) for line in entry(data, "audit-trail.jsonl").splitlines()]
    keys = [step["event"] for step in steps]
    assert keys == sorted(keys)
    assert steps[-1]["what"] == "signed the article off"
    assert {step["claim"] for step in steps} == {None, 1}


def test_a_whole_file_is_verified_with_its_own_fingerprint(path, data):
    told = verify(path)
    assert "each as the manifest says" in told
    assert sha256(data).hexdigest() in told


def test_a_changed_entry_is_named(path):
    rewritten(path, lambda entries: [(n, d + b"!" * (n == "report.json")) for n, d in entries])
    assert trouble(path) == "report.json is not what the manifest says."


def test_an_entry_changed_without_its_length_is_named(path):
    def change(entries):
        return [
            (n, d.replace(b"rose", b"fell") if n.endswith("text.txt") else d) for n, d in entries
        ]

    rewritten(path, change)
    assert trouble(path) == "revision/text.txt is not what the manifest says."


def test_a_missing_entry_is_named(path):
    rewritten(path, lambda entries: [row for row in entries if row[0] != "sign-offs.json"])
    assert trouble(path) == "sign-offs.json is missing."


def test_an_added_entry_is_named(path):
    rewritten(path, lambda entries: [*entries, ("captures/99-letter.html", b"Forged.")])
    assert trouble(path) == "captures/99-letter.html was added."


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["README.txt", "manifest.json"])
def test_an_entry_that_is_there_twice_is_named(path, name):
    rewritten(path, lambda entries: [row for e in entries for row in [e] * (1 + (e[0] == name))])
    assert trouble(path) == f"{name} was added."


def test_a_file_without_a_manifest_is_no_libel_file(path):
    rewritten(path, lambda entries: [row for row in entries if row[0] != "manifest.json"])
    assert trouble(path) == "manifest.json is missing: this is no libel file."


@pytest.mark.parametrize(
    "manifest", [b"{", b"[]", b'{"files": [1]}', b'{"files": [{"path": "x", "size": 1}]}']
)
def test_a_damaged_manifest_is_named(path, manifest):
    def change(entries):
        return [(n, manifest if n == "manifest.json" else d) for n, d in entries]

    rewritten(path, change)
    assert trouble(path) == "manifest.json is damaged."


def test_a_damaged_zip_is_an_error(path, data):
    path.write_bytes(data[: len(data) // 2])
    assert "no zip file" in trouble(path)
    path.unlink()
    assert trouble(path) == "No such file or directory."


def test_one_flipped_bit_of_an_entry_is_found(path, data):
    at = data.index(b"report.pdf") + 400
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert trouble(path) == "report.pdf is not what the manifest says."
