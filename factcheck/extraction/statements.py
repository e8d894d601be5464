"""Writes a claim so that it can be read alone, and marks which words are a guess."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from factcheck.extraction.names import HE, SHE, is_company_description
from factcheck.extraction.pieces import EDGE, RELATIVE, Kind, Piece, trimmed
from factcheck.extraction.results import Guess

SURE, LIKELY, UNSURE = 0.9, 0.75, 0.6
HIS = frozenset({"his", "her"})
PAST = frozenset({"VBD"})
PLURAL = frozenset({"NNS", "NNPS"})
# "…, the steepest drop since 2009" tells about the figure before it and not about a name.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Of a clause, how many words may stand before the pronoun that is its subject.
LEAD = 6
SHORTENED = {"be": "is", "have": "has"}
OPENING = {"”": "“", "’": "‘", '"': '"', ")": "("}
AMOUNTS = frozenset(
    "amount change contraction cut decline decrease drop fall figure gain growth increase jump level "
    "loss lot number performance rate reading result rise share slump sum surge time total win year".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the article has said before: whom a pronoun means, and the last company named."""

    person: Callable[[Token], str] = lambda pronoun: ""
    company: str = ""
    speaker: str = ""


def write(piece: Piece, words: str, known: Known) -> tuple[str, tuple[Guess, ...]]:
    """The statement of a claim, which has these words, and the guessed ones of it."""
    doc = piece.head.doc
    if piece.kind is Kind.IDENTITY and piece.subject is not None:
        return _identity(piece.subject, piece)
    if piece.kind is Kind.TITLE and piece.subject is not None:
        return _titled(piece)
    if piece.kind is Kind.TAIL:
        return _remarked(doc, piece)
    if piece.kind is Kind.PLACE and piece.head.head.ent_type_ == "GPE":
        return _placed(piece, words)
    hangs = piece.head.tag_ == "VBG" and piece.head.dep_ != "pcomp"
    if piece.kind is Kind.PARTICIPLE and hangs and piece.context < piece.start:
        return _in_full(piece)
    if piece.subject is not None:
        return _about(piece, words, known)
    first = doc[piece.start]
    own = _own_subject(piece)
    if own is not None and (name := _meant(own, known)):
        place = own.idx - first.idx
        name = name if place else _capital(name)
        rest = _unfolded(own, words[place + len(own.text) :])
        guess = Guess(place, place + len(name), own.text, LIKELY)
        return _ended(_capital(words[:place]) + name + rest), (guess,)
    if first.dep_ == "poss" and first.lower_ in HIS and (name := known.person(first)):
        whose = f"{name}’" if name.endswith("s") else f"{name}’s"
        rest = words[len(first.text) :]
        return _ended(whose + rest), (Guess(0, len(whose), first.text, LIKELY),)
    return _ended(_capital(_unquoted(words))), ()


def _placed(piece: Piece, words: str) -> tuple[str, tuple[Guess, ...]]:
    """ "Lund, where four people drowned": where they did."""
    town = piece.head.head
    place = f" in {town.doc[town.left_edge.i : town.i + 1].text}"
    told = _capital(words.rstrip("."))
    return _ended(told + place), (Guess(len(told) + 1, len(told + place), "where", SURE),)


def _unquoted(words: str) -> str:
    """Without the marks around all of it: that it is quoted stands beside it."""
    first, last = words[0], words[-1]
    whole = OPENING.get(last) == first and last not in words[1:-1] and len(words) > 2
    return words[1:-1] if whole and last != ")" else words


def _own_subject(piece: Piece) -> Token | None:
    """The subject of a clause where it is one word, first or after a few: "In 2020 he resigned"."""
    doc = piece.head.doc
    first = doc[piece.start]
    if first.dep_ in SUBJECTS:
        return first
    leads = (t for t in piece.head.lefts if t.dep_ in SUBJECTS and t.lower_ in HE | SHE)
    own = next((token for token in leads if piece.start < token.i <= piece.start + LEAD), None)
    return own if own is not None and own.i < piece.end else None


def _unfolded(pronoun: Token, rest: str) -> str:
    """ "He’s going": after a name, the shortened verb is written out."""
    short = pronoun.nbor() if pronoun.i + 1 < len(pronoun.doc) else pronoun
    if pronoun.whitespace_ or short == pronoun or short.pos_ not in ("AUX", "VERB"):
        return rest
    full = "will" if short.text.endswith("ll") else SHORTENED.get(short.lemma_, "")
    if short.text.endswith("d"):
        full = "had" if short.head.tag_ in ("VBN", "VBD") else "would"
    return f" {full}{rest[len(short.text) :]}" if full else rest


def _about(piece: Piece, words: str, known: Known) -> tuple[str, tuple[Guess, ...]]:
    """A clause without its own subject, with the subject that it borrows."""
    subject = piece.subject
    assert subject is not None
    if subject.doc[piece.start].is_sent_start and subject.doc[piece.start].pos_ != "PROPN":
        words = words[:1].lower() + words[1:]
    phrase = _phrase(subject, piece)
    name = _meant(subject, known)
    shown = name or phrase
    if piece.start and subject.doc[piece.start - 1].lower_ == "whose":
        shown += "’" if shown.endswith("s") else "’s"
    link = _link(piece, subject)
    if not link and piece.start:
        words = _unfolded(subject.doc[piece.start - 1], words).lstrip()
    statement = _ended(f"{_capital(shown)} {link}{words}")
    confidence = LIKELY if name else SURE
    if piece.kind in (Kind.PARTICIPLE, Kind.CHARGE) or _hangs_alone(piece):
        confidence = UNSURE
    return statement, (Guess(0, len(f"{shown} {link}".rstrip()), phrase, confidence),)


def _identity(name: Token, piece: Piece) -> tuple[str, tuple[Guess, ...]]:
    role = piece.head
    # "The Liver Trust, a charity": what has a name of its own is what the other says something of.
    first = name.ent_type_ == "PERSON" or (role.ent_type_ != "PERSON" and role.pos_ == "NOUN")
    person, title = (name, role) if first else (role, name)
    doc = name.doc
    if person is name:
        who = doc[name.left_edge.i : name.i + 1].text
        what = doc[title.left_edge.i : piece.end].text
    else:
        who = doc[role.left_edge.i : piece.end].text
        last = max(name.i + 1, role.left_edge.i)
        while last > name.i + 1 and doc[last - 1].is_punct:
            last -= 1
        what = doc[piece.start : last].text
    if doc[piece.start].pos_ in ("DET", "PRON") and person is not name:
        what = what[:1].lower() + what[1:]
    return _ended(f"{_capital(who)} is {what}"), (Guess(len(who) + 1, len(who) + 3, ",", SURE),)


def _titled(piece: Piece) -> tuple[str, tuple[Guess, ...]]:
    """ "Energy Minister Lidia Foss": the name first, then its role and the party after it."""
    doc, last = piece.head.doc, piece.head.i + 1
    start = next(e.start for e in doc.ents if e.start < last <= e.end)
    who = doc[start:last].text
    what = (
        doc[piece.start : start].text.rstrip()
        + doc[piece.head.i : piece.end].text[len(piece.head.text) :]
    )
    if doc[piece.start].pos_ in ("DET", "PRON"):
        what = what[:1].lower() + what[1:]
    return _ended(f"{who} is {what}"), (Guess(0, len(who) + 3, what, SURE),)


def _remarked(doc: Doc, piece: Piece) -> tuple[str, tuple[Guess, ...]]:
    """A remark with what it remarks upon: the name before it, or else all that is before it."""
    pause = doc[piece.start - 1]
    named = _before(pause)
    if named is None or (piece.head.lemma_ in AMOUNTS and named.dep_ not in SUBJECTS):
        return _in_full(piece)
    who = doc[named.left_edge.i : pause.i].text
    stated = f"{_capital(who)} {'are' if named.tag_ in PLURAL else 'is'}"
    words = doc[piece.start : piece.end].text
    return _ended(f"{stated} {words}"), (Guess(0, len(stated), pause.text, LIKELY),)


def _before(pause: Token) -> Token | None:
    """The subject that ends at a pause, or the name there, which a remark can be about."""
    last = pause.doc[pause.i - 1]
    following = pause.doc[pause.i + 1]
    told = following.pos_ in ("DET", "PRON") or following.lower_ in ("one", "among", "worth")
    if not told or last.ent_type_ in ("DATE", "TIME"):
        return None
    token = last
    while token.dep_ in ("pobj", "prep"):
        token = token.head
    if token.dep_ in SUBJECTS and token.left_edge.i >= pause.sent.start:
        return token
    return last if last.pos_ == "PROPN" else None


def _in_full(piece: Piece) -> tuple[str, tuple[Guess, ...]]:
    """Together with the clause that it hangs on, in the words of the article."""
    sent = piece.head.sent
    start, end = trimmed(sent, piece.context, piece.end, connectors=True)
    return _ended(_capital(sent.doc[start:end].text)), ()


def _meant(subject: Token, known: Known) -> str:
    """The name behind a pronoun or a description, when there is little doubt."""
    if subject.lower_ in HE | SHE:
        return known.person(subject)
    if subject.lower_ == "it":
        return known.speaker
    if known.company and is_company_description(subject):
        return known.company
    return ""


def _phrase(subject: Token, piece: Piece) -> str:
    """A subject with what belongs to it, but for the clause that it is lent to."""
    last = subject.i
    for child in subject.rights:
        bracketed = child.nbor(-1).text in ("(", ",")
        if child.dep_ in ("prep", "appos") and child.left_edge.i == last + 1 and not bracketed:
            last = child.right_edge.i
    if subject.i < piece.start <= last:
        last = piece.start - 1
        while last > subject.i and subject.doc[last].text in {*EDGE, *RELATIVE}:
            last -= 1
    return str(subject.doc[subject.left_edge.i : last + 1].text)


def _link(piece: Piece, subject: Token) -> str:
    """The helping verb that a clause left behind when it was cut from its sentence."""
    verb = piece.head
    if any(child.dep_ in ("aux", "auxpass") and child.i >= piece.start for child in verb.lefts):
        return ""
    alone = piece.kind in (Kind.PARTICIPLE, Kind.CHARGE) or _hangs_alone(piece)
    if (
        piece.kind is Kind.COORDINATE
        and verb.tag_ in ("VB", "VBN", "VBG")
        and verb.head.pos_ == "VERB"
    ):
        shared = [c.text for c in verb.head.lefts if c.dep_ in ("aux", "auxpass", "neg")]
        if shared:
            return " ".join([*shared, ""])
        alone = verb.tag_ == verb.head.tag_ == "VBN" and verb.head.dep_ in ("advcl", "acl")
    if alone:
        many = subject.tag_ in PLURAL
        before = verb.tag_ == "VBN" and verb.i < subject.i
        if before or verb.head.tag_ in PAST or verb.head.pos_ not in ("VERB", "AUX"):
            return "were " if many else "was "
        return "are " if many else "is "
    return ""


def _hangs_alone(piece: Piece) -> bool:
    """ "The firm facing charges"."""
    return piece.kind is Kind.PHRASE and piece.head.tag_ in ("VBG", "VBN")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ended(statement: str) -> str:
    """With a stop at its end, and without a mark there that closes what never began."""
    last = statement[-1:]
    while last in OPENING and _closes_nothing(statement, last):
        statement = statement[:-1].rstrip(" ,")
        last = statement[-1:]
    if last == "." and statement[-2:-1] == ")" and _closes_nothing(statement[:-1], ")"):
        statement = statement[:-2] + "."
    return statement if statement[-1:] in '.!?”"' else f"{statement}."


def _closes_nothing(statement: str, last: str) -> bool:
    opening = OPENING[last]
    if opening == last:
        return statement.count(last) % 2 == 1
    return statement.count(last) > statement.count(opening)
