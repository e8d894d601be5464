"""The report as a PDF: what it says, that it can be heard as well as seen, and which letters it has."""

import ctypes
import random
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from django.utils import timezone
from pypdfium2 import raw

from factcheck.reports import as_pdf, ledger, letters
from factcheck.reports.letters import UNKNOWN, Letters
from factcheck.reports.profiles import Profile
from factcheck.review.models import Approval, Dismissal, Evidence, Rating, SignOff, Verdict
from tests.reports import golden_files, stories
from tests.reports.stories import BERTHS, DUG, RENTS

WORD_JOINER = "\u2060"
AT = datetime(2026, 11, 22, 17, 48, 3, tzinfo=UTC)
HEADLINE = (
    "Порт повышает арендную плату: το λιμάνι αυξάνει τα ενοίκια, "
    "الميناء يرفع الإيجارات في المدينة القديمة، 港が賃料を引き上げる "
)
HEADLINE += "and nobody on the quay has asked for it " * 5
HEADLINE = HEADLINE[:300].strip()
MARKUP = '#emph[one] *two* $x$ \\ #read("/etc/passwd") <b>three</b> @four // five /* six */ `seven`'


@pytest.fixture
def checked(article, chika, edda):
    """One claim of every outcome: approved, proposed, dismissed, open."""
    rents = stories.make_claim(article, RENTS)
    stories.add_evidence(rents, chika)
    stories.decide(rents, chika, edda, "Wrong", should_read="8 percent")
    stories.decide(stories.make_claim(article, "9 percent"), chika, None, explanation="A guess")
    return article


def made(article, profile=Profile.INTERNAL):
    """The file, as if all of it had been done at one moment."""
    report = replace(ledger.collect(article, profile=profile), made_at=AT)
    with timezone.override(UTC):
        return b"".join(as_pdf.parts(report))


def pages_of(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def text_of(pdf):
    """The words, with the line breaks of the page and those of the lines alike."""
    return " ".join(" ".join(pages_of(pdf)).replace(WORD_JOINER, "").split())


def fonts_of(pdf):
    """Each font on the pages, and whether the file brings it along."""
    found = {}
    for page in pypdfium2.PdfDocument(pdf):
        for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(drawn.raw)
            name = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, name, 200)
            found[name.value.decode()] = raw.FPDFFont_GetIsEmbedded(font)
    return found


def tags_of(pdf):
    """How often each sort of element stands in the structure that screen readers follow."""
    return Counter(re.findall(rb"/Type/StructElem/S/(\w+)", pdf))


def test_it_says_what_the_report_says(checked, chika, edda):
    text = text_of(made(checked))
    for said in (
        "Verdict report, internal",
        "Foreign desk, revision 1",
        "Not signed off",
        "As of 22 November 2026, 17:48.",
        "Harbour rents rise",
        "What blocks it:",
        "Wrong",
        "The council’s table says so.",
        "Should read: 8 percent",
        "Rent table, p. 2. example.org/rents",
        "Chika Obi, approved by Edda Voss",
        "Not checked: boilerplate",
        "In review",
        "Desk scale, version 1",
        "Page 1 of 1",
    ):
        assert said in text
    assert "A guess" not in text
    assert stories.fingerprint(checked) in text.replace(" ", "")


def test_it_is_as_it_always_was(article, checked, chika, edda):
    stories.decide_the_rest(checked, chika, edda)
    for model, field in (
        (Approval, "at"),
        (Dismissal, "at"),
        (SignOff, "at"),
        (Evidence, "added_at"),
    ):
        model.objects.update(**{field: AT})
    Verdict.objects.update(proposed_at=AT)
    lines = "\n".join(pages_of(made(article))).replace("\r\n", "\n")
    golden_files.check("galley.txt", lines)


def test_the_same_report_gives_the_same_bytes(checked):
    assert made(checked) == made(checked)


def test_it_is_tagged_for_those_who_listen(checked):
    pdf = made(checked)
    document = pypdfium2.PdfDocument(pdf)
    assert raw.FPDFCatalog_IsTagged(document.raw)
    assert b"/MarkInfo<</Marked true" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(en)" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert document.get_metadata_dict()["Title"] == "Harbour rents rise"
    assert b"/DisplayDocTitle true" in pdf
    tags = tags_of(pdf)
    assert tags[b"H1"] == 1
    assert tags[b"H2"] >= 2
    # From each claim to its note and back, and to the source.
    assert tags[b"Link"] == 5
    # The symbols in the text and those of the stances say what they mean.
    alternatives = re.findall(rb"/Alt\((.*?)\)", pdf)
    assert {b"Wrong", b"Still open", b"Supports"} <= set(alternatives)


def test_a_source_with_an_address_is_a_link(checked):
    assert b"(https://example.org/rents)" in made(checked)


def test_every_font_is_inside(checked):
    fonts = fonts_of(made(checked))
    assert {name.split("+")[-1].split("-")[0] for name in fonts} == {
        "SourceSerif4Roman",
        "NotoSans",
    }
    assert set(fonts.values()) == {1}


def test_a_headline_of_300_letters_in_four_scripts(rosa, desk):
    article = stories.make_article(
        uploaded_by=rosa,
        desk=desk,
        title=HEADLINE,
        text=f"{HEADLINE}\nIt rained.",
        roles=["headline", "body"],
    )
    pdf = made(article)
    fonts = fonts_of(pdf)
    assert set(fonts.values()) == {1}
    assert {"SourceSerif4Roman", "NotoSansArabic", "NotoSansCJKjp"} <= {
        name.split("+")[-1].split("-")[0] for name in fonts
    }
    assert "fonts of this report lack" not in text_of(pdf)
    # What can be copied from the page is what stands in the text, in whichever order it is drawn.
    kept = Counter(letter for letter in unicodedata.normalize("NFKC", text_of(pdf)))
    wanted = Counter(letter for letter in HEADLINE if letter.isalnum())
    assert [letter for letter in wanted if kept[letter] < wanted[letter]] == []


def test_what_no_font_has_is_named(rosa, desk):
    article = stories.make_article(
        uploaded_by=rosa, desk=desk, text="The tablet reads 𒀀.", roles=["body"]
    )
    text = text_of(made(article))
    assert "U+12000 CUNEIFORM SIGN A" in text
    assert f"The tablet reads {UNKNOWN}." in text


@pytest.mark.parametrize("seed", range(3))
def test_any_letters_make_a_valid_file(rosa, desk, seed):
    """The standard refuses a file with a letter that is not drawn, so this would raise."""
    pick = random.Random(seed)
    letter = [
        chr(code)
        for code in range(1, 0x30000)
        if unicodedata.category(chr(code)) not in ("Cs", "Cc")
    ]
    text = "".join(pick.choices(letter, k=2_000))
    article = stories.make_article(
        uploaded_by=rosa, desk=desk, title=text[:200], text=text.replace("\n", " "), roles=["body"]
    )
    assert made(article).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łódź, Ελλάδα, Київ, عربي, עברית, हिन्दी, ไทย, 한국어, 日本, 中国", None),
        ("👨\u200d👩\u200d👧 🇫🇷 👍🏽 ✓ → ≠", None),
        ("e\u0301", "é"),
        ("\ufeffa\tb\u2028c", "a b\nc"),
        ("a\u20e7b", f"a{UNKNOWN}b"),
        ("ꮳ", UNKNOWN),
    ],
)
def test_letters_are_kept_where_a_font_has_them(text, shown):
    assert Letters().shown(text) == (shown or text)


def test_plain_english_opens_one_font():
    letters._letters_of.cache_clear()
    letters._home.cache_clear()
    Letters().shown("“Rents rose,” said Łucja Ångström.")
    assert letters._letters_of.cache_info().currsize == 1


def test_what_people_type_stays_text(article, chika, edda):
    claim = stories.make_claim(article, DUG)
    stories.add_evidence(claim, chika, description=MARKUP, locator=MARKUP)
    stories.decide(claim, chika, edda, explanation=MARKUP, should_read=MARKUP)
    text = text_of(made(article)).replace(" ", "").replace("\ufffe", "")
    assert text.count(MARKUP.replace(" ", "")) == 4


def test_an_article_without_claims(article):
    text = text_of(made(article))
    assert "No claims were found in this text." in text
    assert "0 of 4 sentences accounted for" in text
    assert "[Nobody smiled.]" in text


def test_two_hundred_claims_half_of_them_open(rosa, desk, chika):
    lines = [f"Berth {number} holds {number} boats." for number in range(200)]
    article = stories.make_article(
        uploaded_by=rosa, desk=desk, text="\n".join(lines), roles=["body"] * 200
    )
    for line in lines:
        stories.make_claim(article, line)
    report = ledger.collect(article)
    wrong = Rating.objects.get(name="Wrong")
    ruled = [ruling(note, wrong) if note.number % 2 else note for note in report.notes]
    pdf = b"".join(as_pdf.parts(replace(report, notes=ruled)))
    text = text_of(pdf)
    assert "100 of 200 claims decided. 100 are still open." in text
    assert text.count("The count says so.") == 100
    assert [f"Berth {n} holds {n} boats." in text for n in range(200)] == [True] * 200
    # From each claim to its note and back.
    assert tags_of(pdf)[b"Link"] == 400


def ruling(note, rating):
    verdict = as_pdf.Ruling(rating, "The count says so.", "", "Chika Obi", AT)
    claim = replace(note.claim, state="approved")
    return replace(note, claim=claim, verdict=verdict)


def test_a_public_report_names_no_colleague(checked):
    text = text_of(made(checked, Profile.PUBLIC))
    assert "Verdict report, public" in text
    assert [name for name in ("Chika", "Edda", "What blocks it") if name in text] == []


def test_a_very_long_note_goes_over_pages_and_loses_nothing(article, chika, edda):
    claim = stories.make_claim(article, BERTHS)
    words = " ".join(f"word{number}" for number in range(1_500))
    stories.decide(claim, chika, edda, explanation=words)
    pdf = made(article)
    found = set(re.findall(r"word\d+", text_of(pdf)))
    assert len(found) == 1_500
    assert len(pypdfium2.PdfDocument(pdf)) >= 3
