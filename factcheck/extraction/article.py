"""Reads the parsed paragraphs of one article into its sentences, claims and attributions."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import (
    attributions,
    clauses,
    continuing,
    cues,
    kinds,
    phrases,
    statements,
    transcripts,
    worthiness,
)
from factcheck.extraction.choosing import Choice, Chooser, Option
from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.found import LONG, Found, quoted_tokens
from factcheck.extraction.names import Directory, is_official, is_outlet
from factcheck.extraction.pieces import SHORTEST, VERBS, Kind, Piece, trimmed
from factcheck.extraction.places import Places
from factcheck.extraction.results import (
    Attribution,
    Claim,
    Entity,
    Extraction,
    Place,
    Sentence,
    Voice,
    WhyNot,
)
from factcheck.extraction.speakers import Speakers, keeps_silent
from factcheck.extraction.statements import Known
from factcheck.extraction.tellers import counts_answers
from factcheck.reading import Paragraph, Role
from factcheck.reading.roles import BULLET, is_boilerplate

# "She called it a lie" is what the article says; "a lie" alone would be what she says.
JUDGING = frozenset({"object", "infinitive", "label"})
# What the article itself adds in passing to what somebody says.
BACKGROUND = frozenset({Kind.RELATIVE, Kind.IDENTITY, Kind.TITLE})
ROLES = frozenset({Kind.IDENTITY, Kind.TITLE})
# In letters.
BULLET_AT_MOST = 8
# What stands between commas and is left out of a statement where it is a claim itself.
REMARKS = frozenset({Kind.RELATIVE, Kind.PARTICIPLE, Kind.PLACE})
PAUSES = clauses.DASHES | {","}
# From here on (log odds) a sentence tells facts, whatever it thinks of them.
FACTS = 1.5
LEARNED = Chooser()
# The first paragraphs: mostly the headline and the news.
EARLY = 2
DENYING = frozenset({"deny", "dispute", "refute"})
# What these introduce is a claim by itself; of the others the whole clause is.
INTRODUCING = frozenset({"clause", "aside", "quotation", "according", "announced", "noun"})


@dataclass(frozen=True)
class Passage:
    """A parsed paragraph, or a part of one, and where it starts in the whole text."""

    doc: Doc
    paragraph: int
    start: int

    @cached_property
    def sents(self) -> list[Excerpt]:
        return [Excerpt(self.doc, sent.start, sent.end) for sent in self.doc.sents]

    @property
    def length(self) -> int:
        last = self.doc[-1] if len(self.doc) else None
        return last.idx + len(last) if last else 0


def read(
    text: str,
    paragraphs: Sequence[Paragraph],
    passages: Sequence[Passage],
    before: Sequence[Passage] = (),
    chooser: Chooser = LEARNED,
) -> Extraction:
    """Everything that the passages say; the rest of the text only lends its names.

    What stands before them is heard, so that "she" at their start finds whom it means. `chooser`
    says which pieces of a sentence are claims.
    """
    read_here = sum(passage.length for passage in passages)
    rest = text if read_here < 0.9 * len(text) else ""
    names = Directory([p.doc for p in (*before, *passages)], rest)
    reader = _Reader(text, paragraphs, names, chooser)
    for passage in before:
        reader.hear(passage)
    heard = len(reader.attributions)
    for passage in passages:
        reader.read(passage)
    told = [one for one in reader.attributions[heard:] if one.content and one.source]
    return Extraction(tuple(reader.sentences), tuple(reader.claims), _outermost(told))


@dataclass(frozen=True, slots=True)
class _Told:
    """A piece, who says it, and why no evidence could settle it when none could."""

    piece: Piece
    span: Excerpt
    found: Found | None
    claimant: str | None
    voice: Voice
    why_not: WhyNot | None

    @property
    def denial(self) -> Piece | None:
        """The denial as a whole, where somebody denies what the piece says: nobody says that."""
        found, piece = self.found, self.piece
        denies = found is not None and found.how == "clause" and found.verb.lemma_ in DENYING
        if found is None or not denies or not found.source or min(found.source) > piece.start:
            return None
        return replace(piece, start=min(found.source), kind=Kind.MAIN, subject=None)


class _Reader:
    """Goes through an article once and keeps what later sentences need from earlier ones."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        directory: Directory,
        chooser: Chooser,
    ) -> None:
        self.text = text
        self.chooser = chooser
        self.paragraphs = paragraphs
        self.speakers = Speakers(directory)
        self.places = Places(text, paragraphs)
        self.labelled = transcripts.labels(text, paragraphs)
        self.spoken = transcripts.speakers(text, paragraphs, self.labelled)
        self.before: Doc | None = None
        self.open: tuple[int, str | None] | None = None
        # Whether the paragraph before is an item of what somebody says.
        self.listing = False
        self.sentences: list[Sentence] = []
        self.claims: list[Claim] = []
        self.attributions: list[Attribution] = []

    def read(self, passage: Passage) -> None:
        doc = passage.doc
        said = self._said(passage)
        introducing = frozenset(one.verb.i for one, _ in said if one.how in INTRODUCING)
        told = {i for one, _ in said for i in one.content}
        introducing = introducing.union(attributions.own_thoughts(doc, told))
        for sent in passage.sents:
            start, end = trimmed(sent, sent.start, sent.end)
            words = doc[start:end].text
            if not any(map(str.isalnum, words)) or self._is_credit(passage, words):
                continue
            self.sentences.append(Sentence(*_place(passage, start, end), passage.paragraph))
            self._name_all(_within(sent, said))
            pieces = clauses.find(sent, introducing)
            pieces += _left_out(sent, pieces, said)
            pieces = pieces or _line(sent)
            pieces += [one for one in phrases.find(sent, pieces) if one.head.i not in introducing]
            chosen = self._chosen(passage, sent, pieces, said)
            remarks = [told.piece for told in chosen if told.piece.kind in REMARKS]
            claims = [self._claim(passage, told, remarks) for told in chosen]
            self.claims += claims
            if not any(claim.checkable for claim in claims):
                self._explain(Excerpt(doc, start, end), claims, said)
            self._leave(sent)

    def _is_credit(self, passage: Passage, words: str) -> bool:
        """ "Photograph: Jan Holm" at the end of a caption."""
        role = self.paragraphs[passage.paragraph].role
        return role is Role.CAPTION and is_boilerplate(words)

    def _explain(
        self, words: Excerpt, claims: Sequence[Claim], said: Sequence[tuple[Found, str | None]]
    ) -> None:
        """Say of the last sentence why it is not checkable, as far as its words tell."""
        told = any(words.start <= i < words.end for found, _ in said for i in found.content)
        reasons = [claim.why_not for claim in claims] or [kinds.why_not(words, told)]
        self.sentences[-1] = replace(self.sentences[-1], why_not=reasons[0])

    def hear(self, passage: Passage) -> None:
        """Take note of who speaks in a passage and whom it is about, and claim nothing."""
        said = self._said(passage)
        for sent in passage.sents:
            self._name_all(_within(sent, said))
            self._leave(sent)

    def _said(self, passage: Passage) -> list[tuple[Found, str | None]]:
        """Who says what in a paragraph, with what the last speaker still says."""
        doc = passage.doc
        if passage.paragraph in self.spoken and len(doc):
            return [self._transcribed(passage)]
        said = self._named(passage, attributions.find(doc))
        outside = any(one.how in INTRODUCING for one, _ in said)
        one = continuing.find(doc, self.before, self.open is not None, outside)
        self.listing = self._is_item(passage) and (self.listing or self._begins_list())
        if one is None and self.listing and not outside:
            one = continuing.whole(doc)
        if one is not None:
            number, claimant = self.open or (-1, self.speakers.last or None)
            if number >= 0:
                self._go_on(number, _places(passage, one.content))
            said.append((one, claimant))
        else:
            self.open = None
        for one, claimant in said:
            if one.how != "continued":
                self._keep(passage, one, claimant)
        if one := continuing.announced(doc):
            told = (one, self.speakers.name(one))
            self._keep(passage, *told)
            said.append(told)
        self.before = doc
        return [(one, claimant) for one, claimant in said if not _counted(one)]

    def _is_item(self, passage: Passage) -> bool:
        """Whether its paragraph stands behind a bullet."""
        start = self.paragraphs[passage.paragraph].start
        return BULLET.match(self.text[start : start + BULLET_AT_MOST]) is not None

    def _begins_list(self) -> bool:
        return (
            self.before is not None and len(self.before) > 0 and continuing.begins_list(self.before)
        )

    def _transcribed(self, passage: Passage) -> tuple[Found, str]:
        """All of a paragraph of a transcript is in the words of whom the label names."""
        doc, label = passage.doc, self.labelled.get(passage.paragraph)
        names = [one.name for one in self.labelled.values()]
        claimant = self.speakers.labelled(self.spoken[passage.paragraph], names)
        doc.spans["quotations"] = [doc[:]]
        one = Found((), (), tuple(range(len(doc))), None, doc[0], "continued")
        places = _places(passage, one.content)
        if label is not None and self.text[label.words : passage.start].strip() == "":
            colon = self.text.index(":", label.end)
            self.attributions.append(
                Attribution(((label.start, label.end),), ((colon, colon + 1),), places)
            )
        elif self.attributions:
            self._go_on(len(self.attributions) - 1, places)
        self.open, self.before = None, doc
        return one, claimant

    def _named(self, passage: Passage, found: Sequence[Found]) -> list[tuple[Found, str | None]]:
        """The claimants of a paragraph, read sentence by sentence; what was learned is put back.

        The claims are read after it, and a "he" of theirs must not mean somebody who
        comes later.
        """
        memory = self.speakers.remembered()
        said = list[tuple[Found, str | None]]()
        for sent in passage.sents:
            here = [one for one in found if sent.start <= one.verb.i < sent.end]
            said += zip(here, self._name_all(here), strict=True)
            self._leave(sent)
        self.speakers.recall(memory)
        return said

    def _name_all(self, said: Iterable[Found]) -> list[str | None]:
        """The claimants of what is said in a sentence.

        After what somebody says that others have said, it is she who goes on; and in "she said she
        thought so", she thinks.
        """
        named = list[tuple[Found, str | None]]()
        for one in said:
            outer = next(((o, name) for o, name in named if one.verb.i in o.content), None)
            spoke = self.speakers.last, self.speakers.spoke_in
            same = outer is not None and self.speakers.is_meant(one.speaker, outer[1])
            named.append((one, outer[1] if outer and same else self.speakers.name(one)))
            if outer is not None:
                self.speakers.last, self.speakers.spoke_in = spoke
        return [name for _, name in named]

    def _leave(self, sent: Excerpt) -> None:
        self._remember_company(sent)
        self.speakers.read_to(sent)

    def _keep(self, passage: Passage, one: Found, claimant: str | None) -> None:
        parts = (_places(passage, words) for words in (one.source, one.cue, one.content))
        self.attributions.append(Attribution(*parts))
        if one.how in INTRODUCING or one.how == "announced":
            self.open = (len(self.attributions) - 1, claimant)

    def _go_on(self, number: int, places: tuple[Place, ...]) -> None:
        before = self.attributions[number]
        self.attributions[number] = replace(before, content=before.content + places)

    def _chosen(
        self,
        passage: Passage,
        sent: Excerpt,
        pieces: Sequence[Piece],
        said: Sequence[tuple[Found, str | None]],
    ) -> list[_Told]:
        """The pieces that are claims, and those that no evidence could settle."""
        tells = self.chooser.tells(sent)
        told = {piece: _told(passage, piece, said, tells) for piece in pieces}
        refused = [one.piece for one in told.values() if one.why_not is not None]
        open_ones = [
            one
            for one in told.values()
            if one.why_not is None and not _silent(one) and not _part_of(one.piece, refused)
        ]
        number = passage.paragraph
        choice = Choice(
            sent,
            tells,
            self.paragraphs[number].role,
            number / len(self.paragraphs),
            number < EARLY,
            [Option(one.piece, one.voice, one.found.how if one.found else "") for one in open_ones],
        )
        chosen = set(self.chooser.choose(choice))
        kept = (one for one in told.values() if one.why_not is not None or one.piece in chosen)
        return sorted(kept, key=lambda one: (one.piece.start, -one.piece.end))

    def _claim(self, passage: Passage, told: _Told, remarks: Sequence[Piece]) -> Claim:
        piece, span = told.piece, told.span
        labels = self.places.labels(span, passage.paragraph, piece.kind, told.claimant)
        score, reasons = worthiness.total(span, [*labels, *filter(None, [told.why_not])])
        quoted = told.voice in (Voice.DIRECT, Voice.MIXED)
        stated = statements.stated(piece)
        if (denial := told.denial) is not None:
            stated, told = denial, replace(told, claimant=None, voice=Voice.ARTICLE)
        known = self._known(stated, told)
        apart = [*_apart(stated, remarks), *_inserted(stated, told.found)]
        statement, guesses = statements.write(stated, known, apart)
        start, end = _place(passage, piece.start, piece.end)
        return Claim(
            start=start,
            end=end,
            quote=self.text[start:end],
            statement=statement,
            claimant=told.claimant,
            voice=told.voice,
            cue=" ".join(passage.doc[i].text for i in told.found.cue) if told.found else "",
            types=kinds.types(span, quoted, told.found is not None, piece.kind in ROLES),
            checkable=told.why_not is None,
            score=score,
            reasons=reasons,
            entities=_entities(passage, span),
            sentence=len(self.sentences) - 1,
            guesses=guesses,
            why_not=told.why_not,
        )

    def _known(self, piece: Piece, told: _Told) -> Known:
        """Whom the pronouns of a statement mean: in reported speech mostly who speaks."""
        found = told.found
        source = found.source if found is not None else ()
        named_before = bool(source) and min(source) < piece.start
        reported = told.voice in (Voice.INDIRECT, Voice.MIXED)
        subject = piece.subject if piece.kind is Kind.COORDINATE else None
        shared = found is not None and subject is not None and subject.i in found.content
        reported = reported and (piece.kind is Kind.CONTENT or named_before or shared)
        speaker = told.claimant or ""
        is_body = reported and self.speakers.was_body(speaker) and not is_outlet(speaker)
        written = self.speakers.directory.written

        def person(pronoun: Token) -> str:
            if told.voice is Voice.DIRECT:
                # Whom people speak about need not be whom the article does.
                return ""
            leads, speaks = statements.leads(pronoun, piece), reported and not is_body
            return self.speakers.surely(pronoun, speaker, speaks=speaks, leads=leads)

        def thing(pronoun: Token) -> str:
            # "Blocked it after finding that it …": not what finds.
            doing = found is not None and found.verb.dep_ == "pcomp"
            if is_body and not doing and statements.leads(pronoun, piece):
                return written(speaker)
            return written(self.speakers.surely_thing(pronoun, speaker if is_body else ""))

        def surname(name: Token) -> str:
            quoted = told.voice is Voice.DIRECT
            return "" if quoted else self.speakers.in_full(name)

        def called(noun: Token) -> str:
            return "" if told.voice is Voice.DIRECT else self.speakers.thing_called(noun)

        company = written(self.speakers.company_meant)
        return Known(person, thing, company, self.speakers.introduced, surname, called)

    def _remember_company(self, sent: Excerpt) -> None:
        """The one company that a sentence names, other than the paper it quotes."""
        named = {
            e.text
            for e in sent.ents
            if (e.label_ == "ORG" or e.text in self.speakers.directory.eponyms)
            and e.root.dep_ not in ("compound", "nmod", "poss")
            # "A Lund-based group" is not called Lund.
            if not is_official(e.text) and sent.doc[e.end : e.end + 1].text != "-"
        }
        if named:
            self.speakers.name_company(named.pop() if len(named) == 1 else "")


def _apart(clause: Piece, remarks: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where remarks stand in a clause, from the mark before one to the mark after it."""
    doc = clause.head.doc
    for remark in remarks:
        first, last = remark.head.left_edge.i - 1, remark.end
        if not clause.start < first < last < clause.end - 1 or doc[first].text not in PAUSES:
            continue
        rest = (*doc[clause.start : first], *doc[last + 1 : clause.end])
        bound = any(first < token.head.i < last for token in rest)
        if doc[first].text == doc[last].text and not bound:
            yield first, last + 1


def _inserted(clause: Piece, found: Found | None) -> Iterator[tuple[int, int]]:
    """Where “, she said,” stands in what she says, from comma to comma."""
    words = sorted({*found.source, *found.cue}) if found is not None else []
    if not words or words[-1] - words[0] >= len(words):
        return
    doc, first, last = clause.head.doc, words[0] - 1, words[-1] + 1
    if clause.start < first and last < clause.end - 1 and doc[first].text == doc[last].text == ",":
        yield first, last + 1


def _within(sent: Excerpt, said: Iterable[tuple[Found, str | None]]) -> list[Found]:
    return [one for one, _ in said if sent.start <= one.verb.i < sent.end]


def _counted(one: Found) -> bool:
    return one.speaker is not None and counts_answers(one.speaker)


def _left_out(
    sent: Span, pieces: Sequence[Piece], said: Sequence[tuple[Found, str | None]]
) -> list[Piece]:
    """What somebody says where the grammar shows no clause of its own."""
    found = []
    saying = {one.verb.i for one, _ in said if one.how in INTRODUCING}
    for one, _ in said:
        if (
            clauses.supposes(one.verb)
            or one.how not in INTRODUCING
            or not sent.start <= one.verb.i < sent.end
        ):
            continue
        taken = {i for piece in pieces for i in range(piece.start, piece.end)}
        for first, last in _runs(one.content, taken, sent):
            start, end = trimmed(sent, first, last + 1, connectors=True)
            words = sent.doc[start:end]
            asks = len(words) > 0 and words[0].lower_ in ("whether", "if", "to")
            if len(words) < SHORTEST or asks or words.root.i in saying:
                # Of "the union had warned that prices rose" only what it warned of is left.
                continue
            if any(t.pos_ in VERBS for t in words):
                found.append(Piece(start, end, Kind.CONTENT, words.root))
    return found


def _runs(words: Iterable[int], taken: Set[int], sent: Span) -> list[list[int]]:
    """The first and last of the words that follow one another and are in no piece yet."""
    runs: list[list[int]] = []
    for i in sorted(i for i in words if sent.start <= i < sent.end and i not in taken):
        if runs and runs[-1][1] == i - 1:
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return runs


def _attribution(
    piece: Piece, said: Sequence[tuple[Found, str | None]]
) -> tuple[Found | None, str | None]:
    """The attribution that most of a piece stands in, the closest when several do."""
    said = [one for one in said if not _is_writer(one[0].speaker)]
    if _is_background(piece) and not _all_quoted(piece):
        # "Which, according to Holm, failed" is the article's only as far as Holm is.
        said = [one for one in said if one[0].how == "according" and _holds(piece, one[0])]
    fitting = [(len(found.content), n) for n, (found, _) in enumerate(said) if _in(piece, found)]
    if not fitting:
        return None, None
    closest = [said[n] for _, n in sorted(fitting)]
    inner = closest[0][0]
    if cues.verb(inner.verb.lemma_) in (cues.SHOWS, cues.THINKS) or inner.verb.lemma_ == "explain":
        # "Holm had a record, he said, showing that it rained": so he says.
        asserting = (one for one in closest if _asserts(one[0], inner))
        return next((one for one in asserting if one[1]), closest[0])
    # "Holm said staff had been told that it rained": nobody tells them, so it is what Holm says.
    by_nobody = closest[0][0].speaker is None
    return next((one for one in closest if one[1] and by_nobody), closest[0])


def _is_writer(speaker: Token | None) -> bool:
    """ "We should note that prices fell": outside of quotations that is the article."""
    return speaker is not None and speaker.lower_ in attributions.WRITERS


def _is_background(piece: Piece) -> bool:
    """ ", an area of six miles," is the article's own, as a role is."""
    head = piece.head
    begins = head.doc[piece.start].lower_ in ("a", "an") and head.doc[piece.start].head == head
    adds = piece.kind is Kind.TAIL and begins and head.dep_ != "conj"
    return piece.kind in BACKGROUND or (adds and not any(c.dep_ == "conj" for c in head.rights))


def _asserts(outer: Found, inner: Found) -> bool:
    return "says" in cues.verb(outer.verb.lemma_) and inner.verb.i in outer.content


def _in(piece: Piece, found: Found) -> bool:
    """Whether a piece is for the most part what somebody says."""
    if found.how in JUDGING and not _is_quotation(found):
        if piece.kind is Kind.PHRASE or _holds(piece, found):
            return False
    if found.how == "infinitive" and piece.kind is Kind.ADVERBIAL:
        return False  # "Threatened to sue after the council had voted".
    if found.how == "clause" and found.source and _tells_all(piece, found):
        return False
    words = piece.end - piece.start
    if found.how == "according":
        words -= sum(piece.start <= token.i < piece.end for token in found.verb.subtree)
    return 2 * sum(piece.start <= i < piece.end for i in found.content) >= words > 0


def _is_quotation(found: Found) -> bool:
    """ "She called it “a lie of theirs”": her words."""
    said = quoted_tokens(found.verb.doc).get(found.content[-1])
    return found.how == "label" and said is not None and len(said) > LONG


def _holds(piece: Piece, found: Found) -> bool:
    return piece.start <= found.verb.i < piece.end


def _tells_all(piece: Piece, found: Found) -> bool:
    """ "Holm said that it rained" is what the article says; "it rained" is what Holm says, and so
    is "which he said had tripled".
    """
    first = found.verb.doc[piece.start]
    if first.tag_ in ("WDT", "WP") and first.i in found.content:
        return False
    return _holds(piece, found) and all(piece.start <= i < piece.end for i in found.source)


def _all_quoted(piece: Piece) -> bool:
    quoted = quoted_tokens(piece.head.doc)
    return all(i in quoted for i in range(piece.start, piece.end))


def _told(
    passage: Passage, piece: Piece, said: Sequence[tuple[Found, str | None]], tells: float
) -> _Told:
    span = Excerpt(passage.doc, piece.start, piece.end)
    found, claimant = _attribution(piece, said)
    # A phrase is no question and no wish: its sentence may be one.
    why_not = None if piece.kind is Kind.PHRASE else kinds.why_not(span, found is not None)
    if piece.kind in (Kind.MAIN, Kind.LINE) and kinds.asks(span.sent):
        why_not = WhyNot.QUESTION
    if why_not is WhyNot.OPINION and tells > FACTS:
        why_not = None
    return _Told(piece, span, found, claimant, _voice(passage.doc, piece, found), why_not)


def _outermost(told: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Those of the article itself: what the report says that a witness said is the report's to tell."""
    return tuple(
        one
        for one in told
        if not any(_lies_in((*one.source, *one.cue), other.content) for other in told)
    )


def _lies_in(places: Iterable[Place], outer: Sequence[Place]) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in places)


def _line(sent: Excerpt) -> list[Piece]:
    """All of a sentence in which the grammar shows no clause: "Two dead in flood"."""
    start, end = trimmed(sent, sent.start, sent.end)
    return [Piece(start, end, Kind.LINE, sent.root)] if end - start >= SHORTEST else []


def _part_of(piece: Piece, others: Sequence[Piece]) -> bool:
    """A phrase of a question is asked about with it."""
    return piece.kind is Kind.PHRASE and any(
        other.start <= piece.start and piece.end <= other.end for other in others
    )


def _silent(told: _Told) -> bool:
    """ "The firm declined to comment", "would not say when it ends"."""
    if told.found is not None and keeps_silent(told.found):
        return True
    silent = told.piece.head.lemma_ in clauses.SILENT
    return bool(kinds.NO_COMMENT.search(told.span.sent.small if silent else told.span.small))


def _voice(doc: Doc, piece: Piece, found: Found | None) -> Voice:
    """Direct when nearly all that is reported stands in quotation marks, mixed when some does."""
    if found is None:
        return Voice.ARTICLE
    quoted = quoted_tokens(doc)
    words = [i for i in found.content if piece.start <= i < piece.end and not doc[i].is_punct]
    inside = sum(i in quoted for i in words)
    if inside == 0:
        return Voice.INDIRECT
    direct = inside >= 0.8 * len(words) and not (found.cue and _holds(piece, found))
    return Voice.DIRECT if direct else Voice.MIXED


def _entities(passage: Passage, span: Span) -> tuple[Entity, ...]:
    first = passage.start
    return tuple(
        Entity(first + e.start_char, first + e.end_char, e.label_)
        for e in span.ents
        if not _is_half_a_word(e)
    )


def _is_half_a_word(name: Span) -> bool:
    """The "5" of "5G"."""
    after = name[-1].nbor() if name.end < len(name.doc) else None
    return after is not None and not name[-1].whitespace_ and name[-1].like_num and after.is_alpha


def _place(passage: Passage, start: int, end: int) -> Place:
    last = passage.doc[end - 1]
    return passage.start + passage.doc[start].idx, passage.start + last.idx + len(last)


def _places(passage: Passage, words: Iterable[int]) -> tuple[Place, ...]:
    """Token positions as runs of text."""
    runs: list[list[int]] = []
    for i in sorted(set(words)):
        if runs and all(passage.doc[j].is_space for j in range(runs[-1][1] + 1, i)):
            runs[-1][1] = i
        else:
            runs.append([i, i])
    return tuple(_place(passage, first, last + 1) for first, last in runs)
