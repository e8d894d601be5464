"""A check whose sources are public, of the newsroom, and need-to-know, each with words of its own."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pypdfium2
from django.utils import timezone

from factcheck.articles.models import Article
from factcheck.audit.actions import record
from factcheck.audit.models import Verb
from factcheck.review.models import Evidence, Query
from factcheck.sources.models import Source, SourceFile
from tests import build
from tests.reports import stories

LEVELS = ("public", "newsroom", "need-to-know")
# What tells which source it is. Each word begins with the source's level.
FACTS = ("title", "publisher", "author", "quotation", "locator", "file", "copy", "answer", "expert")
# What a sheet of every form that names sources has room for.
SHOWN = "title"


def word(level: str, fact: str) -> str:
    return f"{level.replace('-', '')}{fact}word"


def words(level: str) -> list[str]:
    return [*(word(level, fact) for fact in FACTS), f"{level}.source.example.org"]


def make_article(*, uploaded_by, desk, chika, edda) -> Article:
    """One approved claim with a source of each level, a comment, and a sign-off."""
    article = stories.make_article(uploaded_by=uploaded_by, desk=desk)
    claim = stories.make_claim(article, stories.RENTS)
    for level in LEVELS:
        cite(claim, chika, level)
    claim.comments.create(by=chika, text="commentword")
    build.make_reply(claim=claim, recorded_by=chika, outcome="declined", party="replyword")
    stories.decide(claim, chika, edda, explanation="explanationword")
    stories.dismiss_the_rest(article, chika)
    stories.sign_off(article, edda)
    return article


def cite(claim, by, level: str) -> None:
    source = Source.objects.create(
        kind="document",
        title=word(level, "title"),
        address=f"https://{level}.source.example.org/",
        publisher=word(level, "publisher"),
        author=word(level, "author"),
        confidentiality=level,
        added_by=by,
    )
    evidence = Evidence.objects.create(
        claim=claim,
        source=source,
        stance="supports",
        quotation=word(level, "quotation"),
        locator=word(level, "locator"),
        added_by=by,
    )
    query = Query.objects.create(
        claim=claim,
        asked_by=by,
        expert=word(level, "expert"),
        question="Who says so?",
        answer=word(level, "answer"),
        answered_by=by,
        answered_at=timezone.now(),
        evidence=evidence,
    )
    told = f"{word(level, 'expert')}: {word(level, 'answer')}"
    record(by=by, verb=Verb.ANSWER, claim=claim, query=query.pk, said=told)
    name = word(level, "file")
    SourceFile.objects.create(
        source=source, name=f"{name}.txt", data=name.encode(), sha256="0" * 64, uploaded_by=by
    )
    source.captures.create(
        state="captured",
        captured_at=timezone.now(),
        name="page.html",
        final_address=f"https://{level}.source.example.org/",
        data=word(level, "copy").encode(),
        text=word(level, "copy"),
        sha256="1" * 64,
    )


def told(data: bytes) -> str:
    """All that stands in a file, whatever it is packed into, with the names of its entries."""
    if data.startswith(b"%PDF"):
        return _told_by_pdf(data)
    if not is_zipfile(BytesIO(data)):
        return data.decode("utf-8", "replace")
    with ZipFile(BytesIO(data)) as file:
        entries = [f"{name}\n{told(file.read(name))}" for name in file.namelist()]
    # Words may be cut by markup in between.
    text = "\n".join(entries)
    return text + unescape(re.sub(r"<[^>]+>", "", text))


def _told_by_pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
        about = file.get_metadata_dict()
    # A line may break inside a word.
    raw = data.decode("latin-1")
    return re.sub(r"\s|\u00ad|\ufffe", "", "\n".join(pages)) + str(about) + raw
