"""The report as an annotated galley on paper: a tagged PDF (PDF/UA-1), set by galley.typ.

The template gets the report as JSON and treats every word as a word, so nothing that somebody
wrote can become markup.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from lxml import etree  # type: ignore[import-untyped]

from factcheck.articles import galley
from factcheck.reports import letters
from factcheck.reports.found import Printed
from factcheck.reports.ledger import Report
from factcheck.reports.letters import Letters
from factcheck.reports.notes import Aside, Cited, Note, Ruling

TEMPLATE = Path(__file__).with_name("galley.typ")
# How many documents typst keeps in memory what nobody asks for.
FORGETS_AFTER = 11
# About how many points a page has, and how tall are a line of text and one of a note.
PAGE, TEXT_LINE, NOTE_LINE = 700, 16, 11
LETTERS_A_LINE = 50
# So far the notes may run ahead of the text before the text waits for them.
AHEAD = 240
# A taller note may go over the end of a page; others stay in one piece.
TALL_NOTE = 250
LONGEST_ADDRESS = 72
# At the head of the following pages.
LONGEST_TITLE = 80
# Keeps what is written from right to left from turning what stands beside it.
ISOLATED = "\u2068{}\u2069"
KANA, HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7a3]")

type Json = dict[str, Any]


def parts(report: Report) -> Iterator[bytes]:
    """The whole file at once: a PDF tells at its end where everything stands."""
    sheet = json.dumps(_Sheet(report).as_json(), ensure_ascii=False)
    try:
        pdf = _compiler(sheet=sheet).compile(
            format="pdf", pdf_standards="ua-1", timestamp=int(report.made_at.timestamp())
        )
    finally:
        _forget()
    assert isinstance(pdf, bytes)
    return iter((pdf,))


def _compiler(**inputs: str) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=letters.fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


def _forget() -> None:
    """Empty typst's memory of what it has set: ten reports of 200 claims would fill 800 MB.

    It lets go of what the last few documents did not use, so here come as many of one letter.
    """
    compiler = _compiler()
    for _ in range(FORGETS_AFTER):
        compiler.compile(b"a", format="svg")


@cache
def _symbols() -> dict[str, str]:
    """The marks of the house, from the same sprite as on the pages: name to drawing."""
    sprite = etree.fromstring(render_to_string("shared/sprite.html").strip())
    return {
        symbol.get("id").removeprefix("s-"): "".join(
            etree.tostring(shape, encoding="unicode") for shape in symbol
        )
        for symbol in sprite.iter("{*}symbol")
    }


@dataclass
class _Stretch:
    """Paragraphs with their notes beside them, as tall as one can tell before setting."""

    blocks: list[galley.Block[Note, Printed]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        texts = ("".join(run.text for run in block.runs) for block in self.blocks)
        text = sum(_lines(words, "") * TEXT_LINE for words in texts)
        notes = sum(map(_height, self.notes))
        return max(text, notes) > PAGE or notes - text > AHEAD


class _Sheet:
    """Turns one report into what the template reads, and looks at each word on the way."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.letters = Letters()
        self.language = report.revision.language or "und"
        self.linked = {mark.claim.number for block in report.blocks for mark in block.marks}

    def as_json(self) -> Json:
        report, head = self.report, self.report.head
        headline = head.headline
        sheet = {
            "scripts": letters.scripts(),
            "symbols": _symbols(),
            "kind": f"Verdict report, {report.profile.label.lower()}",
            "desk": self._inline(report.article.desk.name),
            "revision": report.revision.number,
            "sign_off": self._inline(report.sign_off),
            "as_of": _moment(report.made_at),
            "title": " ".join(str(report.article).split()),
            "short_title": self._inline(_cut(str(report.article), LONGEST_TITLE)),
            "headline": self._block(headline) if headline else self._plain(str(report.article)),
            "standfirsts": [self._block(block) for block in head.standfirsts],
            "byline": self._byline(),
            "checked_by": self._inline(report.checked_by),
            "blocked_by": [str(reason) for reason in report.blocked_by],
            "totals": [
                {
                    "name": self._inline(total.name),
                    "count": f"{total.count:,}",
                    "symbol": total.symbol,
                    "colour": total.colour,
                }
                for total in report.totals
            ],
            "stretches": self._stretches(),
            "has_notes": bool(report.notes),
            "has_brackets": report.has_brackets,
            "dismissed": [
                {"words": self._plain(row.words), "why": self._aside(row.dismissal)}
                for row in report.dismissed
            ],
            "counts": f"{report.claims_in_words} {report.sentences_in_words}",
            "scales": [self._inline(str(scale)) for scale in report.scales],
            "fingerprint": " ".join(re.findall(".{8}", report.fingerprint)),
            "short_fingerprint": report.short_fingerprint,
        }
        # Last: only now every word has been looked at.
        return {**sheet, "unknown": self.letters.named()}

    def _byline(self) -> Json | None:
        block, names = self.report.head.byline, self.report.revision.byline
        if block:
            return self._block(block)
        return self._plain(f"By {names}") if names else None

    def _stretches(self) -> list[Json]:
        """The text below the head, cut where a page's worth of it or of its notes is full."""
        head = self.report.head
        above = [block for block in (head.headline, *head.standfirsts, head.byline) if block]
        stretches = [_Stretch(notes=[mark.claim for block in above for mark in block.marks])]
        for block in self.report.body:
            if stretches[-1].blocks and stretches[-1].is_full:
                stretches.append(_Stretch())
            stretches[-1].blocks.append(block)
            stretches[-1].notes += [mark.claim for mark in block.marks]
        # What no paragraph holds has a note all the same.
        stretches[-1].notes += [n for n in self.report.notes if n.number not in self.linked]
        return [
            {
                "blocks": [
                    {"role": str(block.paragraph.role), "words": self._block(block)}
                    for block in stretch.blocks
                ],
                "notes": [self._note(note) for note in stretch.notes],
                "is_first": stretch is stretches[0],
                "is_last": stretch is stretches[-1],
            }
            for stretch in stretches
        ]

    def _note(self, note: Note) -> Json:
        verdict, dismissal = note.verdict, note.dismissal
        explained = verdict.explanation if verdict else dismissal.note if dismissal else ""
        sources = [self._source(cited) for cited in note.evidence] if note.is_decided else []
        told = {
            "number": note.number,
            "linked": note.number in self.linked,
            "symbol": note.symbol if note.is_decided else note.state.value,
            "colour": note.colour,
            "label": self._inline(_label(note)),
            "words": self._plain(explained if note.is_decided else note.claim.statement),
            "should_read": self._plain(verdict.should_read) if verdict else self._plain(""),
            "sources": sources,
            "by": self._inline(_by(verdict or dismissal)),
        }
        return {**told, "is_long": _height(note) > TALL_NOTE}

    def _source(self, cited: Cited) -> Json:
        return {
            "stance": cited.stance,
            "stance_words": cited.stance_words,
            "title": self._inline(cited.title),
            "locator": self._inline(cited.locator),
            "quotation": self._plain(cited.quotation),
            "link": iri_to_uri(cited.link),
            "address": self._inline(_short(cited.link)),
        }

    def _aside(self, aside: Aside) -> str:
        return self._inline(f"{aside.words.removesuffix('.')}. {_by(aside)}")

    def _block(self, block: galley.Block[Note, Printed]) -> Json:
        runs = [self._run(run) for run in block.runs]
        return {"runs": runs, **self._language_of("".join(run.text for run in block.runs))}

    def _run(self, run: galley.Run[Note, Printed]) -> Json:
        note, sentence = run.claim, run.sentence
        return {
            "text": self.letters.shown(run.text),
            "symbol": note.symbol if note else "",
            "colour": note.colour if note else "",
            "is_dismissed": bool(sentence and sentence.pk in self.report.asides),
            "is_bare": bool(sentence and sentence.pk not in self.report.asides),
            "ends": [
                {
                    "number": mark.claim.number,
                    "symbol": mark.claim.symbol,
                    "colour": mark.claim.colour,
                    "label": mark.claim.label,
                }
                for mark in run.ends
            ],
        }

    def _plain(self, text: str) -> Json:
        """Words that fill a paragraph of their own."""
        return {"text": self.letters.shown(text), **self._language_of(text)}

    def _inline(self, text: str) -> str:
        """Words that share a line with others."""
        shown = " ".join(self.letters.shown(text).split("\n"))
        return shown if shown.isascii() else ISOLATED.format(shown)

    def _language_of(self, text: str) -> Json:
        is_kana, is_hangul = KANA.search(text), HANGUL.search(text)
        # Han letters alone say no more than Chinese; their shapes are then the simplified ones.
        han = "JP" if is_kana else "KR" if is_hangul else "SC"
        language = "ja" if is_kana else "ko" if is_hangul else self.language
        return {"dir": letters.direction(text), "han": han, "lang": language}


def _height(note: Note) -> int:
    ruling = note.verdict or note.dismissal
    words = [note.claim.statement]
    if isinstance(ruling, Ruling):
        words = [ruling.explanation, ruling.should_read]
    elif ruling:
        words = [ruling.note]
    # As `_note` prints them: what is open has none.
    cited = note.evidence if note.is_decided else ()
    sources = [f"{c.title}{c.locator}{_short(c.link)}" for c in cited]
    return _lines("", *words, *sources, "") * NOTE_LINE


def _lines(*paragraphs: str) -> int:
    return sum(len(words) // LETTERS_A_LINE + 1 for words in paragraphs)


def _label(note: Note) -> str:
    if note.dismissal:
        return f"Dismissed: {note.dismissal.reason_words.lower()}"
    return note.label if note.verdict else note.state.label


def _by(decision: Ruling | Aside | None) -> str:
    if not decision:
        return ""
    approvals = decision.approvals if isinstance(decision, Ruling) else ()
    names = " and ".join(approval.by for approval in approvals if approval.by)
    approved = f", approved by {names}" if names else ""
    day = _day(max([decision.at, *(approval.at for approval in approvals)]))
    return f"{decision.by}{approved}, {day}" if decision.by else day


def _short(address: str) -> str:
    """An address as people write it; the link itself has all of it."""
    plain = address.split("://", 1)[-1].removesuffix("/")
    return _cut(plain, LONGEST_ADDRESS)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def _day(moment: datetime) -> str:
    at = timezone.localtime(moment)
    return f"{at.day}\u00a0{at:%b}\u00a0{at.year}"


def _moment(moment: datetime) -> str:
    at = timezone.localtime(moment)
    return f"{at.day} {at:%B %Y, %H:%M}"
