"""Who tells what a cue brings: its subject, its owner, whoever stands beside it."""

from spacy.tokens import Span, Token

from factcheck.extraction import cues
from factcheck.extraction.components.titles import is_role
from factcheck.extraction.contents import FINITE, subject_before, swallowed
from factcheck.extraction.names import HE, SHE, is_human
from factcheck.extraction.pieces import VERBS

SUBJECTS = frozenset({"nsubj", "csubj"})
SPEAKING = frozenset({"PERSON", "ORG"})
NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART"})
TELLS_MORE = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
ADDRESSING = frozenset("advise ask assure inform notify remind tell warn".split())
WHEN_OR_WHY = frozenset({"after", "before", "beyond", "by", "despite", "for", "in", "of", "since"})
ABOUT_WHOM = frozenset({"for", "of"})
# What is done with a claim or a warning by those whose it is.
GIVING = frozenset("air express give issue make offer raise reiterate repeat voice".split())
STRESSING = frozenset({"even", "only"})
ISSUING = frozenset(
    "circulate deliver email file give issue make post publish put release send sign tweet write".split()
)
FROM_WHOM = frozenset({"by", "from"})
APART = frozenset({",", "–", "—", "("})
NOBODY = frozenset({"nothing", "nobody", "none", "no"})
SHARES = frozenset("percent half third quarter majority minority proportion share most few".split())


def speaker_of(verb: Token) -> Token | None:
    """The subject of the verb, or of the verb that it hangs on."""
    return None if _is_addressed(verb) else _acting(verb)


def _acting(verb: Token) -> Token | None:
    seen = verb
    for _ in range(5):
        # "Holm was criticised by Weiss and said that …": Holm said so.
        if seen != verb and _acts(verb) and (subject := _passive_subject(seen)):
            return subject
        if found := subject_of(seen):
            return None if seen != verb and _is_nobody(found) else found
        if found := _hidden_subject(seen):
            return found
        if seen.lemma_ == "quote" and (quoted := _passive_subject(seen)):
            return quoted
        if seen.lemma_ in ADDRESSING and any(c.dep_ == "auxpass" for c in seen.lefts):
            return _listening(seen)
        if seen.dep_ in ("pcomp", "acl"):
            return _issuer_of(seen.head) if seen.dep_ == "acl" else _after_preposition(seen)
        if seen.dep_ not in ("conj", "advcl", "xcomp"):
            return None
        seen = reporting(seen) or seen.head
        # "The board was upset, saying that …"
        if verb.tag_ == "VBG" and (upset := _passive_subject(seen)) and subject_of(seen) is None:
            return upset
    return None


def _issuer_of(noun: Token) -> Token:
    """ "Meyer issued a statement saying that …": she says so. Of other nouns the noun itself."""
    issued = noun.dep_ == "dobj" and noun.head.lemma_ in ISSUING and noun.lemma_ in cues.RECORDS
    return (subject_of(noun.head) if issued else None) or noun


def _is_addressed(verb: Token) -> bool:
    """ "Asked whether it was sold, Holm left", "told that it was": he is asked and told."""
    before = verb.doc[verb.i - 1].lower_ if verb.i > verb.sent.start else "when"
    past = verb.tag_ in ("VBN", "VBD") and verb.dep_ == "advcl" and verb.head.i > verb.i
    return verb.lemma_ in ADDRESSING and past and before == "when" and subject_of(verb) is None


def _listening(verb: Token) -> Token | None:
    """ "Holm rang and was told that …": he listens. So does a jury, to somebody who is not named."""
    hears = _passive_subject(verb)
    return hears if hears is not None and hears.lower_ in cues.LISTENING else None


def _hidden_subject(verb: Token) -> Token | None:
    """The subject where the parser joins it to another word."""
    clause = swallowed(verb)
    if clause is not None:
        return subject_before(clause)
    return (
        _taken_along(verb)
        or _reduced(verb)
        or _misread(verb)
        or _held_up(verb)
        or _has_said(verb)
        or _of_the_first_clause(verb)
    )


def _taken_along(verb: Token) -> Token | None:
    """ "Has offered to host them and a guard said that …", where the parser takes the guard for one
    who is hosted.
    """
    token = verb.doc[verb.i - 1] if verb.i and verb.dep_ == "conj" and verb.tag_ in FINITE else verb
    found = None
    while token.i < verb.i and token.right_edge.i == verb.i - 1:
        found, token = token, token.head
        joins = found.left_edge.i and found.doc[found.left_edge.i - 1].dep_ == "cc"
        if found.dep_ == "conj" and joins and found.pos_ in ("NOUN", "PROPN"):
            return found
    return None


def _reduced(verb: Token) -> Token | None:
    """ "Polling done for a paper suggested that …", where the parser takes "done" for what the polling
    did.
    """
    done = verb.head if verb.dep_ == "dep" and verb.tag_ in FINITE else verb
    plain = done != verb and done.tag_ == "VBN" and done.dep_ == "ROOT"
    return subject_before(done) if plain and not any(c.dep_ == "aux" for c in done.lefts) else None


def _misread(verb: Token) -> Token | None:
    """ "But Early still says …", where the tagger takes a name for an adverb."""
    said = verb.tag_ in FINITE and "says" in cues.verb(verb.lemma_)
    adverbs = (c for c in verb.lefts if c.dep_ == "advmod" and c.i > verb.sent.start)
    return next((c for c in adverbs if c.is_title), None) if said else None


def _held_up(verb: Token) -> Token | None:
    """ "Allies have in the past said …", "Holm, up for election, said …", where the parser hangs the
    subject on a word between.
    """
    if "says" not in cues.verb(verb.lemma_):
        return None
    between = (c for c in verb.lefts if c.dep_ in ("aux", "prep", "advmod"))
    return next((s for c in between for s in c.lefts if s.dep_ == "nsubj"), None)


def _has_said(verb: Token) -> Token | None:
    """ "He’s said that …", where the parser reads "he is said"."""
    helping = {c.lower_ for c in verb.lefts if c.dep_ == "auxpass"}
    told = any(c.dep_ == "ccomp" for c in verb.rights)
    return _passive_subject(verb) if told and helping & {"'s", "’s"} else None


def _of_the_first_clause(verb: Token) -> Token | None:
    """ "Meyer praised him, scorned her and said …", where the parser makes the second verb the first's
    head.
    """
    told = any(c.dep_ == "ccomp" for c in verb.rights)
    bare = verb.tag_ in FINITE and verb == verb.sent.root and not told
    before = (c for c in verb.lefts if c.dep_ in ("ccomp", "advcl") and c.tag_ == verb.tag_)
    clause = next(before, None) if bare else None
    if clause is None or any(c.dep_ == "mark" or c.tag_ == "WRB" for c in clause.lefts):
        return None
    return subject_of(clause)


def _is_nobody(subject: Token) -> bool:
    """ "No talks are planned and …"."""
    return subject.lower_ in NOBODY or any(child.lower_ in NOBODY for child in subject.lefts)


def _acts(verb: Token) -> bool:
    """ "Said", "has said"; not "was told" or "saying"."""
    helping = {child.dep_ for child in verb.lefts}
    return verb.tag_ in FINITE or ("aux" in helping and "auxpass" not in helping)


def _passive_subject(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)


def counts_answers(speaker: Token) -> bool:
    """ "27 percent said they were unsure": how many said so is the claim, not what they said."""
    within = any(child.lower_ == "in" and _numbers(child) for child in speaker.children)
    return speaker.lemma_ in SHARES or speaker.ent_type_ == "PERCENT" or within


def _numbers(prep: Token) -> bool:
    return any(child.like_num for child in prep.children)


def subject_of(verb: Token) -> Token | None:
    """Of several, as the parser cuts "study co-author Jan Holm", the person."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS and c.tag_ != "RB"]
    if subjects:
        persons = (child for child in subjects if child.ent_type_ == "PERSON")
        return _without_comma(next(persons, subjects[-1]), verb)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _without_comma(subject: Token, verb: Token) -> Token:
    """ "a move one analyst has described as": the noun beside the verb is who describes."""
    for child in subject.rights:
        first = max(child.left_edge.i, subject.i + 1)
        before = {subject.doc[subject.i + 1].text, subject.doc[first - 1].text}
        apart = not before.isdisjoint(APART)
        if child.dep_ == "appos" and not apart and child.i < verb.i <= child.right_edge.i + 3:
            return child
    return subject


def _after_preposition(verb: Token) -> Token | None:
    return _quoted_as(verb) if verb.head.lower_ == "as" else _doing(verb)


def _doing(verb: Token) -> Token | None:
    """ "Left after saying so", "was sacked by Holm after saying so", "attacked Holm for saying so"."""
    prep = verb.head
    clause = prep.head
    if verb.tag_ != "VBG" or prep.lower_ not in WHEN_OR_WHY or clause.pos_ not in VERBS:
        return None
    whom = next((c for c in clause.children if c.dep_ == "dobj"), None)
    if prep.lower_ in ABOUT_WHOM and whom is not None:
        return whom
    return _passive_subject(clause) or speaker_of(clause)


def _quoted_as(verb: Token) -> Token | None:
    """ "quoted an official as saying": the object speaks."""
    objects = ("dobj", "nsubjpass")
    return next((c for c in verb.head.head.children if c.dep_ in objects), None)


def reporting(verb: Token) -> Token | None:
    """ "She said it failed, adding that …": the one who said it adds, not what failed.

    And so in "She said Holm is ill and said that …", where the parser joins it to what she said.
    """
    clause = verb.head
    adds = verb.tag_ == "VBG" and verb.dep_ == "advcl"
    while clause.dep_ in ("xcomp", "conj") and clause.head != clause:
        clause = clause.head
    if adds and clause.dep_ == "advcl" and "says" in cues.verb(clause.head.lemma_):
        # "She said as he left the room, adding that …".
        return clause.head
    says = clause.dep_ == "ccomp" and "says" in cues.verb(clause.head.lemma_)
    alike = verb.dep_ == "conj" and verb.tag_ == clause.head.tag_
    # "Said that the survey was false and accused the council": the survey accuses nobody.
    accuses = "judges" in cues.verb(verb.lemma_) and subject_of(verb) is None
    # "She said it would close and warned that …": "would" leads to no "warned".
    leads_elsewhere = verb.head.tag_ == "VB" or verb.lemma_ == clause.head.lemma_
    again = alike and (accuses or leads_elsewhere or _as_before(verb, clause))
    return clause.head if says and (adds or again) else None


def _as_before(verb: Token, clause: Token) -> bool:
    """ "The Red Cross said its staff had been unable to land and warned that …": it did, and no staff."""
    tells = "says" in cues.verb(verb.lemma_) and any(c.dep_ == "ccomp" for c in verb.rights)
    had = any(c.lower_ in ("had", "have") and c.dep_ == "aux" for c in clause.lefts)
    # And so "He said the bank had no plan and suggested that …".
    had |= clause.lemma_ in ("be", "have") and verb.doc[verb.i - 2].text == ","
    return tells and had and subject_of(verb) is None


def beside_the_cue(verb: Token, quoted: dict[int, Span]) -> Token | None:
    """ "…," said Ms Meyer: who stands next to the cue when the parser took a word of the quotation."""
    doc = verb.doc
    places = [verb.i - 1] if verb.lemma_ in ADDRESSING else [verb.i + 1, verb.i - 1]
    if doc[verb.i - 1].text == ",":
        # "…,” Ms Meyer, a nurse, told them": the name behind the quotation.
        places.append(max((i + 1 for i in quoted if i < verb.i), default=0))
    for i in places:
        if (
            0 <= i < len(doc)
            and i not in quoted
            and doc[i].pos_ in ("PROPN", "PRON", "NOUN", "DET")
        ):
            token = doc[i]
            while token.head.i not in quoted and token.dep_ in ("compound", "det", "amod", "nmod"):
                token = token.head
            return token
    return None


def phrase_of(head: Token) -> list[int]:
    """The words of a speaker, without a clause that tells more about them."""
    dropped: set[int] = set()
    for child in head.children:
        verbal = child.dep_ == "conj" and child.pos_ in VERBS
        if child.lower_ in STRESSING and child == head.left_edge:
            dropped.add(child.i)
        if child.i > head.i and (child.dep_ in TELLS_MORE or verbal):
            dropped.update(t.i for t in child.subtree)
    return [t.i for t in head.subtree if t.i not in dropped]


def owner_of(noun: Token, clause: Token) -> Token | None:
    """Whose claim it is: "her claim", "the claim by the firm", "she repeated the claim"."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        by = next((c for c in noun.children if c.lower_ in FROM_WHOM and c.i < clause.i), None)
        owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by else None
    if owner is None and noun.dep_ == "dobj" and noun.head.lemma_ in GIVING:
        owner = speaker_of(noun.head)
    return owner


def may_speak(subject: Token) -> bool:
    return subject.ent_type_ in SPEAKING or subject.lower_ in HE | SHE or is_role(subject)


def could_say(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or may_speak(noun) or is_human(noun)
