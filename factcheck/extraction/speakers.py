"""Names the claimant of each attribution, reading the article from top to bottom."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from spacy.tokens import Doc, Span, Token

from factcheck.extraction import cues
from factcheck.extraction.attributions import SHOWING
from factcheck.extraction.clauses import SILENT
from factcheck.extraction.components.titles import is_role
from factcheck.extraction.cues import RECORDS
from factcheck.extraction.excerpts import Excerpt
from factcheck.extraction.found import Found
from factcheck.extraction.names import (
    ARTICLE,
    BODIES,
    FORMER,
    HE,
    PEOPLE,
    PERSONS,
    SHE,
    Directory,
    bare,
    entity_of,
    he_or_she,
    is_bare,
    is_company_description,
    is_given,
    is_human,
    phrases,
)
from factcheck.extraction.pieces import ACTING, is_relative, leaves_open, set_off, stands_for

VAGUE = frozenset({"a", "an", "another", "one", "some", "any", "each", "every", "no"})
DEFINITE = frozenset({"the", "this", "that"})

GENDER = {
    **dict.fromkeys("boy boyfriend brother father husband man son uncle".split(), "he"),
    **dict.fromkeys("aunt daughter girl girlfriend mother sister wife woman".split(), "she"),
}
# Whose "her father" is tells of another than whoever else is a father here.
FAMILY = frozenset(GENDER) | {"child", "cousin", "friend", "neighbour", "neighbor", "partner"}
COUNTED = frozenset({"one", "another", "others", "some"})
THEY = "they"
# Of "its claim that", whose it is cannot be told.
OPEN = frozenset({"its", "their"})
PLURAL = frozenset({"NNS", "NNPS"})
# People named in passing, who are meant by "he" when no subject fits.
PASSING = 6
# "Miss Holm" is "Miss Anna Holm"; other words before a name may tell more than who it is.
PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "cllr"})
# In sentences. Whoever was last named so much longer ago than somebody else is not meant; nor, in a
# statement, whoever was named so long ago, or somebody beside whom another was named so lately.
LONGER_AGO = 3
FRESH = 3
LATELY = 2
# Shorter words in quotation marks are the article's own.
QUOTED = 4
SUBJECTS = frozenset({"nsubj", "nsubjpass", "pobj"})
# What companies and other bodies do, and what they have, beside "it is" and "its colour".
DOING = frozenset(
    "acquire agree announce apologise apologize appoint ban buy cancel close cut decline deny dismiss "
    "donate earn employ expect fine fire fund hire invest issue launch merge offer open operate order own "
    "pay plan post promise publish raise recall refuse reject release report say sell serve settle shut "
    "sponsor sue suspend withdraw".split()
)
OWNED = frozenset(
    "account asset board branch budget business ceo chairman chief client customer debt director "
    "dividend earning employee executive expense factory fleet founder forecast guidance headquarter income "
    "investment investor lawyer leader loss management manager member office owner parent plant "
    "policy president profit revenue sale secretary share shareholder spokesman spokesperson "
    "spokeswoman staff stake stock store subsidiary subscriber supplier terminal treasurer unit "
    "valuation website worker workforce".split()
)
LEVELS = frozenset({"ccomp", "relcl"}), frozenset({"advcl"}), frozenset({"ROOT", "conj"})
# Nouns that speak, so that "it said" in the next sentence means them.
SPEAKING_NOUNS = frozenset(
    "agency association authority bank board charity church club coalition commission committee "
    "company council court department firm foundation government group institute ministry movement "
    "newspaper office operator organisation organization panel paper parliament party police polling "
    "regulator report society study survey poll team tribunal trust union university watchdog".split()
)


# What is done with records by those whose words they are.
ISSUING = frozenset("file issue make post publish release send share tweet write".split())
ABSTRACT = re.compile(
    r"(?<!commiss)(?<!organizat)(?<!organisat)(?<!administrat)(?<!associat)(?<!coalit)(?<!foundat)"
    r"(?<!institut)(?<!corporat)(?<!delegat)(?<!champ)(?<!compan)(?<!un)(?<!opposit)(?<!legislat)"
    r"(?<!divis)(?<!federat)(?:ion|ness|ence|ance|ism)$"
)
# "He called her to account" tells what he did, and nothing that he goes on with.
SAYING = frozenset({"clause", "aside", "quotation", "according", "announced", "noun", "colon"})
# "He added": whoever spoke last, and not whom the text was about.
GOING_ON = frozenset({"add", "continue", "conclude"})

# "Prosecutor Simon Hale", "Hale, a lawyer", "Hale is a lawyer": nobody else.
DESCRIBING = frozenset({"compound", "nmod", "appos", "attr"})
# "The group said": the body that was named last.
GROUPS = frozenset(
    "agency broadcaster charity foundation group institute magazine network newspaper organisation "
    "organization outlet paper union".split()
)

# What those who play are called beside their names.
PLAYERS = frozenset(
    "allrounder batsman batter bowler boxer cyclist defender driver forward goalkeeper golfer jockey keeper "
    "midfielder pitcher quarterback runner skipper sprinter striker swimmer winger".split()
)

# What is none of them.
STATE = frozenset("council court department government ministry parliament police".split())

# "The paper wrote": rather the body that spoke last than one that was written about.
PAPERS = frozenset({"broadcaster", "magazine", "network", "newspaper", "outlet", "paper"})

# "Declined to say how", "his refusal to say how".
UNTOLD = SILENT | {"refusal"}

# What changes while the text is read.
REMEMBERED = (
    "about bodies body company company_named_in group introduced just_named last mentioned named named_in "
    "paper phrases recent records sentence spoke_in unnamed_in went_on"
).split()

type Memory = dict[str, Any]


class Speakers:
    """Remembers who was named last, for the pronouns that follow."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.recent: list[str] = []
        self.mentioned: list[str] = []
        # The sentence that is read, and in which one each person was remembered last.
        self.sentence = 0
        self.named_in: dict[str, int] = {}
        # Whom the sentence before named, wherever in it.
        self.just_named: frozenset[str] = frozenset()
        self.company_named_in = 0
        # In which one somebody was the subject of whom the text gives no name: "the man".
        self.unnamed_in: dict[str, int] = {}
        # About whom it went on with "he" or "she" last, and may again.
        self.went_on: dict[str, str] = {}
        self.body = ""
        # The body that the sentence before was about.
        self.about = ""
        self.company = ""
        self.group = ""
        self.last = ""
        self.named = ""
        self.paper = ""
        # What the text spoke of without a name: of "a supplier", "the supplier" is no company named here.
        self.introduced: frozenset[str] = frozenset()
        # The bodies, and the phrases such as "the Warm Homes scheme", that it has named.
        self.bodies: frozenset[str] = frozenset()
        self.phrases: frozenset[str] = frozenset()
        # Whose "the statement" or "the report" is.
        self.records: dict[str, str] = {}
        self.spoke_in: Doc | None = None
        self.heads: dict[str, str] = {}
        self.heard: Doc | None = None
        self.answered: dict[int, str] = {}
        self.subjects: list[Token] = []
        self.told_in: dict[
            tuple[int, int], tuple[frozenset[str], frozenset[str], frozenset[str]]
        ] = {}

    def name(self, found: Found) -> str | None:
        """The claimant: a full name, a description as it stands, or None for nobody."""
        head = found.speaker
        if head is None:
            return None
        self._hear(head.doc, head.sent.start, head.i, head)
        heard = head.lower_ in cues.LISTENING and found.verb.lemma_ in ("hear", "tell")
        if heard or keeps_silent(found):
            return None
        head = _named(_meant_by(head)) if is_relative(head) else head
        head = _somebody(_who_did(head, found.verb))
        if head.lower_ in HE | SHE:
            return self._who_spoke(head, found) or self._described_last() or head.text
        if head.lower_ in OPEN:
            return None
        if head.lower_ == "it":
            return self._about_whom(found) or self.body or self.directory.subject or head.text
        if head.lower_ == THEY:
            return self.group or self.body or head.text
        described = self._described(head, found.how in SAYING)
        if found.how in SAYING and (record := _recorded(found.verb)):
            self.records[record] = described
        if described == _words(head) and _cannot_speak(head, found):
            return None
        together = self._together(head, described)
        many = together != described or _joined(head) or head.tag_ in PLURAL
        self.group = together if many else self.body
        return together

    def is_meant(self, speaker: Token | None, claimant: str | None) -> bool:
        """Whether "she" of "Holm said she thought so" is Holm."""
        if speaker is None or claimant is None or speaker.lower_ not in HE | SHE:
            return False
        is_person = self.directory.knows(claimant) or claimant == self.last
        return is_person and self.directory.fits(claimant, speaker.lower_)

    def _about_whom(self, found: Found) -> str:
        """ "The company has opted out, it said": the body that what it said is about."""
        before = found.verb.doc[min(found.content, default=found.verb.i) : found.verb.i]
        own = next((token for token in before if token.dep_ in ACTING), None)
        if own is None or own == found.speaker:
            return ""
        return self._as_body(own) or (self._called(own) if is_company_description(own) else "")

    def _together(self, head: Token, first: str) -> str:
        """With those who say it, too: "Jan Holm and Anna Weiss", "Jan Holm and his team"."""
        others = [self._person(other) for other in _joined(head)]
        if not others and self.directory.knows(first):
            others = [_company_of(head)]
        return " and ".join([first, *others]) if others and all(others) else first

    def labelled(self, label: str, labels: Sequence[str]) -> str:
        """Whom a label in capitals names: "MEYER", in full by the text or by another label."""
        last = label.split()[-1]
        fuller = [one for one in labels if one.split()[-1] == last]
        name = max([label, *fuller], key=len)
        found = self.directory.in_capitals(bare(name.title()) or name.title())
        self._remember(found)
        return found

    def _who_spoke(self, pronoun: Token, found: Found) -> str:
        """Whoever spoke last goes on speaking, but for those whom "he" speaks about."""
        doc = pronoun.doc
        about = {self.directory.full(e.text) for e in pronoun.sent.ents if e.start > pronoun.i}
        goes_on = found.verb.lemma_ in GOING_ON or self.spoke_in is doc
        person = self.last if goes_on and self.last not in about else ""
        if not person or not self.directory.fits(person, pronoun.lower_):
            person = self.meant(pronoun.lower_, about)
        # "He said it rained and said that Holm left": one word means one person.
        person = self.answered.setdefault(pronoun.i, person)
        if person and self.directory.knows(person):
            self._remember(person)
        self._spoke(person, doc)
        return person

    def _described_last(self) -> str:
        """ "A senior official" who spoke last and has no name."""
        return "" if self.directory.knows(self.last) else self.last

    def _spoke(self, person: str, doc: Doc) -> None:
        self.last, self.spoke_in = person or self.last, doc

    def meant(self, pronoun: str, others: Container[str] = ()) -> str:
        """The person whom "he" or "she" means here, or nothing when that is not sure."""
        recent = [name for name in reversed(self.recent) if name not in others]
        fitting = [name for name in recent if self.directory.fits(name, pronoun)]
        sure = [name for name in fitting if name in recent[:4] and self.directory.pronoun(name)]
        if sure and self._is_long_ago(sure[0], fitting[0]):
            sure = []
        if sure and fitting[0] in self.just_named and sure[0] not in self.just_named:
            sure = []
        passing = [
            name
            for name in reversed(self.mentioned)
            if name not in others
            and self.directory.pronoun(name)
            and self.directory.fits(name, pronoun)
        ]
        if not sure and fitting and fitting[0] not in self.just_named:
            # Rather whoever the sentence before named, and be it in passing.
            sure = [name for name in passing if name in self.just_named]
        return next(iter(sure + (fitting or passing)), "")

    def _is_long_ago(self, name: str, other: str) -> bool:
        """Whether the text has long been about another person, whose name tells no pronoun."""
        since = self.named_in[other] - self.named_in[name]
        return since >= LONGER_AGO and self.directory.knows(other)

    def surely(self, pronoun: Token, claimant: str, *, speaks: bool, leads: bool = True) -> str:
        """Whom "he" or "her" means in a statement, or nothing where a reader could think of two.

        `speaks` where it may be the claimant, who is reported and not quoted; `leads` where the
        statement is about that person.
        """
        said = pronoun.lower_
        if not leads and self._has_people(pronoun):
            return ""
        is_person = self.directory.knows(claimant) or (claimant != "" and claimant == self.last)
        if speaks and is_person and self.directory.fits(claimant, said):
            return "" if self._other_person(pronoun, claimant) else claimant
        name = self.meant(said, [claimant])
        if not self.directory.knows(name) or self._other_person(pronoun, name):
            return ""
        now = self.sentence
        others = (one for one in self.recent if one not in (name, claimant))
        lately = {one for one in others if now - self.named_in[one] <= LATELY} | self.just_named
        longest = self.went_on.get(he_or_she(said), "")
        if pronoun.sent.start == 0 and self._is_near(longest):
            # With a new paragraph it may go on about whom it was about before.
            lately.add(longest)
        lately -= {name, claimant}
        rivals = (r for r in lately if self.directory.knows(r) and self.directory.may_be(r, said))
        if not leads and not self.directory.pronoun(name):
            return ""
        named_in = self.named_in.get(name, now)
        is_fresh = now - named_in <= FRESH and self._is_named_last(name, said)
        return name if is_fresh and not any(rivals) else ""

    def _is_near(self, person: str) -> bool:
        """Whether the text was about a person a few sentences ago."""
        return self.sentence - self.named_in.get(person, -2 * FRESH - 1) <= 2 * FRESH

    def _is_named_last(self, name: str, pronoun: str) -> bool:
        """Whether nobody without a name came after whom a pronoun seems to mean."""
        own = he_or_she(pronoun)
        unnamed_in = max(self.unnamed_in.get(own, -FRESH), self.unnamed_in.get("", -FRESH))
        return unnamed_in < self.named_in.get(name, self.sentence)

    def _has_people(self, pronoun: Token) -> bool:
        """Whether its sentence is about somebody whom it can mean."""
        for token in pronoun.sent:
            if token == pronoun or token.dep_ in DESCRIBING:
                continue
            person = token.ent_type_ in PEOPLE or (token.tag_ not in PLURAL and is_human(token))
            named = token.pos_ == "PROPN" and self.directory.knows(token.text)
            if person or named or (token.ent_type_ == "NORP" and token.dep_ in ACTING):
                return True
        return False

    def _other_person(self, pronoun: Token, name: str) -> bool:
        """Whether somebody else stands before the pronoun in its sentence: "the referee told Holm
        that he saw it".
        """
        above = set(pronoun.ancestors)
        for token in pronoun.doc[pronoun.sent.start : pronoun.i]:
            if token.tag_ in PLURAL or token.dep_ in DESCRIBING or _is_in_passing(token):
                continue
            if any(one.dep_ == "relcl" and one not in above for one in (token, *token.ancestors)):
                continue  # "Holm, who met Weiss, said that he …".
            if (entity := entity_of(token)) is not None and entity.label_ in PEOPLE:
                other = self.directory.full(entity.text)
                if other != name and self.directory.may_be(other, pronoun.lower_):
                    return True
            elif token.pos_ == "NOUN" and is_human(token):
                if name not in (_words(token), self._person(token)):
                    return True
        return False

    def was_body(self, name: str) -> bool:
        """Whether the body that was named last has this name."""
        return name != "" and name in (self.body, self.directory.body(self.body))

    def surely_thing(self, pronoun: Token, speaker: str) -> str:
        """What "it" or "its" means in a statement, or nothing where a reader could think of two.

        `speaker` is the body that is reported, if it is one.
        """
        doc, sent = pronoun.doc, pronoun.sent
        before = doc[sent.start : pronoun.i]
        if _quoted(pronoun) or _is_no_body(pronoun):
            return ""
        subjects = [t for t in before if t.dep_ in ACTING and t.tag_ not in PLURAL]
        things = [t for t in subjects if t.pos_ in ("NOUN", "PROPN") and not self._is_somebody(t)]
        named = {self.directory.body(bare(e.text)) for e in before.ents if e.label_ in BODIES}
        if not named:
            return "" if things else speaker or self.about
        main = [t for t in things if t.head.dep_ == "ROOT"]
        own = self._as_body(main[0]) if main and things == main[:1] else ""
        return own if named == {own} else ""

    def thing_called(self, noun: Token) -> str:
        """What "the council" or "the scheme" is, where it was named before; or nothing."""
        if noun.tag_ != "NN" or noun.ent_type_ or not is_bare(noun) or _quoted(noun):
            return ""
        if noun.dep_ in ("compound", "nmod"):
            return ""
        is_new = noun.lemma_.lower() in self.introduced
        if not is_new and (body := self.directory.body_called(noun.lower_)):
            known = body in self.bodies or body in self._named_before(noun)
            return self.directory.written(body) if known else ""
        if is_human(noun):
            return "" if is_new else self._acting_as(noun)
        if is_company_description(noun):
            return ""
        phrase = self.directory.phrase_called(noun.lower_)
        if phrase not in self.phrases:
            return ""
        ends_so = phrase.casefold().endswith(noun.lower_)
        owns = any(child.dep_ == "case" for child in noun.children)
        return phrase if ends_so or not owns else ""

    def _acting_as(self, role: Token) -> str:
        """Who "the mayor" of "the mayor resigned" is: named lately, and the only one here."""
        person = self._holder(role)
        acted = role.dep_ in ACTING and _tense(role.head) == "VBD"
        is_fresh = self.sentence - self.named_in.get(person, -FRESH - 1) <= FRESH
        return person if acted and is_fresh else ""

    def _named_before(self, noun: Token) -> frozenset[str]:
        """The bodies that the sentence of a word has named before it."""
        return self._bodies_in(noun.doc[noun.sent.start : noun.i].ents)

    def _bodies_in(self, names: Iterable[Span]) -> frozenset[str]:
        bodies = (ARTICLE.sub("", bare(name.text)) for name in names if name.label_ == "ORG")
        return frozenset(map(self.directory.body, bodies))

    def _is_somebody(self, noun: Token) -> bool:
        return noun.ent_type_ in PEOPLE or is_human(noun) or bool(self._person(noun))

    def _as_body(self, noun: Token) -> str:
        """The name of a company, or of another body, that a subject is."""
        entity = entity_of(noun)
        if entity is None or entity.label_ != "ORG" or self.directory.knows(entity.text):
            return ""
        return self.directory.body(bare(entity.text))

    def in_full(self, name: Token) -> str:
        """The full name of a person who is called by the surname alone, without a title; or nothing."""
        if name.pos_ != "PROPN" and not name.ent_type_:
            return ""
        entity = entity_of(name)
        if entity is None:
            # The model sees some names only where they are full.
            person = name.pos_ == "PROPN" and name.dep_ in (*ACTING, "poss")
        else:
            titles = sum(word.lower_.rstrip(".") in PLAIN_TITLES for word in entity)
            person = len(entity) - titles == 1 and entity.label_ in PEOPLE | {"ORG"}
        if not person or _quoted(name):
            return ""
        before = (child for child in name.lefts if child.dep_ in ("compound", "nmod"))
        titled = any(child.lower_.rstrip(".") not in PLAIN_TITLES for child in before)
        full = self.directory.full(name.text)
        alone = full.split()[-1:] == [name.text] and not titled and name.dep_ != "compound"
        if not alone or full == name.text or self.directory.has_namesake(full):
            return ""
        return full

    @property
    def company_meant(self) -> str:
        """What "the company" is: the one named just before, else that of the article."""
        is_fresh = self.sentence - self.company_named_in <= FRESH
        named = self._named_company() if is_fresh else ""
        person = self.directory.full(self.company) if self.directory.knows(self.company) else ""
        if is_fresh and person not in ("", self.company):
            return ""  # A firm that has the surname of somebody here.
        meant = self.about or named or self.directory.subject
        return meant if self.directory.is_company(meant) else ""

    def _named_company(self) -> str:
        return "" if self.directory.knows(self.company) else self.company

    def remembered(self) -> Memory:
        """What is known so far, to come back to."""
        known = {name: getattr(self, name) for name in REMEMBERED}
        return {name: copy(k) if isinstance(k, list | dict) else k for name, k in known.items()}

    def recall(self, memory: Memory) -> None:
        vars(self).update(memory)

    def name_company(self, company: str) -> None:
        self.company, self.company_named_in = self.directory.body(company), self.sentence

    def read_to(self, sent: Excerpt) -> None:
        """Takes note of whom a sentence was about."""
        self._hear(sent.doc, sent.start, sent.end, None)
        named = [e.text for e in sent.ents if e.label_ in PEOPLE]
        people = [self.directory.full(name) for name in named if self.directory.knows(name)]
        self.mentioned = [*self.mentioned, *people][-PASSING:]
        self.just_named = frozenset(people)
        introduced, bodies, told = self._told_in(sent)
        self.introduced |= introduced
        self.bodies |= bodies
        self.phrases |= told
        for noun in sent:
            if noun.tag_ == "NN" and noun.lemma_.lower() in RECORDS and (by := self._author(noun)):
                self.records[noun.lemma_.lower()] = by
        self.about = self._body_of(sent)
        self.sentence += 1

    def _told_in(self, sent: Excerpt) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """What a sentence introduces, and the bodies and phrases that it names; each is read twice."""
        place = id(sent.doc), sent.start
        if place not in self.told_in:
            named = frozenset(phrase for _, phrase in phrases(sent))
            introduced = frozenset(map(_introduced, sent))
            self.told_in[place] = introduced, self._bodies_in(sent.ents), named
        return self.told_in[place]

    def _body_of(self, sent: Excerpt) -> str:
        """The body that a sentence was about, if it named or meant no other."""
        own = next((t for t in sent if t.dep_ in ACTING and t.head.dep_ == "ROOT"), None)
        if own is None:
            return ""
        still = own.lower_ == "it" and not _is_no_body(own)
        about = self.about if still else self._as_body(own)
        if not about and is_company_description(own):
            about = self.company_meant
        named = {self.directory.body(bare(e.text)) for e in sent.ents if e.label_ == "ORG"}
        return about if named <= {about} else ""

    def _hear(self, doc: Doc, start: int, end: int, speaker: Token | None) -> None:
        """Who the subjects are; those of main clauses last, for the text goes on about them.

        So it does about whom "she" meant there, whoever is named further on in the sentence.
        """
        if doc is not self.heard:
            self.heard, self.answered = doc, {}
            found = (token for token in doc if token.dep_ in SUBJECTS)
            self.subjects = [token for token in found if not _quoted(token)]
        subjects = [token for token in self.subjects if start <= token.i < end]
        first = next((t for t in subjects if t.head.dep_ == "ROOT"), None)
        he = first is not None and first != speaker and first.lower_ in HE | SHE
        still = self.meant(first.lower_) if first is not None and he else ""
        for level in LEVELS:
            for token in subjects:
                if _verb(token).dep_ in level and token != speaker:
                    self._notice(token)
        if still and first is not None and self._is_named_last(still, first.lower_):
            self._remember(still)
            self.went_on[he_or_she(first.lower_)] = still

    def _notice(self, token: Token) -> None:
        if token.pos_ == "PRON":
            return
        owner = _owner(token)
        if person := self._person(token) or self._holder(token):
            self._remember(person)
        elif owner is not None and owner.ent_type_ in PEOPLE:
            # "Holm’s house was sold": it is about him.
            self._remember(self._person(owner))
        elif token.tag_ == "NN" and is_human(token) and (owner is None or _is_main(token)):
            # "A guard came", "her father came": "he" may mean him.
            self.unnamed_in[GENDER.get(token.lemma_.lower(), "")] = self.sentence
        elif (
            token.ent_type_ in BODIES
            or token.lemma_.lower() in SPEAKING_NOUNS
            or _is_presented(token)
        ):
            self.body = self._called(token) or _words(_explained(token))
            self.named = self.body if token.ent_type_ == "ORG" else self.named
        elif token.tag_ in PLURAL and is_human(token) and _is_main(token):
            # "Researchers in Lund trained bees. They say …".
            self.group = _words(token)
        elif body := next(
            (c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "ORG"), None
        ):
            self.body = _words(body)

    def _holder(self, head: Token) -> str:
        """Who "the captain" is, unless the words tell of another: "a captain of the guard"."""
        words = {c.lower_ for c in head.lefts if c.pos_ != "PUNCT"}
        if head.lemma_.lower() in FAMILY and _owner(head) is not None:
            return ""
        if words & VAGUE or (FORMER in words and not words & DEFINITE):
            return ""
        return self.directory.holder(head.lower_, words - DEFINITE)

    def _varied(self, head: Token) -> str:
        """Who "the German", "the midfielder" or "the 29-year-old" is: whoever the text is about."""
        person = next(reversed(self.recent), "")
        lately = self.sentence - self.named_in.get(person, -FRESH) <= LATELY
        return person if lately and self.directory.knows(person) and _is_other_words(head) else ""

    def _remember(self, person: str) -> None:
        if person in self.recent:
            self.recent.remove(person)
        self.recent.append(person)
        self.named_in[person] = self.sentence

    def _person(self, head: Token) -> str:
        """The full name when a word is, or is explained by, a person's name."""
        entity = entity_of(head)
        if entity is not None and self.directory.is_firm(entity.text):
            return ""
        if entity is not None and (entity.label_ in PEOPLE or self.directory.knows(entity.text)):
            return self.directory.full(entity.text)
        alone = not any(child.pos_ == "PROPN" for child in head.lefts)
        if alone and head.text in self.heads:
            return self.heads[head.text]
        named = head.pos_ in ("PROPN", "NOUN") and head.is_title
        if named and entity is None and self.directory.knows(head.text):
            return self.directory.full(head.text)
        for child in _beside(head):
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                name = entity_of(child) if child.ent_type_ in PEOPLE else None
                if name is not None:
                    return self.directory.full(name.text)
                return self._spelled(child) or _named_at_the_end(head, child)
        return self._spelled(head) if head.pos_ == "PROPN" else ""

    def _spelled(self, head: Token) -> str:
        """A name that the model did not take for one, but that begins like one."""
        name = _words(head)
        if len(name.split()) > 1 and is_given(name.split()[0]):
            self.heads[head.text] = name
            return name
        return ""

    def _described(self, head: Token, speaks: bool) -> str:
        if person := self._person(head) or self._holder(head) or self._varied(head):
            self._remember(person)
            if speaks:
                self._spoke(person, head.doc)
            return person
        explained = _explained(head)
        if known := (self._called(head) if explained == head else "") or self._writer(head):
            return known
        described = self.directory.body(_words(explained))
        if speaks and head.ent_type_ == "ORG":
            self.paper = described
        if speaks and head.pos_ == "NOUN" and head.tag_ not in PLURAL and is_human(head):
            # "A spokesman said …. He added …".
            self._spoke(described, head.doc)
        if head.pos_ == "PROPN" and head.ent_type_ != "ORG" and len(described.split()) > 1:
            self.heads[head.text] = described
        unseen = head.pos_ == "PROPN" and not head.ent_type_ and " " not in described
        named = explained.ent_type_ in BODIES or unseen
        if named or head.lemma_.lower() in SPEAKING_NOUNS:
            self.body = described
        elif head.pos_ == "PROPN" and 2 <= len(described.split()) <= 3 and described.istitle():
            # A person whose name the model did not know as one.
            self._remember(described)
        return described

    def _writer(self, head: Token) -> str:
        """Whose "Holm’s post" or "the bank’s website" is, if that is somebody named."""
        if head.pos_ != "NOUN" or head.lemma_.lower() not in RECORDS:
            return ""
        owner = _owner(head)
        if owner is not None:
            return self._person(owner) or self._called(owner)
        if by := self._author(head):
            return by
        return self.records.get(head.lemma_.lower(), "") if _is_definite(head) else ""

    def _author(self, record: Token) -> str:
        """Who "published a report", or whose "a report by Norvik" is, if it is somebody named."""
        author = _issued_by(record)
        if author is None:
            return ""
        return (
            self._person(author) or self._called(author) or ARTICLE.sub("", self._as_body(author))
        )

    def _called(self, head: Token) -> str:
        """The body that "the company", "the paper" or "the ministry" is, if it was named."""
        if is_company_description(head):
            is_fresh = self.sentence - self.company_named_in <= FRESH
            named, subject = self._named_company(), self.directory.subject
            if found := (named if is_fresh else subject) or named or subject:
                return found
        if not _is_definite(head):
            return ""
        if head.lower_ in PAPERS and self.paper:
            return self.paper
        if head.lower_ in GROUPS and STATE.isdisjoint(self.named.casefold().split()) and self.named:
            return self.named
        called = self.directory.body_called(head.lower_)
        return called or (self.directory.subject if head.lower_ == "agency" else "")


def _is_main(subject: Token) -> bool:
    """Whether a sentence is about it."""
    return subject.head.dep_ == "ROOT"


def _tense(verb: Token) -> str:
    """The tag of what tells when: of "was sold" that of "was"."""
    helping = (child.tag_ for child in verb.lefts if child.dep_ in ("aux", "auxpass"))
    return str(next(helping, verb.tag_))


def _is_in_passing(relative: Token) -> bool:
    """ "Jan Holm, who lost his brother, said that he …": a brother in passing."""
    inside = next((token for token in relative.ancestors if token.dep_ == "relcl"), None)
    owned = any(child.lower_ in ("his", "her") for child in relative.lefts)
    return owned and inside is not None


def _introduced(noun: Token) -> str:
    """The noun of "a supplier failed", which has no name and is not said of one; or nothing."""
    if noun.pos_ != "NOUN" or noun.dep_ in ("appos", "attr"):
        return ""
    new = any(child.lower_ in VAGUE for child in noun.lefts)
    named = new and any(child.dep_ == "appos" for child in noun.rights)
    return str(noun.lemma_.lower()) if new and not named else ""


def _is_no_body(pronoun: Token) -> bool:
    """Of "it rained" and "its door", where it is no body that acts or has staff."""
    if pronoun.lower_ == "its":
        return pronoun.head.lemma_ not in OWNED
    return pronoun.dep_ not in ACTING or pronoun.head.lemma_ not in DOING


def _is_other_words(head: Token) -> bool:
    """Whether "the German" or "the 29-year-old" is said so as not to say a name again."""
    definite = any(child.lower_ == "the" for child in head.lefts) and head.tag_ not in PLURAL
    aged = head.ent_type_ == "DATE" and head.lower_ == "old"
    return definite and (aged or head.ent_type_ == "NORP" or head.lower_ in PLAYERS)


def _owner(noun: Token) -> Token | None:
    """ "Holm’s house"."""
    return next((child for child in noun.lefts if child.dep_ == "poss"), None)


def _issued_by(record: Token) -> Token | None:
    """ "Norvik issued a statement", "a report by Norvik"."""
    for prep in record.rights:
        if prep.lower_ in ("by", "from", "in"):
            named = (c for c in prep.children if c.dep_ == "pobj")
            return next((c for c in named if c.ent_type_ == "ORG" or prep.lower_ != "in"), None)
    verb = record.head
    if record.dep_ != "dobj" or verb.lemma_ not in ISSUING:
        return None
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), None)


def _recorded(verb: Token) -> str:
    """ "Said in a statement": the noun for what it is said in."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "through"):
            for noun in prep.children:
                if noun.lemma_.lower() in RECORDS and noun.tag_ == "NN":
                    return str(noun.lemma_.lower())
    return ""


def _meant_by(relative: Token) -> Token:
    """ "Holm, who says so", "It was Holm who said so", "Gerald is Gerald Holm, …, who said so"."""
    if noun := stands_for(relative):
        return noun
    verb = relative.head
    if (verb.dep_ == "ccomp" and verb.head.lemma_ == "be") or verb.dep_ == "conj":
        verb = verb.head
    return next((c for c in verb.rights if c.dep_ == "attr"), relative)


def _named(noun: Token) -> Token:
    """Holm of "Holm, a nurse in Lund who said …"."""
    while noun.dep_ == "appos" and noun.pos_ == "NOUN":
        noun = noun.head
    return noun


def _who_did(head: Token, verb: Token) -> Token:
    """ "She ended the debate saying it rained", "sent a letter saying so": neither speaks but she."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or verb.head != head:
        return head
    if head.head.lower_ == "to" and head.head.head.lemma_ == "point":
        # "Holm pointed to figures showing that it rained".
        return next((c for c in head.head.head.lefts if c.dep_ == "nsubj"), head)
    if head.dep_ != "dobj":
        return head
    noun = head.lemma_.lower()
    if noun in RECORDS:
        return _issued_by(head) or head
    if head.pos_ != "NOUN" or noun in SPEAKING_NOUNS or PERSONS.search(noun):
        return head
    return next((c for c in head.head.lefts if c.dep_ == "nsubj"), head)


def _somebody(head: Token) -> Token:
    """ "For someone who says he is shy, Holm talks a lot": Holm says so."""
    if head.lower_ not in ("someone", "somebody") or head.head.lower_ not in ("for", "as"):
        return head
    verb = head.head.head
    return next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), head)


def _cannot_speak(head: Token, found: Found) -> bool:
    """ "A reference to thousands of letters", "the raid showed": nobody who could be asked."""
    verb = found.verb
    explains = verb.lemma_ == "explain" and _asked(found).tag_ == "WRB"
    only_shows = explains or cues.verb(verb.lemma_) == cues.SHOWS
    suggests = only_shows or verb.lemma_ in SHOWING
    if suggests and (
        (head.tag_ in ("CD", "DT") and head.lower_ not in COUNTED) or is_relative(head)
    ):
        return True  # "Of the patients, 87 remembered …", "those of Norvik fell, suggesting …".
    if head.pos_ != "NOUN" or head.ent_type_ or is_role(head):
        return False
    noun = head.lemma_.lower()
    if noun in SPEAKING_NOUNS or noun in RECORDS:
        return False
    plain = only_shows and not PERSONS.search(noun)
    return plain or ("says" not in cues.verb(verb.lemma_) and bool(ABSTRACT.search(noun)))


def _asked(found: Found) -> Token:
    """The first word of what is told."""
    return found.verb.doc[found.content[0]] if found.content else found.verb


def keeps_silent(found: Found) -> bool:
    """ "She did not say when it ends", "declined to say how": she tells nothing."""
    if not leaves_open(_asked(found)):
        return False
    denied = any(child.dep_ == "neg" for child in found.verb.lefts)
    return denied or found.verb.head.lemma_ in UNTOLD


def _is_definite(head: Token) -> bool:
    """ "the newspaper", also with a word before it; not "the group of ten" or "the Lund group"."""
    words = [child for child in head.children if not child.is_punct]
    definite = any(child.lower_ == "the" for child in words)
    plain = all(
        c.dep_ in ("det", "amod", "case") or (c.dep_ == "relcl" and set_off(c)) for c in words
    )
    return definite and plain


def _joined(head: Token) -> list[Token]:
    """ "Jan Holm and Anna Weiss": those who say it with the first."""
    found = []
    while other := next((c for c in head.rights if c.dep_ == "conj" and c.pos_ == "PROPN"), None):
        if other.nbor(-1).text == "&":
            break
        found.append(other)
        head = other
    return found


def _company_of(head: Token) -> str:
    """ "Meyer and his team": who says it with the first, without a name."""
    for other in head.rights:
        owner = _owner(other) if other.dep_ == "conj" and other.pos_ == "NOUN" else None
        if owner is not None and owner.lower_ in ("his", "her", "their"):
            return str(other.doc[other.left_edge.i : other.i + 1].text)
    return ""


def _explained(head: Token) -> Token:
    """ "Its operator, Nordfall": the name that follows a description set off by a comma; or "one of
    them, a nurse".
    """
    if head.lower_ in COUNTED:
        return next((c for c in head.rights if c.dep_ == "appos" and is_human(c)), head)
    if head.pos_ != "NOUN" or not any(c.dep_ == "poss" or c.lower_ == "the" for c in head.lefts):
        return head
    named = (c for c in head.rights if c.dep_ == "appos" and c.ent_type_ in BODIES)
    return next(named, head)


def _beside(head: Token) -> Iterator[Token]:
    """What may name a described person: "the mayor of Lund, Jan Holm"."""
    yield from head.children
    for child in head.rights:
        if child.dep_ == "prep":
            yield from (name for place in child.children for name in place.children)
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            # "Its chair, the barrister Anna Weiss".
            yield from child.children


def _named_at_the_end(role: Token, name: Token) -> str:
    """ "A spokesman for the Ministry of Mines, Gift Halwindi, said", where the model takes all of it
    for the ministry.
    """
    words = role.doc[name.left_edge.i : name.i + 1]
    apart = role.doc[name.left_edge.i - 1].text == "," and name.head != role and is_human(role)
    return str(words.text) if apart and len(words) == 2 and words.text.istitle() else ""


def _quoted(token: Token) -> bool:
    """Whether it is a speaker who names somebody, whom "she said" then does not mean."""
    spans = token.doc.spans["quotations"]
    return any(span.start <= token.i < span.end and len(span) > QUOTED for span in spans)


def _verb(subject: Token) -> Token:
    """The verb that somebody is the subject of, also as "by her"; else the word itself."""
    if subject.dep_ != "pobj":
        # "The court did, however, reject it", where the parser joins it to "did".
        return subject.head.head if subject.head.dep_ == "aux" else subject.head
    return subject.head.head if subject.head.dep_ == "agent" else subject


def _words(head: Token) -> str:
    """The phrase of a speaker up to its head, and what follows with "of" or "at"."""
    kept = [t for t in head.subtree if t.i <= head.i or _belongs(t, head)]
    # "“…,” added Holm": what the parser hangs on who says it is no part of the name.
    kept = [t for t in kept if not _quoted(t) and (t.dep_, t.pos_) != ("compound", "VERB")] or kept
    first, last = kept[0].i, kept[0].i
    for token in kept[1:]:
        if token.i != last + 1 or token.text == ",":
            break
        last = token.i
    entity = entity_of(head.doc[first])
    if entity is not None and entity.label_ == "ORG" and entity.end <= last + 1:
        first = min(first, entity.start)
    span = head.doc[first : last + 1]
    if span[0].lower_ == "the" and len(span) > 1 and head.pos_ == "PROPN":
        span = span[2:] if _is_presented(head) and len(span) == 3 else span[1:]
    return bare(span.text) or str(span.text)


def _is_presented(name: Token) -> bool:
    """ "The charity Buglife"."""
    before = name.nbor(-1) if name.i else name
    return name.pos_ == "PROPN" and before.is_lower and before.lower_ in SPEAKING_NOUNS


def _belongs(token: Token, head: Token) -> bool:
    while token.head not in (head, token):
        token = token.head
    if token.tag_ == "VBG" and cues.verb(token.lemma_) & {"says", "shows"}:
        return False  # "A statement saying that …".
    if token.head == head and "&" in (token.text, token.left_edge.nbor(-1).text):
        return True  # "Hobday & Finch".
    # "the latest data available from the ministry"
    belongs = ("prep", "compound", "nummod", "acl", "amod")
    return token.dep_ in belongs and token.head == head
