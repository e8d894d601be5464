"""Writes a claim so that it can be read alone, and marks which words are a guess."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from factcheck.extraction.clauses import SUPPOSING
from factcheck.extraction.components.titles import is_role
from factcheck.extraction.names import (
    FORMER,
    HE,
    IT,
    PEOPLE,
    POSSESSIVE,
    SHE,
    is_company_description,
    is_human,
    possessive,
)
from factcheck.extraction.pieces import (
    ACTING,
    EDGE,
    RELATIVE,
    Kind,
    Piece,
    closed,
    set_off,
    subject_of,
    trimmed,
)
from factcheck.extraction.results import LIKELY, SURE, UNSURE, Guess

PAST = frozenset({"VBD"})
PLURAL = frozenset({"NNS", "NNPS"})
HELPING = frozenset({"aux", "auxpass", "neg"})
# How many words may stand before the pronoun that a clause is about.
LEAD = 6
# What needs its comma also when the remark before it is left out.
APART = frozenset("CCONJ DET NOUN NUM PRON PROPN SCONJ".split())
# Clauses that are worded by what stands around them.
WHOLE = frozenset({Kind.IDENTITY, Kind.TITLE, Kind.TAIL, Kind.PLACE, Kind.PARTICIPLE})
# Clauses that are told as they are, with or without a verb.
READ_ALONE = frozenset({Kind.MAIN, Kind.LINE, Kind.CHARGE})
TOLD = frozenset({"VBD", "VBZ", "VBP", "MD"})
# What begins a clause that tells no fact, or only when it was.
BEGINNING = SUPPOSING | {"as", "even", "just", "only", "until"}
# What takes back some of what was told before it.
LIMITING = frozenset("but except if only till unless until when whenever without".split())
# Of these, "was given a boat" is as good as "was sold".
GIVING = frozenset(
    "allow assign award deny fine give grant hand issue leave lend name offer order owe pay promise send serve "
    "show teach tell".split()
)
# "He hurt himself" tells by itself whom it means, and "hers" what is hers.
ALONE = frozenset({"himself", "herself", "hers"})
# Roles that several can have at one place.
OF_MANY = frozenset(
    "academic activist actor adviser advisor analyst architect artist astronaut attorney author "
    "banker biologist campaigner columnist comedian consultant correspondent councillor critic "
    "designer doctor driver economist engineer executive expert farmer filmmaker footballer "
    "geologist historian investigator investor journalist lawmaker lawyer lecturer manager "
    "musician novelist nurse officer official organiser organizer photographer physicist player "
    "poet politician producer professor prosecutor reporter representative researcher scientist "
    "senator singer spokesman spokesperson spokeswoman strategist student teacher volunteer "
    "writer".split()
)
# Before a vowel as it is spoken: "an MP", "a US senator", "a European".
AN = re.compile(r"(?![Uu]ni|[Uu]s|[Ee]u|[Oo]ne)[AEIOaeiou]|[Uu][a-z]|(?:[FHLMNRSX][A-Z]{1,4}\b)")
HAVING = frozenset({"had", "has", "have"})
IS = {False: "is", True: "are"}
SHORTENED = {"be": "is", "have": "has"}
OPENING = {"”": "“", "’": "‘", '"': '"', ")": "("}
# "Make the firms pay": whether they do is not told.
# Whether a verb has many subjects, as far as its form tells.
AGREEING = {
    **dict.fromkeys(("are", "were", "have", "do", "VBP"), True),
    **dict.fromkeys(("is", "was", "has", "does", "VBZ"), False),
}
# What "were" can be said of all the same, and "was".
AS_MANY = frozenset(
    "band club company couple crew council crowd data family force gang generation government group half "
    "handful lot majority management minority number pair party people percentage percent police "
    "proportion public quarter rest share side staff team third total union variety".split()
)
AS_ONE = frozenset(
    "datum headquarters means news percent politics series species statistics".split()
)
# What a preposition leads to.
OPENED = frozenset({"pobj", "pcomp"})
# What begins so counts some of what was named.
OF_THEM = tuple(
    f"{some} of {them}"
    for some in ("all", "both", "each", "half", "many", "most", "none", "one", "some", "two")
    for them in ("them", "which", "whom")
)
MONTH = re.compile(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
)
# What a town, a river, a school or a bridge may be to the model.
PLACES = frozenset({"GPE", "LOC", "FAC", "ORG", ""})
ORDINALS = frozenset("first second third fourth fifth eldest oldest youngest only".split())
# So many words in brackets tell something.
ENOUGH = 3
# Some type ''…'' for “…”.
DOUBLED = "''"
OPENED_TWICE = re.compile(r"(?<!\S)''(?=\S)")
CLOSED_TWICE = re.compile(r"(?<=[^\s\d])''(?!\w)")
JOINING = frozenset({"and", "but", "or", "so", "yet"})
BRINGING = frozenset("feel have hear help let make see watch".split())
MARKS = frozenset(OPENING.values())
# "…, the steepest drop since 2009" tells about the figure before it and not about a name.
AMOUNTS = frozenset(
    "amount change contraction cut decline decrease drop fall figure gain growth increase jump level "
    "loss lot number performance rate reading result rise share slump sum surge time total win year".split()
)


type Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the article has said before, whom and what a pronoun means, and the last company named."""

    person: Callable[[Token], str] = lambda pronoun: ""
    thing: Callable[[Token], str] = lambda pronoun: ""
    company: str = ""
    # What "the supplier" or "the fund" is when the text spoke of one before: not that company.
    introduced: Container[str] = ()
    # The full name behind a surname alone, or nothing.
    surname: Callable[[Token], str] = lambda name: ""
    # What "the council" or "the scheme" is by its name, or nothing.
    called: Callable[[Token], str] = lambda noun: ""


@dataclass(frozen=True, slots=True)
class _Text:
    """Words of a statement, and the guesses in them."""

    words: str
    guesses: list[Guess] = field(default_factory=list)

    def after(self, words: str) -> "_Text":
        """With other words before it."""
        by = len(words)
        return _Text(
            words + self.words,
            [replace(one, start=one.start + by, end=one.end + by) for one in self.guesses],
        )

    def without(self, count: int) -> "_Text":
        """Without its first letters, which are no part of a guess."""
        guesses = [
            replace(one, start=max(0, one.start - count), end=one.end - count)
            for one in self.guesses
            if one.end > count
        ]
        return _Text(self.words[count:], guesses)


def stated(piece: Piece) -> Piece:
    """What a claim states: of a phrase without a verb of its own the clause that it stands in.

    That goes to the end of the phrase, where what follows is no condition.
    """
    if piece.kind is not Kind.PHRASE or piece.subject is not None or _states(piece):
        return piece
    if (role := _role_in(piece)) or piece.around is None:
        return role or piece
    around = piece.around
    if around.kind in WHOLE or not _is_told_last(piece.head, around):
        return around
    rest = piece.head.doc[piece.end : around.end]
    limits = any(word.lower_ in LIMITING or word.dep_ == "neg" for word in rest)
    all_of_it = all(word.is_punct for word in rest)
    end = around.end if limits or all_of_it else closed(piece.head.doc, piece.start, piece.end)
    return replace(around, end=end)


def _is_told_last(phrase: Token, clause: Piece) -> bool:
    """Whether a clause is whole without what follows a phrase: after its verb, and in no subject."""
    above = [phrase, *phrase.ancestors]
    if clause.head not in above or not clause.start <= clause.head.i < phrase.left_edge.i:
        return False
    path = above[: above.index(clause.head)]
    return not any(token.dep_ in (*ACTING, "csubj") for token in path)


def leads(pronoun: Token, piece: Piece) -> bool:
    """Whether a claim is about whom a pronoun means: "in 2020 he", "his house was"."""
    subject, verb = pronoun, pronoun.head
    if pronoun.lower_ == "it" and any(c.dep_ in ("ccomp", "csubj") for c in verb.rights):
        # "It is possible that it rained": of no one.
        return verb.lemma_ not in ("be", "’s", "'s")
    while subject.dep_ == "poss":
        subject = subject.head
    if subject.dep_ not in ACTING or pronoun.i <= piece.start:
        # Not in "a house needs work before it can be let, which would cost more".
        aside = pronoun.i < piece.start and subject.head.dep_ in ("advcl", "relcl")
        return subject.dep_ in ACTING and not aside
    # "The more likely it is" is about nobody.
    acts = subject.head == piece.head and (subject.lower_ != "it" or piece.head.lemma_ != "be")
    return acts and pronoun.i <= piece.start + LEAD


def write(piece: Piece, known: Known, apart: Iterable[Words] = ()) -> tuple[str, tuple[Guess, ...]]:
    """The statement of a claim, and the guessed words of it.

    Remarks between commas that are claims themselves are told `apart`, and left out.
    """
    text = _told(piece, known, list(apart))
    if (condition := _condition(piece)) is not None:
        lead = _written(piece.head.doc, *condition, known)
        text = text.after(f"{lead.words}, ")
    text = _opened(text)
    told = _ended(_capital(text.words))
    return told, tuple(one for one in text.guesses if one.end <= len(told))


def _condition(piece: Piece) -> Words | None:
    """ "If it rains, she said, she will act": where the condition stands, if it is no part of a claim."""
    for clause in piece.head.lefts:
        marked = any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.lefts)
        if clause.dep_ == "advcl" and marked and clause.right_edge.i < piece.start:
            return clause.left_edge.i, clause.right_edge.i + 1
    return None


def _told(piece: Piece, known: Known, apart: Sequence[Words]) -> _Text:
    doc = piece.head.doc
    if (named := _named_as(piece, known)) is not None:
        return named
    if _is_cut(doc, piece.end) and piece.kind is not Kind.PHRASE:
        return _in_full(replace(piece, context=-1), known)
    if lacking := _lacking(piece):
        own, helping = lacking
        first = doc[piece.start : own.right_edge.i + 1]
        lead = f"{first.text} {helping}"
        rest = _written(doc, first.end, piece.end, known, apart).after(f"{lead} ")
        return _Text(rest.words, [Guess(0, len(lead), first.text, SURE), *rest.guesses])
    hangs = piece.head.tag_ == "VBG" and piece.head.dep_ != "pcomp"
    if piece.kind is Kind.PARTICIPLE and hangs and piece.context < piece.start:
        return _in_full(piece, known)
    if piece.subject is not None:
        return _about(piece, known, apart)
    if piece.kind is Kind.PHRASE and not _states(piece):
        return _in_full(piece, known)
    if not _stands(piece):
        return _in_full(piece, known)
    return _unquoted(_written(doc, _after_joint(piece), piece.end, known, apart))


def _after_joint(piece: Piece) -> int:
    """Where a statement begins: after the "but" that joins it to what stands before."""
    doc, start = piece.head.doc, piece.start
    first, second = doc[start], doc[start + 1 : start + 2]
    if first.lower_ == "that" and first.dep_ == "mark" and first.tag_ == "IN":
        return start + 1
    joins = first.lower_ in JOINING and first.dep_ in ("cc", "advmod") and first.is_sent_start
    if not joins or len(second) == 0 or second.text in MARKS:
        return start
    return start + (2 if second.text == "," else 1)


def _named_as(piece: Piece, known: Known) -> _Text | None:
    """What says of something who, what or where it is, if it is that."""
    if piece.kind is Kind.IDENTITY and piece.subject is not None:
        return _identity(piece.subject, piece, known)
    if piece.kind is Kind.TITLE and piece.subject is not None:
        return _titled(piece)
    if piece.kind is Kind.TAIL:
        return _remarked(piece.head.doc, piece, known)
    if piece.kind is Kind.PLACE and (at := _at(piece)):
        return _placed(piece, at)
    return None


def _stands(piece: Piece) -> bool:
    """Whether a clause reads alone: not "will scrap its dividend", nor "which could be true"."""
    words = piece.head.doc[piece.start : piece.end]
    first = words[0]
    relative = first.head.dep_ == "relcl" or "?" not in first.sent.text[-2:]
    asks = first.tag_ in ("WDT", "WP", "WP$") and (relative or first.tag_ == "WP$")
    cut = words[-1] == piece.head and piece.head.lemma_ in ("be", "have", "do")
    if cut and piece.end < first.sent.end - 1:
        # "The council, which must agree, has yet to say when": cut in the middle.
        return False
    quoted = {words.text[:1], words.doc[piece.start - 1].text} & MARKS if piece.start else MARKS
    if words.text.startswith(OF_THEM) and words[2].tag_ in ("WDT", "WP"):
        return False
    if piece.kind in READ_ALONE or quoted:
        return True
    if piece.kind is Kind.COORDINATE and subject_of(piece.head) is None:
        return False
    if first.tag_ in TOLD or asks:
        return False
    return piece.kind is Kind.CONTENT or any(word.tag_ in TOLD for word in words) or _acts(piece)


def _acts(piece: Piece) -> bool:
    """Whether it has a verb with its subject that the tagger only took for an infinitive."""
    verb, own = piece.head, subject_of(piece.head)
    meant = any(child.lower_ == "to" for child in verb.lefts) or verb.head.lemma_ in BRINGING
    return own is not None and piece.start <= own.i and verb.tag_ in ("VB", "VBN") and not meant


def _lacking(piece: Piece) -> tuple[Token, str] | None:
    """ "14 people were killed and more than 60 injured": the subject of the second, and its "were"."""
    verb, own = piece.head, subject_of(piece.head)
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or own is None or own.left_edge.i != piece.start:
        return None
    if any(child.dep_ in HELPING for child in verb.lefts) or own.right_edge.i + 1 != verb.i:
        return None
    helping = [child for child in first.lefts if child.dep_ in HELPING]
    if not _is_passive(first):
        return None
    return own, " ".join(child.text for child in helping)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.lefts)


def _written(doc: Doc, start: int, end: int, known: Known, apart: Sequence[Words] = ()) -> _Text:
    """Some words of the article, with names for what stands for them."""
    named = {first: (last, name) for first, last, name in _named(doc, start, end, known)}
    gaps = dict(apart)
    text, guesses, i = "", list[Guess](), start
    while i < end:
        if i in gaps:
            first, i = i, gaps[i]
            set_apart = doc[first].text in EDGE and doc[i].pos_ in APART
            set_apart = set_apart and doc[first - 1].dep_ != "cc"
            pause = ", " if set_apart else doc[i - 1].whitespace_
            text = text.rstrip() + pause
            continue
        if _is_second_that(doc[i], start):
            i += 1
            continue
        if i not in named:
            text += doc[i].text_with_ws
            i += 1
            continue
        last, name = named[i]
        said = doc[i:last]
        if said[0].tag_ == "PRP$":
            name = possessive(name)
        guesses.append(Guess(len(text), len(text) + len(name), said.text, LIKELY))
        text += name + said[-1].whitespace_
        i = last
        if i < end and (full := _unfolded(doc[i - 1])):
            text += f" {full}{doc[i].whitespace_}"
            i += 1
    return _Text(text.rstrip(), guesses)


def _is_second_that(word: Token, start: int) -> bool:
    """ "It was upset and that it would close", where the first "that" was left out with "she said"."""
    if word.lower_ != "that" or word.dep_ != "mark" or word.i <= start:
        return False
    clause = word.head
    told = clause.dep_ == "conj" and word.nbor(-1).dep_ == "cc"
    while clause.dep_ == "conj":
        clause = clause.head
    return told and clause.dep_ == "ccomp" and clause.head.i < start <= clause.i


def _named(doc: Doc, start: int, end: int, known: Known) -> Iterator[tuple[int, int, str]]:
    """From where to where something stands for a name, once for each name, and the name."""
    seen = {token.text for token in doc[start:end]}
    for token in doc[start:end]:
        if full := known.surname(token):
            if not seen.issuperset(full.split()):
                seen.update(full.split())
                yield token.i, token.i + 1, full
            continue
        name = _meant(token, known)
        last = name.split()[-1:]
        # "The Warm Homes scheme" ends as "the scheme" does.
        told = seen.issuperset(name.split() if last == [token.lower_] else last)
        if not told:
            seen.update(last)
            first = token.i if token.lower_ in HE | SHE | IT else token.left_edge.i
            if first >= start:
                yield first, token.i + 1, name


def _at(piece: Piece) -> str:
    """The preposition of what "where" or "when" stands for, as in "Lund, where four people drowned"."""
    noun = piece.head.head
    if noun.pos_ != "PROPN":
        return ""
    if piece.head.left_edge.lower_ == "where" and noun.ent_type_ in PLACES:
        body = noun.ent_type_ == "FAC" or (noun.ent_type_ == "ORG" and noun.left_edge != noun)
        return "at" if body else "in"
    if noun.ent_type_ != "DATE" or MONTH.match(noun.text) is None:
        return ""
    numbered = any(word.like_num for word in noun.subtree if word.i < piece.start)
    return "on" if numbered else "in"


def _placed(piece: Piece, at: str) -> _Text:
    """ "Lund, where four people drowned": where they did, or "May, when" they did."""
    town = piece.head.head
    place = f" {at} {town.doc[town.left_edge.i : town.i + 1].text}"
    told = str(town.doc[piece.start : piece.end].text).rstrip(".")
    return _Text(
        told + place,
        [Guess(len(told) + 1, len(told + place), town.doc[piece.head.left_edge.i].text, SURE)],
    )


def _unquoted(text: _Text) -> _Text:
    """Without the marks around all of it: that it is quoted stands beside it."""
    words = text.words
    first, last = words[0], words[-1]
    whole = OPENING.get(last) == first and last not in words[1:-1] and len(words) > 2
    if not whole or last == ")":
        return text
    bare = text.without(1)
    return _Text(bare.words[:-1].rstrip(","), bare.guesses)


def _unfolded(pronoun: Token) -> str:
    """ "He’s going": after a name, the shortened verb is written out."""
    short = pronoun.nbor() if pronoun.i + 1 < len(pronoun.doc) else pronoun
    if pronoun.whitespace_ or short == pronoun or short.pos_ not in ("AUX", "VERB"):
        return ""
    if short.text.endswith("ll"):
        return "will"
    if short.text.endswith("d"):
        return "had" if short.head.tag_ in ("VBN", "VBD") else "would"
    return SHORTENED.get(short.lemma_, "")


def _about(piece: Piece, known: Known, apart: Sequence[Words]) -> _Text:
    """A clause without its own subject, with the subject that it borrows."""
    subject = piece.subject
    assert subject is not None
    doc, start = subject.doc, piece.start
    if subject.dep_ == "appos" and subject.head.ent_type_ in PEOPLE:
        # "Jan Holm, a driver who lost his house": Holm did.
        subject = subject.head
    if _clashes(piece, subject) or _is_misjoined(piece):
        return _in_full(piece, known)
    name = known.surname(subject) or _meant(subject, known)
    first, last = _phrase(subject, piece)
    shown = name or _written(doc, first, last, known).words
    bare = shown
    if start and doc[start - 1].lower_ == "whose":
        shown = possessive(shown)
    link = _link(piece, subject)
    if not link and (link := _told_of(subject, doc[start])):
        start += 1
    lead = f"{_capital(shown)} {link}"
    if not link and start and (short := _unfolded(doc[start - 1])):
        lead, start = f"{lead}{short} ", start + 1
    if (own := _some(piece)) is not None:
        # "1,400 people, of whom 61% were opposed": 61% of them were.
        some = doc[piece.start + 2 : own.i + 1].text
        lead = f"{_capital(some)} of {shown if shown == name else shown[:1].lower() + shown[1:]} "
        start = own.i + 1
    text = _written(doc, start, piece.end, _beside(subject, known), apart)
    words = text.words
    if doc[piece.start].is_sent_start and doc[piece.start].pos_ != "PROPN":
        words = words[:1].lower() + words[1:]
    phrase = doc[first:last].text
    confidence = SURE if bare == phrase else LIKELY
    if piece.kind in (Kind.PARTICIPLE, Kind.CHARGE) or _hangs_alone(piece):
        confidence = UNSURE
    told = _Text(words, text.guesses).after(lead)
    whole = Guess(0, len(f"{shown} {link}".rstrip()), phrase, confidence)
    return _Text(told.words, [whole, *told.guesses])


def _clashes(piece: Piece, subject: Token) -> bool:
    """ "A charity were abducted": the parser found the wrong subject. Of bodies that can be said."""
    verb = piece.head
    helping = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    form = next(iter(helping), verb)
    many = AGREEING.get(form.lower_, AGREEING.get(form.tag_ if form.dep_ not in HELPING else ""))
    owns = piece.start > 0 and verb.doc[piece.start - 1].lower_ == "whose"
    if many is None or owns or form.i < piece.start or subject.pos_ != "NOUN" or subject.ent_type_:
        return False
    joined = any(child.dep_ == "conj" for child in subject.children) or subject.dep_ == "conj"
    counted = any(child.like_num or child.dep_ == "nummod" for child in subject.lefts)
    if many:
        return subject.tag_ == "NN" and not joined and subject.lemma_.lower() not in AS_MANY
    if joined and any(child.lower_ == "and" for child in subject.children):
        return not is_human(subject)
    return subject.tag_ == "NNS" and not counted and subject.lemma_.lower() not in AS_ONE


def _is_misjoined(piece: Piece) -> bool:
    """ "They learn what has made them ill and remember it": the parser joins it to "has made"."""
    verb = piece.head
    helping = {c.lemma_ for c in verb.head.lefts if c.dep_ in ("aux", "auxpass")}
    bare = verb.tag_ in ("VB", "VBP") and not any(c.dep_ in HELPING for c in verb.lefts)
    return piece.kind is Kind.COORDINATE and bare and helping == {"have"}


def _some(piece: Piece) -> Token | None:
    """The subject of "of whom 61% were opposed"."""
    words = piece.head.doc[piece.start : piece.head.i]
    if words[:2].text.casefold() not in ("of whom", "of which"):
        return None
    return next((word for word in words[2:] if word.dep_ in ACTING), None)


def _beside(subject: Token, known: Known) -> Known:
    """What pronouns can mean beside a subject: "he" is a person who is it, "it" a thing that is."""
    person = subject.ent_type_ in PEOPLE or subject.lower_ in HE | SHE or is_human(subject)
    many = subject.tag_ in PLURAL
    nobody = Known()
    return replace(
        known,
        person=nobody.person if person else known.person,
        thing=known.thing if person or many else nobody.thing,
        company=known.company if person or many else "",
    )


def _identity(name: Token, piece: Piece, known: Known) -> _Text:
    role, known_called, known_person = piece.head, known.called, known.person
    # "The Liver Trust, a charity": what has a name of its own is what the other says something of.
    first = name.ent_type_ == "PERSON" or (role.ent_type_ != "PERSON" and role.pos_ == "NOUN")
    person, title = (name, role) if first else (role, name)
    # "Her director, Ida Holm": whose director she is, it is not herself.
    known = replace(known, person=lambda word: _but_for(person.text, known_person(word)))
    # "The judge, Ida Holm": whose name "the judge" has is what is told.
    known = replace(known, called=lambda noun: "" if noun == title else known_called(noun))
    doc = name.doc
    if person is name:
        who = doc[name.left_edge.i : name.i + 1].text.lstrip(", ")
        what = _written(doc, title.left_edge.i, piece.end, known)
    else:
        more = (c.left_edge.i - 1 for c in role.rights if c.dep_ == "appos" and set_off(c))
        who = doc[role.left_edge.i : min([piece.end, *more])].text.lstrip(", ")
        last = max(name.i + 1, role.left_edge.i)
        while last > name.i + 1 and doc[last - 1].is_punct:
            last -= 1
        what = _written(doc, piece.start, last, known)
    if (
        doc[piece.start].pos_ in ("DET", "PRON")
        and person is not name
        and not any(one.start == 0 for one in what.guesses)
    ):
        what = replace(what, words=what.words[:1].lower() + what.words[1:])
    stated = f"{_capital(who)} {IS[title.tag_ == 'NNS' and person.ent_type_ not in PEOPLE]}"
    if person is name and (article := _article(doc[title.left_edge.i : title.i + 1])):
        stated += f" {article.strip()}"
    told = what.after(f"{stated} ")
    return _Text(told.words, [Guess(len(who) + 1, len(stated), ",", SURE), *told.guesses])


def _but_for(surname: str, name: str) -> str:
    return "" if surname in name.split() else name


def _titled(piece: Piece) -> _Text:
    """ "Energy Minister Lidia Foss": the name first, then its role and the party after it."""
    doc, last = piece.head.doc, piece.head.i + 1
    start = next(e.start for e in doc.ents if e.start < last <= e.end)
    who = POSSESSIVE.sub("", doc[start:last].text)
    what = (
        doc[piece.start : start].text.rstrip()
        + doc[piece.head.i : piece.end].text[len(piece.head.text) :]
    )
    if doc[piece.start].pos_ in ("DET", "PRON"):
        what = what[:1].lower() + what[1:]
    first = doc[piece.start]
    article = _article(doc[piece.start : start])
    small = piece.start + 1 < start and all(w.is_lower for w in doc[piece.start + 1 : start])
    plain = small or first.lower_ == FORMER or (article and (first.pos_ == "ADJ" or is_role(first)))
    # "Rovers chairman" keeps the capital of the club.
    club = first.tag_ == "NNS" and not first.lower_.endswith("ics")
    if first.is_sent_start and plain and not first.ent_type_ and not club:
        what = what[:1].lower() + what[1:]
    stated = f"{who} is {article}"
    return _Text(stated + what, [Guess(0, len(stated.rstrip()), what, SURE)])


def _article(role: Span) -> str:
    """ "Is an Apple analyst", but "is Energy Minister": of these there is one."""
    first, last = role[0], role[-1]
    if first.lower_ in ORDINALS:
        return "the "
    owned = any(t.tag_ in ("DT", "PRP$", "POS") or t.lower_ in ("chief", "lead") for t in role)
    if first.lower_ == FORMER and not owned:
        return "a "
    if owned or last.is_title or last.lemma_.lower() not in OF_MANY:
        return ""
    return "an " if AN.match(first.text) else "a "


def _remarked(doc: Doc, piece: Piece, known: Known) -> _Text:
    """A remark with what it remarks upon: the name before it, or else all that is before it."""
    pause = doc[piece.start - 1]
    named = _before(pause)
    if named is None or (piece.head.lemma_ in AMOUNTS and named.dep_ not in ACTING):
        return _in_full(piece, known)
    who = doc[named.left_edge.i : pause.i].text
    stated = f"{_capital(who)} {IS[named.tag_ in PLURAL]}"
    words = doc[piece.start : piece.end].text
    return _Text(f"{stated} {words}", [Guess(0, len(stated), pause.text, LIKELY)])


def _before(pause: Token) -> Token | None:
    """The subject that ends at a pause, or the name there, which a remark can be about."""
    last = pause.doc[pause.i - 1]
    following = pause.doc[pause.i + 1]
    if pause.doc[pause.i + 1 : pause.sent.end].text.startswith(OF_THEM):
        return None
    told = following.pos_ in ("DET", "PRON") and following.tag_ not in ("WP", "WDT")
    told = told or following.lower_ in ("one", "among", "worth")
    if not told or last.ent_type_ in ("DATE", "TIME"):
        return None
    token = last
    while token.dep_ in ("pobj", "prep"):
        token = token.head
    if token.dep_ in ACTING and token.left_edge.i >= pause.sent.start:
        return token
    return last if last.pos_ == "PROPN" else None


def _states(phrase: Piece) -> bool:
    """Whether it has a subject and a verb of its own, and tells what they say as a fact."""
    own, first = subject_of(phrase.head), phrase.head.doc[phrase.head.left_edge.i]
    tells = phrase.head.dep_ in ("ccomp", "conj", "advcl") and first.lower_ not in BEGINNING
    # "Another nine years before anybody came".
    tells = tells and not any(c.dep_ == "mark" and c != first for c in phrase.head.lefts)
    return own is not None and phrase.start <= own.i and tells


def _role_in(phrase: Piece) -> Piece | None:
    """ "The mayor of Lund, Jan Holm" says what he is."""
    first = phrase.head
    alone = not any(child.dep_ in ("conj", "poss", "appos") for child in first.children)
    if first.dep_ == "appos" and first.head.ent_type_ in PEOPLE and is_human(first) and alone:
        # "Jan Holm, a son of the founder".
        return replace(phrase, kind=Kind.IDENTITY, subject=first.head)
    for second in first.rights:
        if second.dep_ != "appos" or second.i >= phrase.end:
            continue
        name, role = (first, second) if first.ent_type_ in PEOPLE else (second, first)
        joined = any(
            child.dep_ in ("conj", "poss") for one in (name, role) for child in one.children
        )
        if name.ent_type_ in PEOPLE and is_human(role) and not role.ent_type_ and not joined:
            return replace(phrase, kind=Kind.IDENTITY, head=second, subject=first)
    return None


def _in_full(piece: Piece, known: Known) -> _Text:
    """Together with the clause that it hangs on."""
    sent = piece.head.sent
    first = piece.context if piece.context >= 0 else sent.start
    if sent.doc[first].tag_ in TOLD:
        # "… and held three men, among them a guard": who did is told at the start.
        first = sent.start
    last = closed(sent.doc, first, piece.end) if piece.context >= 0 else sent.end
    hangs = any(word.tag_ in ("WDT", "WP", "WP$") for word in sent.doc[first : first + 2])
    if hangs or not _tells(sent.doc[first:last]) or _is_cut(sent.doc, last):
        # "Nineteen people, ranging in age from 22 to 71": what they do comes after it.
        first, last = sent.start, sent.end
    start, end = trimmed(sent, first, last, connectors=True)
    return _written(sent.doc, start, end, known)


def _tells(words: Span) -> bool:
    """Whether they have a verb that stands alone: not of "the poll, in which 40 people voted"."""

    def told_of_a_noun(verb: Token) -> bool:
        above = (verb, *verb.ancestors)
        return any(t.dep_ == "relcl" and words.start <= t.head.i < words.end for t in above)

    return any(word.tag_ in TOLD and not told_of_a_noun(word) for word in words)


def _is_cut(doc: Doc, end: int) -> bool:
    """Whether words end in a "with" whose other half stands after them."""
    last = end - 1
    while last > 0 and doc[last].is_punct:
        last -= 1
    word = doc[last]
    opens = word.dep_ in ("prep", "agent") and word.pos_ in ("ADP", "SCONJ")
    return opens and any(child.i >= end and child.dep_ in OPENED for child in word.children)


def _meant(token: Token, known: Known) -> str:
    """The name behind a pronoun or a description, when there is little doubt."""
    if token.lower_ in HE | SHE:
        # "Paid her 40 euros" may be to her, whatever the parser says.
        after = token.doc[token.i + 1 : token.i + 2]
        either = token.lower_ == "her" and any(word.like_num for word in after)
        return "" if token.lower_ in ALONE or either else known.person(token)
    if token.lower_ in IT:
        return known.thing(token)
    if (
        known.company
        and is_company_description(token)
        and token.lemma_.lower() not in known.introduced
    ):
        # "The firm that built it" is told there, and need not be the one named before.
        clauses = (child for child in token.rights if child.dep_ in ("relcl", "acl"))
        told = any(not set_off(clause) for clause in clauses)
        # "The Norvik-owned company" is not Norvik.
        before = token.doc[token.left_edge.i : token.i]
        named = any(t.pos_ == "PROPN" and t.text in known.company.split() for t in before)
        named = named or any(c.dep_ == "appos" for c in token.rights)
        return "" if told or named else known.company
    return known.called(token)


def _phrase(subject: Token, piece: Piece) -> Words:
    """A subject with what belongs to it, but for the clause that it is lent to."""
    last = subject.i
    for child in subject.rights:
        bracketed = child.nbor(-1).text in ("(", ",")
        belongs = child.dep_ in ("prep", "appos") and not bracketed
        # "Men and women who had a stroke" are both.
        joined = child.dep_ in ("cc", "conj") and child.right_edge.i < piece.start
        if (belongs or joined) and child.left_edge.i == last + 1:
            last = _to_pause(subject, child.right_edge.i)
    if subject.i < piece.start <= last:
        last = piece.start - 1
        while last > subject.i and subject.doc[last].text in {*EDGE, *RELATIVE}:
            last -= 1
    while last > subject.i and subject.doc[last].text in EDGE:
        last -= 1
    return subject.left_edge.i, last + 1


def _to_pause(noun: Token, last: int) -> int:
    """Where a phrase ends before a remark: "an amendment from the Greens, who …"."""
    commas = (token.i for token in noun.doc[noun.i : last] if token.text == ",")
    return min([last, *(i - 1 for i in commas)])


def _link(piece: Piece, subject: Token) -> str:
    """The helping verb that a clause left behind when it was cut from its sentence."""
    verb = piece.head
    helping = [c for c in verb.lefts if c.dep_ in HELPING and subject.i < c.i < piece.start]
    if verb.dep_ == "conj" and verb.head.tag_ == "MD":
        helping = [verb.head, *(c for c in verb.head.rights if c.dep_ == "neg")]
    if helping:
        # "He would not, he added, resign": the words around who says it belong together.
        return " ".join([*(c.text for c in helping), ""])
    own = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass") and c.i >= piece.start]
    if own and own[0].lower_ == "been" and verb.dep_ == "conj":
        # "Had applied twice and been turned down".
        return " ".join([*(c.text for c in verb.head.lefts if c.lower_ in HAVING), ""])
    if own:
        return ""
    alone = piece.kind in (Kind.PARTICIPLE, Kind.CHARGE) or _hangs_alone(piece)
    if (
        piece.kind is Kind.COORDINATE
        and subject_of(verb) is None
        and (verb.tag_ in ("VB", "VBN", "VBG") or _did_too(verb))
        and verb.head.pos_ == "VERB"
        and (not _did_too(verb) or subject_of(verb.head) in (None, subject))
    ):
        shared = [c.text for c in verb.head.lefts if c.dep_ in HELPING]
        if shared:
            return " ".join([*shared, ""])
        alone = verb.tag_ == verb.head.tag_ == "VBN" and verb.head.dep_ in ("advcl", "acl")
    has_object = any(child.dep_ == "dobj" for child in verb.rights)
    if has_object and verb.tag_ == "VBN" and verb.lemma_ not in GIVING:
        # "The striker headed in the corner": the parser took it for what was done to him.
        return ""
    if alone:
        many = subject.tag_ in PLURAL or any(child.dep_ == "conj" for child in subject.rights)
        now = any(c.lower_ in ("now", "still", "currently") for c in verb.lefts)
        before = verb.tag_ == "VBN" and verb.i < subject.i and not now
        past = verb.head.tag_ in PAST or verb.head.pos_ not in ("VERB", "AUX")
        if before or (past and not now):
            return "were " if many else "was "
        return "are " if many else "is "
    return ""


def _did_too(verb: Token) -> bool:
    """The second of "has killed and driven", of which the tagger may make "killed and drove"."""
    first = verb.head
    helping = [child.lemma_ for child in first.lefts if child.dep_ in ("aux", "auxpass")]
    return (verb.tag_, first.tag_, helping) == ("VBD", "VBN", ["have"])


def _told_of(subject: Token, helping: Token) -> str:
    """ "Having been sold" had been; "being kept" was."""
    if helping.tag_ != "VBG" or helping.dep_ not in HELPING:
        return ""
    if helping.lower_ == "having":
        return "had "
    return "were " if subject.tag_ in PLURAL else "was "


def _hangs_alone(piece: Piece) -> bool:
    """ "The firm facing charges"."""
    return piece.kind is Kind.PHRASE and piece.head.tag_ in ("VBG", "VBN")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _opened(text: _Text) -> _Text:
    """Without a mark at the start that nothing closes, or that closes what began before."""
    if text.words.startswith(DOUBLED) and _doubled(text.words) > 0:
        return text.without(len(DOUBLED))
    first, rest = text.words[:1], text.words[1:]
    closing = next((c for c, opening in OPENING.items() if opening == first), "")
    lonely = closing != "" and closing not in rest
    if lonely or first in ("”", ")") or (first == "’" and rest.startswith(" ")):
        return text.without(len(text.words) - len(rest.lstrip(" ,")))
    return text


def _ended(statement: str) -> str:
    """With a stop at its end, and without a mark there that closes what never began."""
    if (doubled := _doubled(statement)) > 0:
        statement = _closed(statement, DOUBLED, DOUBLED)
    elif doubled < 0:
        statement = statement.removesuffix(DOUBLED)
    if statement.endswith(DOUBLED):
        return statement
    last = statement[-1:]
    while last in OPENING and _closes_nothing(statement, last):
        statement = statement[:-1].rstrip(" ,")
        last = statement[-1:]
    if last == "." and statement[-2:-1] == ")" and _closes_nothing(statement[:-1], ")"):
        statement = statement[:-2] + "."
    for opening, closing in (("“", "”"), ("(", ")")):
        if statement.count(opening) > statement.count(closing):
            statement = _closed(statement, opening, closing)
    return statement if statement[-1:] in '.!?”"' else f"{statement}."


def _doubled(statement: str) -> int:
    """How many more marks of the kind ''…'' open than close. The inches of 6'2'' close nothing."""
    opened = len(OPENED_TWICE.findall(statement))
    return opened - len(CLOSED_TWICE.findall(statement))


def _closed(statement: str, opening: str, closing: str) -> str:
    """With the mark that was cut off: “The dam “was safe” of “The dam “was safe and …”."""
    last = statement.rindex(opening)
    if opening == "(" and last > 0 and len(statement[last:].split()) < ENOUGH:
        return statement[:last].rstrip()
    return f"{statement.rstrip('.')}{closing}"


def _closes_nothing(statement: str, last: str) -> bool:
    opening = OPENING[last]
    if opening == last:
        return statement.count(last) % 2 == 1
    return statement.count(last) > statement.count(opening)
