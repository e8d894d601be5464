"""The Word manuscript that goes back to the writer: highlights in place, verdicts as comments.

A reporter's own .docx is opened as it was sent and keeps its text, its formatting and its
properties. Any other upload is set anew from its paragraphs, and so is what goes to the public: a
file can hold older versions and remarks that nobody meant to print.
"""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import count

from django.db.models import QuerySet
from django.utils import timezone
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml import etree  # type: ignore[import-untyped]

from factcheck import reading
from factcheck.articles.models import Claim, Original, Paragraph
from factcheck.compiled import compiled
from factcheck.reading import places, word
from factcheck.reading.manuscript import Place
from factcheck.reports import letters
from factcheck.reports.ledger import Report
from factcheck.reports.notes import Cited, Note

# Who speaks where no colleague does.
DESK = "Factcheck"
# As on the galley, a line's shape tells the rating, so that it is told in black and white too.
LINES = {
    "tick": (WD_UNDERLINE.DOTTED_HEAVY, "dotted line"),
    "tick-attributed": (WD_UNDERLINE.DOTTED_HEAVY, "dotted line"),
    "caret": (WD_UNDERLINE.THICK, "thick line"),
    "tilde": (WD_UNDERLINE.WAVY_HEAVY, "wavy line"),
    "question": (WD_UNDERLINE.DASH_HEAVY, "dashed line"),
    "cross": (WD_UNDERLINE.DOUBLE, "double line"),
    "dash": (WD_UNDERLINE.DOTTED, "fine dots"),
    "dismissed": (WD_UNDERLINE.DOTTED, "fine dots"),
}
THIN_LINE = (WD_UNDERLINE.SINGLE, "thin line")
# The colour of the line, and of the highlight behind the words: those of static/css/tokens.css.
COLOURS = {
    "ok": ("1F6A3D", "E4EFE4"),
    "change": ("7A5600", "F6ECD2"),
    "context": ("984311", "F8E6DA"),
    "unsure": ("4B5A68", "DDE8F4"),
    "wrong": ("AB2318", "F7E4DF"),
}
GREY = ("676257", "EFECE4")
# What comes after a highlight, and after a line, among the properties of a run; Word insists on
# their order.
AFTER_SHADING = frozenset(
    qn(f"w:{name}")
    for name in (
        "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ).split()
)
AFTER_LINE = AFTER_SHADING | {qn("w:effect"), qn("w:bdr"), qn("w:shd")}
STYLES = {
    reading.Role.HEADLINE: "Title",
    reading.Role.STANDFIRST: "Subtitle",
    reading.Role.SUBHEAD: "Heading 2",
    reading.Role.CAPTION: "Caption",
}
# In points, of a manuscript set anew. A headline of 300 letters takes half a page, not all of it.
SIZES = {"Normal": 12, "Title": 20, "Subtitle": 14, "Heading 2": 14, "Caption": 11}
ROOM_BETWEEN_LINES = 1.4
LONGEST_PROPERTY = 255
# How the words of a comment look.
PLAIN, BOLD, LINED = "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:u w:val="single"/></w:rPr>'
COMMENT_STYLE = '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
# The sign with which the first paragraph of a comment begins.
REFERENCE = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
# In the text: where the words of a comment begin and end, and its sign.
BEGIN, END, SIGN = (
    parse_xml(xml)
    for xml in (
        f"<w:commentRangeStart {nsdecls('w')}/>",
        f"<w:commentRangeEnd {nsdecls('w')}/>",
        f"""<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>
        <w:commentReference/></w:r>""",
    )
)
ID, LINE, SHADING, KEEP_SPACE = qn("w:id"), qn("w:u"), qn("w:shd"), qn("xml:space")
BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
BREAK = re.compile("[\t\n\r]")
# XML 1.0 has no place for these.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parts(report: Report) -> Iterator[bytes]:
    """The whole file at once: a zip is put together from its parts at the end."""
    written = io.BytesIO()
    manuscript(report).save(written)
    return iter((written.getvalue(),))


def manuscript(report: Report) -> WordDocument:
    """The document before it is written."""
    original = None if report.profile.is_public else _original(report)
    made = _Manuscript(report, original)
    made.say_what_this_is()
    for note in report.notes:
        made.comment_on(note)
    made.write_comments()
    return made.document


def _original(report: Report) -> WordDocument | None:
    """The very file that the reporter sent, if Word can open it."""
    for sent in _sent(report.revision.pk):
        return word.opened(bytes(sent.data))
    return None


@compiled
def _sent(revision: int) -> QuerySet[Original]:
    written = Original.objects.in_use().filter(revision=revision, name__iendswith=".docx")
    return written.exclude(data=b"").order_by("pk")[:1]


def _properties(document: WordDocument) -> CoreProperties:
    """What the file says of itself.

    LibreOffice files it under a name of its own. Beside that a second one would be written, and
    Word takes no file in which two parts have one name.
    """
    for relation in document.part.package.rels.values():
        if relation.reltype.endswith("/metadata/core-properties"):
            relation._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES
    return document.core_properties


@dataclass(frozen=True)
class _Stretch:
    """Where a part of the text stands in the document: letters of one paragraph."""

    start: int
    end: int
    paragraph: etree._Element
    # For each character of the text, and its end, the letter of the paragraph.
    origins: list[int]


class _Manuscript:
    """A document, and the way from the text of the revision to its runs."""

    def __init__(self, report: Report, original: WordDocument | None) -> None:
        self.report = report
        self.document = original or _set_anew(report)
        self.stretches = list(_stretches(report, self.document, is_new=original is None))
        # Those that the reporter's file had come first.
        self.comments = self.document.comments
        taken = (comment.comment_id for comment in self.comments)
        self.numbers = count(max(taken, default=-1) + 1)
        self.written: list[str] = []

    def say_what_this_is(self) -> None:
        """The head of the report, in a first comment and in the file's properties.

        Neither moves a word of the reporter's.
        """
        report = self.report
        at = timezone.localtime(report.made_at)
        head = [
            f"Verdict report, {report.profile.label.lower()}. "
            f"{report.article.desk.name}, revision {report.revision.number}.",
            f"{report.sign_off}. As of {at.day} {at:%B %Y, %H:%M}.",
            *(str(reason) for reason in report.blocked_by),
            f"{'; '.join(map(str, report.scales))}. {report.claims_in_words} "
            f"{report.sentences_in_words}",
            f"SHA-256 of the text: {report.fingerprint}",
        ]
        key = _key(report)
        if runs := self._first_run():
            lines = [*head, *([key] if key else [])]
            self._comment(runs, DESK, report.made_at, *map(_said, lines))
        properties = _properties(self.document)
        properties.version = f"Revision {report.revision.number}"
        properties.content_status = _written(report.sign_off)[:LONGEST_PROPERTY]
        properties.identifier = f"sha256:{report.fingerprint}"
        properties.last_modified_by = DESK
        properties.modified = report.made_at.astimezone(UTC).replace(tzinfo=None)

    def comment_on(self, note: Note) -> None:
        runs = self._runs(note.start, note.end)
        for run in runs:
            _mark(run, note)
        anchor = runs or self._run_before(note.start)
        if not anchor:
            return
        decision = note.verdict or note.dismissal
        said = [_said(f"{note.number}. {_outcome(note)}", BOLD)]
        if not runs:
            said.append(_said(f"On “{note.claim.quote}”, where this file takes no mark."))
        said += map(_said, _lines(note))
        said += map(self._cited, note.evidence if decision else ())
        if names := " and ".join(a.by for a in note.approvals if a.by and note.verdict):
            said.append(_said(f"Approved by {names}."))
        at = decision.at if decision else self.report.made_at
        self._comment(anchor, note.decided_by or DESK, at, *said)

    def write_comments(self) -> None:
        """All at once, after those that the reporter's file had."""
        written = f"<w:comments {nsdecls('w', 'r')}>{''.join(self.written)}</w:comments>"
        self.comments._comments_elm.extend(parse_xml(written))

    def _runs(self, start: int, end: int) -> list[Run]:
        """The runs that hold these characters of the text and no others."""
        found = []
        for stretch in self.stretches:
            if stretch.start < end and start < stretch.end:
                first = stretch.origins[max(start, stretch.start) - stretch.start]
                last = stretch.origins[min(end, stretch.end) - stretch.start]
                found += _cut_out(stretch.paragraph, first, last)
        return [self._run(element) for element in found]

    def _run_before(self, place: int) -> list[Run]:
        """Where to speak of what has no place in the body, such as a footnote."""
        above = [stretch for stretch in self.stretches if stretch.end <= place]
        return self._runs(above[-1].end - 1, above[-1].end) if above else self._first_run()

    def _first_run(self) -> list[Run]:
        element = next(iter(self.document.element.body.iter(qn("w:r"))), None)
        return [] if element is None else [self._run(element)]

    def _run(self, element: etree._Element) -> Run:
        return Run(element, WordParagraph(element.getparent(), self.document))

    def _comment(self, runs: list[Run], by: str, at: datetime, first: str, *others: str) -> None:
        """A comment of these paragraphs on these runs.

        Written as text: a report has hundreds, and for each the library looks through all others
        for a free number and for the place of each element.
        """
        number = str(next(self.numbers))
        begin, end, sign = map(deepcopy, (BEGIN, END, SIGN))
        for element in (begin, end, sign[-1]):
            element.set(ID, number)
        _outside_boxes(runs[0]._r).addprevious(begin)
        last = _outside_boxes(runs[-1]._r)
        last.addnext(sign)
        last.addnext(end)
        said = {
            "id": number,
            "author": by,
            "initials": "".join(name[0] for name in by.split()),
            "date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        }
        head = " ".join(f'w:{name}="{escape(_written(value))}"' for name, value in said.items())
        paragraphs = [_paragraph_of(REFERENCE + first), *map(_paragraph_of, others)]
        self.written.append(f"<w:comment {head}>{''.join(paragraphs)}</w:comment>")

    def _cited(self, cited: Cited) -> str:
        where = ", ".join(filter(None, (cited.title, cited.locator)))
        passage = f" “{cited.quotation}”" if cited.quotation else ""
        said = _said(f"{cited.stance_words}: {where}.{passage} ".rstrip() + " ")
        if not cited.link:
            return said
        part, kind = self.comments._comments_part, RELATIONSHIP_TYPE.HYPERLINK
        key = part.relate_to(cited.link, kind, is_external=True)
        return f'{said}<w:hyperlink r:id="{key}">{_said(cited.link, LINED)}</w:hyperlink>'


def _stretches(report: Report, document: WordDocument, *, is_new: bool) -> Iterator[_Stretch]:
    """Where each paragraph of the text stands in the document."""
    elements = list(document.element.body.iter(qn("w:p")))
    for index, paragraph in enumerate(report.paragraphs):
        length = paragraph.end - paragraph.start
        anew: Place = {"paragraph": index, "start": 0, "end": length}
        for start, end, place in _cells(length, anew if is_new else paragraph.place):
            element = elements[place["paragraph"]]
            origins = list(range(length + 1)) if is_new else _origins(element, place)
            if len(origins) == end - start + 1:
                yield _Stretch(paragraph.start + start, paragraph.start + end, element, origins)


def _origins(paragraph: etree._Element, place: Place) -> list[int]:
    """For each character of the text, the letter of the reporter's paragraph that it was."""
    raw = word.words_of(paragraph)[place["start"] : place["end"]]
    return [place["start"] + origin for origin in places.origins(raw)]


def _cells(length: int, place: Place) -> list[tuple[int, int, Place]]:
    """The parts of a paragraph with the place of each: one, or the cells of a table's row."""
    cells = place.get("cells", [{"from": 0, "to": length, "place": place}])
    return [(cell["from"], cell["to"], cell["place"]) for cell in cells if cell.get("place")]


def _set_anew(report: Report) -> WordDocument:
    """A plain document of the paragraphs, each in the style of its role."""
    document = _empty()
    end = document.element.body.sectPr
    for paragraph in report.paragraphs:
        text = report.revision.text[paragraph.start : paragraph.end]
        end.addprevious(_of_text(paragraph, text))
    properties = _properties(document)
    properties.title = _written(str(report.article))[:LONGEST_PROPERTY]
    properties.author = _written(report.revision.byline)[:LONGEST_PROPERTY]
    properties.comments = ""
    properties.created = report.revision.created_at.astimezone(UTC).replace(tzinfo=None)
    return document


def _empty() -> WordDocument:
    """A document without words. All share what stands beside the text, which nobody changes."""
    part = _dressed().part
    shared = {id(each.target_part): each.target_part for each in part.rels.values()}
    return deepcopy(part.package, shared).main_document_part.document


@cache
def _dressed() -> WordDocument:
    document = Document()
    _dress(document)
    return document


def _dress(document: WordDocument) -> None:
    """Black on white, with room between the lines to write in: a manuscript, not a brochure."""
    for name, size in SIZES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        style.paragraph_format.line_spacing = ROOM_BETWEEN_LINES
        # Arabic, Hebrew and the like have a size of their own.
        look = style.element.get_or_add_rPr()
        for other in look.findall(qn("w:szCs")):
            look.remove(other)
        same = OxmlElement("w:szCs")
        same.set(qn("w:val"), str(size * 2))
        look.find(qn("w:sz")).addnext(same)
        for line in style.element.iter(qn("w:pBdr")):
            line.getparent().remove(line)


def _of_text(paragraph: Paragraph, text: str) -> etree._Element:
    is_from_right = letters.direction(text) == "rtl"
    role = reading.Role(paragraph.role)
    added = deepcopy(_paragraph(role, paragraph.is_boilerplate, is_from_right))
    # One element, so that letters are counted as in the text.
    next(added.iter(word.TEXT)).text = _written(text)
    return added


@cache
def _paragraph(role: reading.Role, is_boilerplate: bool, is_from_right: bool) -> etree._Element:
    """One without words, to copy: the library looks each style up by XPath."""
    body = _empty()
    made = body.add_paragraph(style=STYLES.get(role))
    run = made.add_run()
    words = OxmlElement("w:t")
    words.set(KEEP_SPACE, "preserve")
    run._r.append(words)
    run.font.italic = True if is_boilerplate else None
    if is_from_right:
        made._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run.font.rtl = True
    return made._p


def style_names(document: WordDocument) -> dict[str, str]:
    """What `word.style_names` tells; asked once of the styles that all documents of ours share."""
    return (
        _our_names()
        if document.styles.element is _dressed().styles.element
        else word.style_names(document)
    )


@cache
def _our_names() -> dict[str, str]:
    return word.style_names(_dressed())


def _cut_out(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """The runs with these letters of a paragraph, cut off from what stands before and after.
    What is cut looks as the whole did.
    """
    runs: list[etree._Element] = []
    at = 0
    for element, words in list(word.letters(paragraph)):
        begins, at = at, at + len(words)
        if not words or at <= start:
            continue
        if begins == end:
            _part(element)
        if begins >= end:
            break
        if at > end:
            _part(_halve(element, end - begins))
        if begins < start:
            element = _halve(element, start - begins)
        if begins <= start:
            _part(element)
        if (run := element.getparent()) not in runs:
            runs.append(run)
        if at > end:
            break
    return runs


def _halve(element: etree._Element, inside: int) -> etree._Element:
    """Cut a w:t in two and return the second."""
    second = deepcopy(element)
    element.text, second.text = element.text[:inside], element.text[inside:]
    for half in (element, second):
        half.set(KEEP_SPACE, "preserve")
    element.addnext(second)
    return second


def _part(element: etree._Element) -> None:
    """Move an element and what follows it in its run into a run of their own."""
    run = element.getparent()
    before = [child for child in element.itersiblings(preceding=True) if child.tag != word.LOOK]
    if not before:
        return
    following = [element, *element.itersiblings()]
    second = OxmlElement("w:r")
    look = run.find(word.LOOK)
    if look is not None:
        second.append(deepcopy(look))
    second.extend(following)
    run.addnext(second)


def _outside_boxes(run: etree._Element) -> etree._Element:
    """Word takes no comment inside a text box or beside its ruby; it stands where these hang."""
    boxes = list(run.iterancestors(qn("w:txbxContent"), qn("w:ruby")))
    return next(boxes[-1].iterancestors(qn("w:r"))) if boxes else run


def _mark(run: Run, note: Note) -> None:
    """The line under the words, and the highlight behind them once the claim is decided.

    What the reporter has underlined or highlighted stays as it is.
    """
    look = run._r.get_or_add_rPr()
    line, _ = LINES.get(note.symbol, THIN_LINE)
    colour, wash = COLOURS.get(note.colour, GREY)
    if look.find(LINE) is None:
        _put(look, _line_of(line, colour), AFTER_LINE)
    if note.is_decided and look.find(SHADING) is None:
        _put(look, _shading(wash), AFTER_SHADING)


def _put(look: etree._Element, piece: etree._Element, after: frozenset[str]) -> None:
    """Copy a piece into the properties of a run, before all that Word wants after it."""
    following = next((child for child in look if child.tag in after), None)
    put = look.append if following is None else following.addprevious
    put(deepcopy(piece))


@cache
def _line_of(line: WD_UNDERLINE, colour: str) -> etree._Element:
    return parse_xml(f'<w:u {nsdecls("w")} w:val="{line.xml_value}" w:color="{colour}"/>')


@cache
def _shading(fill: str) -> etree._Element:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')


def _key(report: Report) -> str:
    """What the lines say, for the ratings that were given."""
    said = [
        f"{total.name}: {LINES.get(total.symbol, THIN_LINE)[1]}"
        for total in report.totals
        if total.count
    ]
    return f"{'. '.join(said)}." if said else ""


def _outcome(note: Note) -> str:
    if note.dismissal:
        return f"Dismissed: {note.dismissal.reason_words.lower()}"
    return note.label


def _lines(note: Note) -> Iterator[str]:
    if note.verdict:
        yield from note.verdict.explanation.splitlines()
        if note.verdict.should_read:
            yield f"Should read: {note.verdict.should_read}"
    elif note.dismissal:
        yield from note.dismissal.note.splitlines()
    else:
        is_untouched = note.state == Claim.State.OPEN
        yield "No verdict yet." if is_untouched else f"No verdict yet: {note.state.label.lower()}."


def _paragraph_of(runs: str) -> str:
    return f"<w:p>{COMMENT_STYLE}{runs}</w:p>"


def _said(line: str, look: str = PLAIN) -> str:
    """A run with these words as Word writes it; nothing for an empty line."""
    if not line:
        return ""
    begin, end = '<w:t xml:space="preserve">', "</w:t>"
    words = BREAK.sub(lambda found: end + BREAKS[found[0]] + begin, escape(_written(line)))
    return f"<w:r>{look}{begin}{words}{end}</w:r>"


def _written(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)
