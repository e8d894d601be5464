"""Quotations that go on in the next paragraph, or stand alone after the speaker was named."""

from spacy.tokens import Doc, Token

from factcheck.extraction import cues
from factcheck.extraction.found import Found, quoted_tokens
from factcheck.extraction.tellers import subject_of

MARKS = frozenset('“"‘«')
# The longest line above a post: a name, a handle and a date.
POSTER = 14
CLOSING = frozenset('”"’»')


def find(doc: Doc, before: Doc | None, said_before: bool, said_here: bool) -> Found | None:
    """What the speaker of the paragraph before still says in this one.

    That is its whole quotation, when the paragraph before left one open, ended with
    "he said:", or this one is nothing but a quotation.
    """
    if before is None or not len(doc):
        return None
    if _handle(before):
        # A post has no marks, and is in its writer's own words all the same.
        doc.spans["quotations"] = [doc[:]]
        return whole(doc)
    if said_here:
        return None
    if doc[0].text[:1] not in MARKS:
        return whole(doc) if _writes(before) else None
    quoted = quoted_tokens(doc)
    content = tuple(i for i in range(len(doc)) if i in quoted)
    alone = all(i in quoted or doc[i].is_space for i in range(len(doc)))
    announced = _announcing(before) is not None
    if not content or not (announced or alone or (said_before and _left_open(before))):
        return None
    return Found((), (), content, None, doc[0], "continued")


def announced(doc: Doc) -> Found | None:
    """ "The mayor said:" at the end of a paragraph: a speaker and a cue, with nothing said yet."""
    if handle := _handle(doc):
        source = tuple(range(handle.i))
        return Found(source, (handle.i,), (), doc[handle.i - 1], handle, "announced")
    if (told := _lists(doc)) is not None:
        return told
    verb = _announcing(doc)
    if verb is None:
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return None
    source = tuple(token.i for token in subject.subtree if not token.is_punct)
    return Found(source, (verb.i,), (), subject, verb, "announced")


def _announcing(doc: Doc) -> Token | None:
    last = [token for token in doc[-4:] if not token.is_space and token.text != ":"]
    colon = any(token.text == ":" for token in doc[-2:])
    if colon:
        sent = doc[len(doc) - 1].sent
        return next((t for t in sent if "says" in cues.verb(t.lemma_) and t.pos_ == "VERB"), None)
    if last and last[-1].pos_ == "VERB" and "says" in cues.verb(last[-1].lemma_):
        return last[-1]
    return None


def begins_list(doc: Doc) -> bool:
    """Whether the items after it are what somebody says: "The police said:", "According to Holm:"."""
    return doc[-1].text == ":" and bool(_lists(doc) or _announcing(doc))


def whole(doc: Doc) -> Found:
    """All of a paragraph as what the speaker before it says."""
    return Found((), (), tuple(range(len(doc))), None, doc[0], "continued")


def _lists(doc: Doc) -> Found | None:
    """ "According to the union:", "Here is what the union said:" above a list."""
    if doc[-1].text != ":":
        return None
    sent = doc[-1].sent
    for token in sent:
        to = token.i + 1
        if token.lower_ == "according" and to < sent.end and doc[to].lower_ == "to":
            speaker = next((child for child in doc[to].children if child.dep_ == "pobj"), None)
            if speaker is not None:
                source = tuple(t.i for t in speaker.subtree if t.text != ":")
                return Found(source, (token.i, to), (), speaker, token, "announced")
    return None


def _writes(doc: Doc) -> bool:
    """ "Holm wrote on his blog:": what stands in the next paragraph needs no marks."""
    verb = _announcing(doc) if doc[-1].text == ":" else None
    return verb is not None and subject_of(verb) is not None


def _handle(doc: Doc) -> Token | None:
    """ "Anna Weiss @annaweiss": the line above what she posted."""
    if not 2 <= len(doc) <= POSTER:
        return None
    handle = next((t for t in doc if t.text.lstrip("(").startswith("@")), None)
    if handle is None or not 0 < handle.i <= 5:
        return None
    return handle if all(token.text.istitle() for token in doc[: handle.i]) else None


def _left_open(doc: Doc) -> bool:
    spans = list(doc.spans["quotations"])
    return bool(spans) and spans[-1].end == len(doc) and spans[-1].text[-1] not in CLOSING
