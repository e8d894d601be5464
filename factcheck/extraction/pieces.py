"""What a piece of a sentence is, and the marks and the grammar that bound it."""

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Span, Token

from factcheck.extraction.results import Place

# Who or what does it, or has it done.
ACTING = frozenset({"nsubj", "nsubjpass"})
SUBJECTS = ACTING | {"expl", "csubj"}
RELATIVE = frozenset({"which", "who", "that"})
VERBS = frozenset({"VERB", "AUX"})
EDGE = frozenset({",", ";", ":", "–", "—", "-", "--", ".", "•", "*", "·", "(", ")", "…", "..."})
# Of these, what a piece may not end in.
LOOSE = EDGE - {".", ")"}
# Conjunctions that join a second fact; "if" and "unless" only suppose one.
FACT_MARKS = frozenset(
    "after before while although though as since when because whereas once".split()
)
CONNECTORS = frozenset({"and", "but", "or", "yet", "so", "that", "then", "where", *FACT_MARKS})
SHORTEST = 4


class Kind(StrEnum):
    MAIN = "main"
    LINE = "line"
    COORDINATE = "coordinate"
    CONTENT = "content"
    RELATIVE = "relative"
    ADVERBIAL = "adverbial"
    PARTICIPLE = "participle"
    CHARGE = "charge"
    IDENTITY = "identity"
    TITLE = "title"
    TAIL = "tail"
    PLACE = "place"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of tokens that states something: its head, and whom it leaves unsaid."""

    start: int
    end: int
    kind: Kind
    head: Token
    subject: Token | None = None
    # Where the clause begins that a remark belongs to.
    context: int = -1
    # The smallest clause that holds a phrase.
    around: "Piece | None" = None

    @property
    def place(self) -> Place:
        """Its letters in the paragraph."""
        doc = self.head.doc
        last = doc[self.end - 1]
        return doc[self.start].idx, last.idx + len(last)


def shared(one: Place, other: Place) -> float:
    """What two places have in common, of all that either has: from 0 to 1."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0]))


def trimmed(sent: Span, start: int, end: int, connectors: bool = False) -> tuple[int, int]:
    """Without loose marks at either end, nor the word that joins it to what stands before."""
    doc = sent.doc
    while start < end and _loose_start(doc[start], connectors):
        start += 1
    while end > start and _loose_end(doc[end - 1]):
        end -= 1
    return start, end


def _loose_end(token: Token) -> bool:
    joins = token.dep_ in ("cc", "mark") and token.pos_ in ("CCONJ", "SCONJ")
    return token.is_space or token.text in LOOSE or joins


def closed(doc: Doc, start: int, end: int) -> int:
    """Where words end, with the "%", the bracket or the "/h" that belongs to the last of them."""
    slash = end < len(doc) and doc[end].text == "/"
    if slash and not doc[end].whitespace_ and not doc[end - 1].whitespace_:
        end = min(end + 2, len(doc))
    for i in range(end, min(end + 2, len(doc))):
        token = doc[i]
        belongs = token.text == "%" or (token.text == ")" and _is_open(doc[start:end]))
        if not belongs or token.is_sent_start or doc[i - 1].whitespace_:
            break
        end = i + 1
    return end


def _is_open(words: Span) -> bool:
    texts = [token.text for token in words]
    return texts.count("(") > texts.count(")")


def _loose_start(token: Token, connectors: bool) -> bool:
    if token.is_space or token.text in EDGE or token.shape_ == "dd:dd":
        return True
    if connectors and token.lower_ == "that" and token.dep_ == "det":
        return _goes_on(token)
    if connectors and token.lower_ == "that" and token.dep_ == "dobj":
        # "Told them that staff wept", where the parser reads "whom staff wept".
        return token.head.dep_ == "ccomp" and token.i < token.head.i
    joins = token.lower_ in CONNECTORS or (token.lower_ == "even" and _joined_by_next(token))
    return connectors and joins and token.dep_ in ("mark", "cc", "advmod")


def _goes_on(that: Token) -> bool:
    """ "Said that it rained and that staff left": no staff is pointed at."""
    before = that.doc[that.sent.start : that.i]
    if before and before[-1] == that.head.head.head and that.head.head.dep_ == "ccomp":
        return True  # "Suggested that bedtime dosing helped".
    first = any(
        token.dep_ == "ccomp" or (token.lower_ == "that" and token.dep_ == "mark")
        for token in before
    )
    return first and before[-1].dep_ == "cc"


def _joined_by_next(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in CONNECTORS


def subject_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def is_relative(word: Token) -> bool:
    """ "Who", "which", "that": not the WHO."""
    return word.lower_ in RELATIVE and word.tag_ in ("WP", "WDT") and not word.text.isupper()


def stands_for(relative: Token) -> Token | None:
    """The noun that "who" means: in "Holm, who came and who left", it is Holm."""
    verb = relative.head
    while verb.dep_ == "conj" and verb.pos_ in VERBS:
        verb = verb.head
    if verb.dep_ == "relcl":
        return verb.head
    return None if verb.pos_ in VERBS else verb


def whose(subject: Token) -> Token | None:
    return next((child for child in subject.lefts if child.lower_ == "whose"), None)


def adds(verb: Token) -> bool:
    """A relative clause set off by a mark adds a fact; others pick out which thing is meant."""
    own = subject_of(verb)
    if own is None or not (set_off(verb) or (whose(own) and verb.head.tag_ != "NNS")):
        return False
    return own.lower_ in RELATIVE or whose(own) is not None


def leaves_open(first: Token) -> bool:
    """Whether a clause that begins so leaves open what it tells: "when it ends", "whether it ends"."""
    return first.tag_ in ("WRB", "WP", "WDT") or first.lower_ in ("whether", "if")


def set_off(verb: Token) -> bool:
    first = verb.left_edge.i
    return first > verb.sent.start and verb.doc[first - 1].text in EDGE
