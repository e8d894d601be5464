"""Who is who in an article: the fullest name for a surname, a pronoun or a description."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import pairwise, takewhile
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from factcheck.extraction.components.titles import is_role
from factcheck.extraction.pieces import set_off

GIVEN_NAMES = Path(__file__).parent / "patterns" / "given_names.jsonl"
PEOPLE = frozenset({"PERSON"})
# How nouns for people end, as far as an ending tells.
PERSONS = re.compile(r"(?:er|or|ist|ian|an|ant|ent|ee|eer|man|woman|person|people|child|official)$")
BODIES = frozenset({"ORG", "GPE", "NORP"})
HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its"})
MEN = frozenset("chairman spokesman congressman councilman businessman salesman alderman".split())
WOMEN = frozenset(one[:-3] + "woman" for one in MEN) | frozenset({"actress"})
HUMANS = frozenset(
    "boy brother client colleague customer daughter doctor driver expert father fighter friend girl "
    "husband man mother neighbour neighbor nurse patient person player prosecutor ref referee sister son "
    "source spokesperson student teacher victim wife witness woman worker".split()
)
MALE_TITLES, FEMALE_TITLES = (
    frozenset({"mr", "sir", "lord", "king", "prince"}) | MEN,
    frozenset({"mrs", "ms", "miss", "mme", "dame", "lady", "queen", "princess"}) | WOMEN,
)
TITLES = re.compile(
    r"^(?:the )?(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Sir|Dame|Lord|Lady|"
    r"President|Senator|Cllr|Councillor|Congressman|Congresswoman|Representative|Governor|Secretary|Minister|Chancellor|Professor|Judge|"
    r"Justice|Mayor|Substitute|Captain|Skipper|Striker|Defender|Midfielder|Goalkeeper|Winger|King|Queen|Prince|Princess|Pope)\b\.? +)+"
)
# "Utah Gov. Holm": where somebody governs is no part of the name either.
BEFORE_TITLE = re.compile(r"^(?:[A-Z][\w.]+ ){1,2}(?=(?:Sen|Rep|Gov|Gen|Sgt|Capt)\b\.? [A-Z])")
# "(D-Calif.)" beside a name is no role.
SHORTEST_ROLE = 3
# What those are called later whose name has this before it.
SHORT_ROLES = {
    "sen": ("senator", "lawmaker"),
    "rep": ("congressman", "congresswoman", "representative", "lawmaker"),
    "gov": ("governor",),
    "gen": ("general",),
    "dr": ("doctor",),
}
# What somebody may put after the name: "Imran Holm KC".
AFTER_NAME = re.compile(r"(?<=[a-z])(?:,? (?:KC|QC|SC|MP|MEP|MSP|OBE|CBE|MBE|Jr|Sr|PhD|MD)\b\.?)+$")
PLACING = frozenset({"at", "in", "near", "outside"})
FORMER = "former"
# "The vice president" is never just "the president".
LESSER = frozenset({"vice", "deputy", "assistant", "acting"})
POSSESSIVE = re.compile(r"['’]s?$")
ARTICLE = re.compile(r"^the +", re.IGNORECASE)
CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z]\. ?)?[A-Z][\w’'-]+){1,2}\b")
# What a company is called when its name has just been given.
COMPANY_NOUNS = frozenset(
    "giant company firm maker carmaker retailer manufacturer conglomerate airline startup operator "
    "supplier automaker utility insurer lender chain developer fund builder contractor".split()
)
# "The combined company", "the parent company": not the one that was named.
ANOTHER = frozenset({"combined", "merged", "new", "other", "parent", "rival", "second"})
# What a company has.
COMPANY_HAS = frozenset(
    "ceo cfo customer dividend earnings executive founder investor profit revenue sale share shareholder "
    "stock".split()
)
# What calls itself so is no company.
PUBLIC = frozenset(
    "agency association authority board charity commission council court department foundation government "
    "hospital institute ministry office parliament party police school society trust union university".split()
)
# What else is no company by its name.
OFFICIAL = PUBLIC | frozenset("administration audit bureau committee reserve service".split())
# "The department": the body here whose name says that it is one, or that is described so.
OFFICES = frozenset(
    "academy agency association authority bank board bureau charity club college commission committee "
    "corporation council court department federation foundation hospital inspectorate institute "
    "institution league ministry museum project school society trust tribunal union university".split()
)
# What is named or told in a few words once, and is then called by its noun alone.
THINGS = frozenset(
    "accident accord act agreement airport amendment arena attack auction ban bid bill blast blaze bombing "
    "bridge budget campaign ceasefire centre cliff collapse collision competition complaint concert "
    "conference contract crash cup dam deal debate decision decree dispute earthquake election "
    "estate exhibition expansion experiment explosion factory ferry festival fire flood gala gallery game "
    "garden hearing hospital hotel incident initiative inquest inquiry investigation killing law lawsuit legislation "
    "library lockdown march marathon match measure merger mill mine mission murder offer "
    "outbreak pact palace park parade petition pier pipeline plan plant pledge policy poll port "
    "prize probe programme program project proposal protest protocol raid railway rally referendum "
    "reform regulation report reservoir resolution restructuring review robbery route ruling sale scandal scheme "
    "school shooting show site stadium statement station statue stoppage storm strategy strike "
    "study subsidy summit survey takeover tariff tax theatre tournament tower toll treaty "
    "trial truce tunnel vaccine verdict vessel village vote walkout war ward warehouse zoo".split()
)
# More words would be a sentence of their own.
FEW = 9
# Whom a story quotes or names as its source, and seldom is about.
OUTLETS = frozenset(
    "afp ap bbc bloomberg broadcasting cbs cnbc cnn courier dpa gazette guardian herald itv journal "
    "magazine nbc news npr post press reuters telegraph times tribune xinhua".split()
)
ABBREVIATED = re.compile(
    r"((?:[A-Z&][\w’'&.-]* (?:(?:of|for|and|on|the|in) )*){2,8})\(([A-Z&]{2,8})\)"
)
# What "PG&E" leaves out of "Pacific Gas & Electric Co."
LEGAL_FORMS = frozenset(
    "AG Co Co. Corp Corp. GmbH Inc Inc. Ltd Ltd. LLC PLC plc Company Corporation".split()
)
# How the names of companies end that are called by the first word alone. "Google Cloud" is none.
FIRMS = frozenset(
    "airlines airways bancorp biotech breweries brothers capital chemicals communications company corp "
    "electronics energy engineering enterprises estates farms financial foods group holdings homes hotels "
    "industries insurance international investments kitchens laboratories labs logistics metals mining motors "
    "networks oil packaging partners petroleum pharma pharmaceuticals properties rail resources restaurants retail "
    "shipping shipyards steel stores systems technologies telecom therapeutics ventures water".split()
)
# A body is what the article is about when it is named so often.
OFTEN = 3


@dataclass(slots=True)
class Person:
    """Somebody in the article, by the fullest name that it gives."""

    name: str
    mentions: int = 0
    pronoun: str = ""
    roles: set[str] = field(default_factory=set)
    # The words of the roles beside the name: "former", "Democratic", "nominee".
    described: set[str] = field(default_factory=set)


class Directory:
    """The people of an article and how the text calls them."""

    def __init__(self, docs: Iterable[Doc], rest: str = "") -> None:
        docs = list(docs)
        self.people: dict[str, Person] = {}
        self.short: dict[str, str] = {}
        # Who was found for a name before: each sentence asks.
        self.found: dict[str, Person | None] = {}
        # Surnames that are the name of a firm here.
        self.eponyms: set[str] = set()
        organisations = [e for doc in docs for e in doc.ents if e.label_ == "ORG"]
        bodies = (bare(e.text) for e in organisations)
        # How often each body is named.
        self.bodies = Counter(ARTICLE.sub("", name) for name in bodies)
        self.bodies.update(name for doc in docs for name in _abbreviated(doc.text))
        # How often with "the" before it.
        self.definite = Counter(
            ARTICLE.sub("", bare(e.text)) for e in organisations if _is_definite(e)
        )
        # What was found for a body's name before: each sentence asks.
        self.in_full: dict[str, str] = {}
        self.companies = {self.body(bare(e.text)) for e in organisations if _is_company(e)}
        # What each noun of `OFFICES` describes: "Unite, the union".
        self.offices = {(noun, bare(e.text)) for e in organisations for noun in _offices(e)}
        # "Brighton and Hove Council", of which the model may see the second half.
        self.halved = {
            bare(e.text)
            for e in organisations
            if e.start and e.doc[e.start - 1].lower_ in ("and", "&")
        }
        # "The Warm Homes scheme", "the study of bats": the phrases that tell of each noun which one it
        # is, and "" for what only the reader knows.
        self.phrases: dict[str, set[str]] = defaultdict(set)
        for doc in docs:
            for noun, phrase in phrases(doc):
                self.phrases[noun].add(phrase)
        people = (e for doc in docs for e in doc.ents if e.label_ in PEOPLE)
        names = [
            bare(e.text) for e in people if e[0].pos_ not in ("ADP", "VERB") and not _is_place(e)
        ]
        names = [name for name in names if not self.is_firm(name)]
        called = Counter(names)
        names = [name for name in names if self.bodies[name] <= called[name]]
        names += [name for doc in docs for e in doc.ents if (name := _first_unseen(e))]
        names += self._spelled_out(names, rest)
        for name, count in Counter(filter(None, names)).items():
            self.people[name] = Person(name, count)
        self._merge()
        self._tell_firms([e for doc in docs for e in doc.ents if len(e) == 1])
        # From here on everybody is known, and who has which name.
        self.found.clear()
        for doc in docs:
            self._learn(doc)

    def full(self, name: str) -> str:
        """The fullest form of a name, or the name itself."""
        known = self._find(bare(name))
        return known.name if known else bare(name)

    def knows(self, name: str) -> bool:
        return self._find(bare(name)) is not None

    def body(self, name: str) -> str:
        """The fullest name of a body, also for its initials, or the name itself."""
        if name not in self.in_full:
            fuller = [body for body in self.bodies if _stands_for(name, body)] or self._firms(name)
            self.in_full[name] = max(fuller, key=lambda body: (len(body), body), default=name)
        return self.in_full[name]

    def is_firm(self, name: str) -> bool:
        """Whether a name alone, which the model may take for a person's, is a firm's."""
        return bool(self._firms(bare(name)))

    def _firms(self, name: str) -> list[str]:
        """ "Norvik Foods" for "Norvik", where only one firm here is called so."""
        if not name or " " in name:
            return []
        begin = (one for one in self.bodies if one.startswith(f"{name} "))
        firms = [
            one for one in begin if one.split()[-1].casefold() in FIRMS and len(one.split()) < 4
        ]
        return firms if len(firms) == 1 else []

    def written(self, name: str) -> str:
        """The name of a body as it stands in a sentence of the article: "the Electoral Commission"."""
        if ARTICLE.match(name):
            return f"the {ARTICLE.sub('', name)}"
        definite = 2 * self.definite[name] >= max(1, self.bodies[name])
        return f"the {name}" if definite else name

    @cached_property
    def subject(self) -> str:
        """The body that the article is about: named often, and oftener than any other; or nothing."""
        counts = Counter[str]()
        for name, count in self.bodies.items():
            if not self.knows(name) and not self._is_surname(name):
                counts[self.body(name)] += count
        (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        return first if most >= OFTEN and most > next_most else ""

    def _is_surname(self, name: str) -> bool:
        """Whether it follows a person's name somewhere, and was only taken for a body."""
        before = (one.removesuffix(f" {name}") for one in self.bodies if one.endswith(f" {name}"))
        return any(is_given(first) or first in self.people for first in before)

    def is_company(self, name: str) -> bool:
        """Whether the article tells that a body is a company.

        Where it tells so of none, any can be, unless the article is about another body.
        """
        if is_official(name) or is_outlet(name):
            return False
        if self.companies:
            return self.body(name) in self.companies
        return self.subject in ("", self.body(name))

    def body_called(self, noun: str) -> str:
        """The one body that "the ministry" can mean by its name, or nothing."""
        if noun not in OFFICES or "" in self.phrases.get(noun, ()):
            return ""
        called = {one for one in self.bodies if _is_headed(one, noun)}
        called |= {one for described, one in self.offices if described == noun}
        full = {self.body(one) for one in called if one.casefold() != noun} - self.halved
        longest = max(full, key=lambda one: (len(one), one), default="")
        return longest if all(set(one.split()) <= set(longest.split()) for one in full) else ""

    def phrase_called(self, noun: str) -> str:
        """ "The Warm Homes scheme" for "the scheme", where the article speaks of no other; or nothing."""
        named = {ARTICLE.sub("", phrase): phrase for phrase in self.phrases.get(noun, ())}
        return next(iter(named.values())) if len(named) == 1 else ""

    def in_capitals(self, name: str) -> str:
        """The person whose name a label spells in capitals, or else the name as it is."""
        words = name.casefold().split()
        fitting = [p for p in self.people.values() if set(words) <= set(p.name.casefold().split())]
        best = max(fitting, key=lambda p: (p.mentions, p.name), default=None)
        return best.name if best else name

    def holder(self, role: str, words: Set[str] = frozenset()) -> str:
        """The one person who holds a role in the article, or nothing.

        Of several it is the one whom the article describes with the other words too, and
        "the mayor" is no former one.
        """
        lesser = LESSER - words
        holders = [p for p in self.people.values() if role in p.roles]
        holders = [p for p in holders if not p.described & lesser]
        if len(holders) > 1 and FORMER not in words:
            holders = [p for p in holders if FORMER not in p.described] or holders
        if len(holders) > 1 and words:
            holders = [p for p in holders if words <= p.described]
        return holders[0].name if len(holders) == 1 else ""

    def may_be(self, name: str, pronoun: str) -> bool:
        """The same for a reader to whom "Pitt" may be each of two people."""
        return self.fits(name, pronoun) or self.has_namesake(name)

    def has_namesake(self, name: str) -> bool:
        """Whether a surname is that of two people here."""
        last = name.split()[-1:]
        return sum(p.split()[-1:] == last for p in self.people) > 1

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether a pronoun can mean this person: not if the text uses the other one."""
        known = self.pronoun(name)
        return not known or known == he_or_she(pronoun)

    def pronoun(self, name: str) -> str:
        """ "he" or "she" by title or given name, or nothing when neither tells."""
        person = self._find(bare(name))
        return (person.pronoun if person else "") or _usual(name)

    @staticmethod
    def _spelled_out(names: list[str], rest: str) -> list[str]:
        """Fuller names that stand in parts of the article not parsed here."""
        single = {name for name in names if " " not in name}
        found = CAPITALISED.findall(rest) if single else []
        return [name for name in map(bare, found) if name.split()[-1] in single]

    def _merge(self) -> None:
        """A surname alone is the person oftenest named in full; shorter names go into longer."""
        for name in sorted(self.people, key=lambda name: (len(name.split()), name)):
            fuller = [p for p in self.people.values() if p.name != name and _within(name, p.name)]
            if fuller:
                best = max(fuller, key=lambda person: (person.mentions, len(person.name)))
                self.short[name] = best.name
                if len(fuller) == 1 or " " in name:
                    best.mentions += self.people[name].mentions
                del self.people[name]

    def _tell_firms(self, names: Sequence[Span]) -> None:
        """Firms called by the name of a founder: “shares in Brannoch”, where Jan Brannoch is named once."""
        alone = Counter(name.text for name in names)
        for firm in {name.text for name in names if _is_company(name)} & self.short.keys():
            person = self.people.get(self.short[firm])
            if person and alone[firm] > OFTEN * max(1, person.mentions - alone[firm]):
                del self.short[firm]
                self.eponyms.add(firm)
                self.companies.add(firm)
                self.bodies[firm] += alone[firm]

    def _find(self, name: str) -> Person | None:
        if name not in self.found:
            self.found[name] = self._look_up(name)
        return self.found[name]

    def _look_up(self, name: str) -> Person | None:
        if not name or name in self.eponyms:
            return None
        seen = name
        while seen in self.short:
            seen = self.short[seen]
        if seen in self.people:
            return self.people[seen]
        fuller = [person for person in self.people.values() if _within(name, person.name)]
        return max(fuller, key=lambda person: person.mentions, default=None)

    def _learn(self, doc: Doc) -> None:
        """Titles tell the pronoun; the words beside a name tell the role."""
        for entity in doc.ents:
            if entity.label_ not in PEOPLE or not (person := self._find(bare(entity.text))):
                continue
            head = entity.root
            before = {t.lower_.rstrip(".") for t in doc[max(0, entity.start - 2) : entity.end]}
            if before & MALE_TITLES:
                person.pronoun = "he"
            elif before & FEMALE_TITLES:
                person.pronoun = "she"
            person.described.update(_description(entity, head))
            for word in before & SHORT_ROLES.keys():
                person.roles.update(SHORT_ROLES[word])
            for role in _roles_beside(head):
                person.roles.add(role)
                person.pronoun = person.pronoun or _by_role(role)
            if head.dep_ == "appos" and head.head.pos_ == "NOUN":
                person.roles.add(head.head.lower_)
            if _prosecutes(entity):
                person.roles.add("prosecutor")


def he_or_she(pronoun: str) -> str:
    """ "he" for "his" and "him", else "she"."""
    return "he" if pronoun in HE else "she"


def _is_place(name: Span) -> bool:
    """Ann Arbor of "a mediator in Ann Arbor"."""
    head = name.root
    return head.dep_ == "pobj" and head.head.lower_ in PLACING


def _first_unseen(entity: Span) -> str:
    """ "Jure Matić" for "Matić", where the model sees no name in the first word; or nothing."""
    if entity.label_ not in PEOPLE or len(entity) > 1 or not entity.start:
        return ""
    first, last = entity.doc[entity.start - 1], entity[0]
    named = first.pos_ == "PROPN" and first.dep_ == "compound" and first.head == last
    whole = named and first.text.istitle() and not first.ent_type_ and not any(first.lefts)
    unlike = first.i == 0 or entity.doc[first.i - 1].pos_ not in ("PROPN", "ADJ", "NOUN")
    titled = is_role(first) or bare(f"{first.text} {last.text}") == last.text
    return f"{first.text} {last.text}" if whole and unlike and not titled else ""


def _description(entity: Span, head: Token) -> Iterator[str]:
    """The words of the roles before a name, after it, or that it explains."""
    yield from (token.lower_ for token in entity.doc[head.left_edge.i : entity.end])
    for token in head.rights:
        if token.dep_ == "appos":
            yield from (word.lower_ for word in token.subtree)
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        role = head.head
        yield from (word.lower_ for word in entity.doc[role.left_edge.i : role.i])


def _roles_beside(name: Token) -> Iterator[str]:
    """The nouns that stand before or after a name: "Mayor Holm", "Holm, the mayor"."""
    for token in name.children:
        if token.dep_ in ("appos", "compound", "nmod") and token.pos_ in ("NOUN", "PROPN"):
            if token.ent_type_ not in PEOPLE and len(token) >= SHORTEST_ROLE:
                yield token.lower_


def _prosecutes(name: Span) -> bool:
    """ "Anna Weiss KC, prosecuting, said"."""
    after = [word for word in name.doc[name.end : name.end + 3] if not word.text.isupper()]
    return [word.lower_ for word in after[:2]] == [",", "prosecuting"]


def _by_role(role: str) -> str:
    """ "a spokeswoman", "a spokesman": the pronoun that a role tells, or nothing."""
    return "he" if role in MEN else "she" if role in WOMEN else ""


def is_human(noun: Token) -> bool:
    """ "A spokesman", "the referee", "a boy"."""
    lemma = noun.lemma_.lower()
    return is_role(noun) or lemma in HUMANS or lemma in MEN or lemma in WOMEN


def is_company_description(token: Token) -> bool:
    """ "the telecoms giant": a company that has been named before."""
    if token.ent_type_ or token.lemma_.lower() not in COMPANY_NOUNS:
        return False
    if token.tag_ == "NNS" or token.dep_ in ("compound", "nmod"):
        return False
    definite = any(child.lower_ in ("the", "this") for child in token.children)
    return definite and ANOTHER.isdisjoint(child.lower_ for child in token.lefts)


def _is_headed(name: str, noun: str) -> bool:
    """ "Leeds City Council", "the Department of Health": not the Union Pacific."""
    words = [*name.casefold().split(), "of"]
    pairs = pairwise(words)
    return any(word == noun and after in ("of", "for", "on", "in", "at") for word, after in pairs)


def _offices(name: Span) -> Iterator[str]:
    """ "Unite, the union", "the union Unite": the nouns of `OFFICES` that describe a body."""
    head = name.root
    beside = [child for child in head.children if child.dep_ in ("appos", "compound", "nmod")]
    beside += [head.head] if head.dep_ == "appos" else []
    for noun in beside:
        if noun.tag_ == "NN" and not noun.ent_type_ and noun.lower_ in OFFICES:
            yield noun.lower_


def phrases(doc: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Each noun with what tells which is meant, with the whole phrase: empty but where that is a name
    and nothing else, or a few words after one of `THINGS`.
    """
    for noun in doc:
        if noun.dep_ in ("compound", "nmod"):
            continue
        if noun.tag_ == "NNP" and noun.lower_ in THINGS and (name := _proper(noun)):
            yield noun.lower_, name
        if noun.tag_ != "NN" or noun.ent_type_:
            continue
        if is_bare(noun) or _names_a_body(noun):
            continue
        words = [child for child in noun.lefts if not child.is_punct]
        told = any(child.dep_ == "prep" for child in noun.rights)
        if not told and noun.lower_ in OFFICES and [word.lower_ for word in words] == ["the"]:
            continue  # "The trust that runs it": still the one here.
        if not told and not any(word.dep_ in ("det", "poss", "nummod") for word in words):
            continue  # "Taken to court": of no court.
        named = words[1:]
        whole = bool(named) and words[0].lower_ == "the" and all(_is_naming(word) for word in named)
        more = told or any(child.dep_ == "acl" for child in noun.rights)
        whole = whole and (noun.lower_ in THINGS or not more)
        if whole:
            yield noun.lower_, f"the {noun.doc[named[0].left_edge.i : noun.i + 1].text}"
        else:
            yield noun.lower_, _told_once(noun, words) if noun.lower_ in THINGS else ""


def _told_once(noun: Token, words: Sequence[Token]) -> str:
    """ "The study of bats in Peru" of "a study of bats in Peru", "Norvik's offer"; or nothing.

    `words` belong to the noun and stand before it.
    """
    first = words[0] if words else noun
    last = _told_after(noun)
    if first.dep_ == "poss" and first.ent_type_ in BODIES | PEOPLE and last == noun.i + 1:
        return str(noun.doc[first.left_edge.i : last].text)
    dated = any(word.like_num for word in words)
    is_one = first.lower_ in ("a", "an", "the") and last > noun.i + 1 and not dated
    return f"the {noun.doc[first.i + 1 : last].text}" if is_one else ""


def _proper(noun: Token) -> str:
    """ "Bramley Ward", "the Employment Rights Bill": a name that ends in its noun, or nothing."""
    first = noun.i
    while first and noun.doc[first - 1].pos_ == "PROPN" and noun.doc[first - 1].dep_ == "compound":
        first -= 1
    if first == noun.i:
        return ""
    name = noun.doc[first : noun.i + 1].text
    return f"the {name}" if first and noun.doc[first - 1].lower_ == "the" else name


def _told_after(noun: Token) -> int:
    """Where the few words end that tell which of `THINGS` is meant: "a study of bats in Peru".

    The end of the noun itself where they do not stand alone elsewhere.
    """
    own = noun.i + 1
    rest = noun.doc[own : noun.right_edge.i + 1]
    words = list(takewhile(lambda word: not word.is_punct or word.text == "-", rest))
    # "Which would ban phones" tells it, "that he wants" does not.
    open_to_doubt = any(
        word.like_num
        or word.ent_type_ in ("DATE", "TIME")
        or (word.pos_ == "PRON" and word.tag_ not in ("WDT", "WP"))
        for word in words
    )
    return own if open_to_doubt or not 1 < len(words) <= FEW else own + len(words)


def _names_a_body(noun: Token) -> bool:
    """ "Unite, the union", "a charity, Open Plate"."""
    named = noun.head.ent_type_ == "ORG" and noun.dep_ == "appos"
    return named or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.rights)


def _is_naming(word: Token) -> bool:
    """A name before a noun, or "Chinese"; not a date or a figure. "Finance" before "ministry"."""
    if word.dep_ not in ("compound", "nmod", "amod") or word.like_num:
        return False
    if word.tag_ == "NN" and word.dep_ == "compound" and word.head.lower_ in OFFICES:
        return True
    return word.text[0].isupper() and (word.pos_ == "PROPN" or not word.is_sent_start)


def is_bare(noun: Token) -> bool:
    """ "The scheme": with nothing that tells which, but perhaps a clause set off by a comma."""
    telling = (
        child
        for child in noun.children
        if child.dep_ not in ("case", "cc", "conj", "det", "punct")
        and not (child.dep_ in ("acl", "appos", "relcl") and set_off(child))
    )
    return not any(telling) and any(child.lower_ in ("the", "this") for child in noun.lefts)


def is_official(name: str) -> bool:
    """ "The National Weather Service"."""
    return not OFFICIAL.isdisjoint(name.casefold().split())


def is_outlet(name: str) -> bool:
    """ "Reuters", "the Lund Herald"."""
    return not OUTLETS.isdisjoint(name.casefold().split())


def _is_definite(name: Span) -> bool:
    """With "the" as a part of it or before it, where that belongs to no word that follows."""
    before = {child.lower_ for child in name.root.lefts if child.dep_ == "det"}
    own = name.root.dep_ not in ("compound", "nmod")
    return own and "the" in before | {name[0].lower_}


def _is_company(name: Span) -> bool:
    """ "Acme Inc.", "the telecoms giant Huawei", "shares in Norvik": what only a company is or has."""
    head = name.root
    if any(word.text in LEGAL_FORMS for word in name):
        return True
    above = head.head if head.dep_ in ("compound", "nmod", "appos", "poss") else None
    if head.dep_ == "pobj" and head.head.lower_ in ("at", "in", "of"):
        above = head.head.head
    first = head
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ in ("as", "including", "like"):
        # "Technology firms such as Norvik and Lundia".
        kind = first.head.head
        return kind.tag_ == "NNS" and kind.lemma_.lower() in COMPANY_NOUNS
    beside = [above] if above is not None else []
    beside += [child for child in head.children if child.dep_ in ("appos", "compound", "nmod")]
    nouns = {
        token.lemma_.lower() for token in beside if not token.ent_type_ or token.pos_ == "NOUN"
    }
    return bool(nouns & (COMPANY_NOUNS | COMPANY_HAS))


def is_given(word: str) -> bool:
    """Whether a word is a given name that we know."""
    return word.lower() in _given_names()


def _usual(name: str) -> str:
    """The pronoun that goes with a given name, or nothing."""
    return _given_names().get(name.split()[0].lower(), "") if name else ""


@cache
def _given_names() -> dict[str, str]:
    lines = map(json.loads, GIVEN_NAMES.read_text(encoding="utf-8").splitlines())
    return {entry["name"]: entry["pronoun"] for entry in lines}


def _within(short: str, full: str) -> bool:
    """Whether "Kessler" or "K. Kessler" can be "Keith Kessler"."""
    words, parts = short.split(), full.split()
    return len(words) < len(parts) and words[-1] == parts[-1] and set(words) <= set(parts)


def _stands_for(short: str, full: str) -> bool:
    """Whether "Daily News" or "NY Daily News" can be the "New York Daily News", or "NYT" a paper."""
    words, parts = short.split(), full.split()
    if not words or len(words) >= len(parts):
        return False
    if words == parts[-len(words) :]:
        return len(words) > 1
    if words[0] == parts[0] and len(words) == 2:
        # "Chinese CDC": the initials stand for what follows.
        words, parts = words[1:], parts[1:]
    first, rest = re.sub(r"[.&]", "", words[0]), words[1:]
    begin = [part for part in parts[: len(parts) - len(rest)] if part not in LEGAL_FORMS]
    initials = "".join(part[0] for part in begin if part[0].isupper())
    # "CDC": the "Prevention" after its "Control" has no letter.
    leaves_one_out = len(first) > 2 and first == initials[:-1]
    spelled = (len(first) > 1 and first == initials) or leaves_one_out
    return spelled and rest == parts[len(parts) - len(rest) :]


def _abbreviated(text: str) -> Iterator[str]:
    """ "the Port Sabel Harbour Board (PSHB)": a name in full, by the initials beside it."""
    for found in ABBREVIATED.finditer(text):
        words = found[1].split()
        names = (" ".join(words[start:]) for start in range(len(words) - 1))
        yield from (name for name in names if _stands_for(found[2], name))


@lru_cache(maxsize=1_000)
def bare(name: str) -> str:
    """A name without titles before it or a possessive after it."""
    name = POSSESSIVE.sub("", " ".join(name.split())).strip(" ,.;:-–—“”\"'’‘()")
    name = AFTER_NAME.sub("", name)
    return TITLES.sub("", BEFORE_TITLE.sub("", name))


def entity_of(token: Token) -> Span | None:
    """The named entity that a word heads or ends."""
    if not token.ent_type_:
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type)


def possessive(name: str) -> str:
    """ "Holm’s", "Weiss’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"
