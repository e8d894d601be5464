"""What each profile keeps to itself, looked for in the bytes of each form."""

import pytest

from factcheck.accounts.models import User
from factcheck.reports.formats import FORMATS
from factcheck.reports.profiles import Profile
from tests.reports import secrets

# Which levels of confidentiality a profile never names.
HIDDEN = {
    Profile.INTERNAL: {"need-to-know"},
    Profile.LEGAL: {"need-to-know"},
    Profile.PUBLIC: {"need-to-know", "newsroom"},
}
# The vocabulary of reviews has verdicts and their author, and nothing they rest on.
WITHOUT_SOURCES = {"claimreview"}
MADE = [(form, profile) for form in FORMATS.values() for profile in form.profiles]
NAMES = [f"{form.name}-{profile}" for form, profile in MADE]


@pytest.fixture
def article(rosa, desk, chika, edda):
    return secrets.make_article(uploaded_by=rosa, desk=desk, chika=chika, edda=edda)


def told(form, profile, article):
    return secrets.told(b"".join(form.write(article, profile)))


@pytest.mark.parametrize(("form", "profile"), MADE, ids=NAMES)
def test_each_form_names_the_sources_that_its_profile_may_and_no_other(article, form, profile):
    text = told(form, profile, article)
    leaked = [w for level in HIDDEN[profile] for w in secrets.words(level) if w in text]
    assert leaked == []
    named = [level for level in secrets.LEVELS if secrets.word(level, secrets.SHOWN) in text]
    may = [level for level in secrets.LEVELS if level not in HIDDEN[profile]]
    assert named == (may if form.name not in WITHOUT_SOURCES else [])


@pytest.mark.parametrize(
    "form",
    [form for form in FORMATS.values() if Profile.PUBLIC in form.profiles],
    ids=lambda form: form.name,
)
def test_a_public_report_names_no_colleague_and_tells_nothing_they_said(article, form):
    text = told(form, Profile.PUBLIC, article)
    names = list(User.objects.values_list("name", flat=True))
    assert len(names) >= 3
    private = [*names, *(name.replace(" ", "") for name in names), "commentword", "replyword"]
    assert [word for word in private if word in text] == []


@pytest.mark.parametrize("page", ["report/", "report/manuscript/", "report/table/"])
@pytest.mark.parametrize("profile", [Profile.INTERNAL, Profile.PUBLIC])
def test_the_pages_leak_nothing_either(article, client, chika, profile, page):
    # Chika is named on the need-to-know source; the page is for everybody.
    client.force_login(chika)
    text = client.get(f"/articles/{article.pk}/{page}?profile={profile}").text
    assert [w for level in HIDDEN[profile] for w in secrets.words(level) if w in text] == []
    assert secrets.word("public", "title") in text
    sheet = text[text.index("<main") :]
    assert ("Edda Voss" in sheet) == (profile == Profile.INTERNAL)


def test_the_libel_file_holds_copies_and_documents_of_named_sources_alone(article):
    text = told(FORMATS["zip"], Profile.LEGAL, article)
    for fact in ("copy", "file", "quotation", "answer", "expert"):
        assert secrets.word("newsroom", fact) in text
    assert "A need-to-know source" in text
