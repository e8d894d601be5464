"""Articles that nobody wrote: sentences put together from lists of words, the same for a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from factcheck import reading
from factcheck.articles.harm import ACCUSES
from factcheck.extraction.results import START, WORDING, ClaimType, Voice

FIRST = (
    "Alma Bruno Carla Dario Elin Farid Greta Hugo Ines Jonas Katja Leon Mira Nadia Oskar Paula "
    "Quentin Rasmus Sonia Timo Ulla Viktor Wanda Yusuf"
).split()
LAST = (
    "Abel Brandeis Corvin Dahl Egger Fontaine Grauer Holm Ivarsen Jurek Kessel Lorenz Marsh "
    "Novak Okafor Pascal Quast Rossi Sandoval Tamm Urban Vidal Wexler Yilmaz Zander Birch Croft "
    "Denham Ellery Fairley Garrow Hale Imrie Joyce Kirwan"
).split()
PLACES = (
    "Port Halden|Marrow Bay|Upper Lindow|Castrel|Vell|Northmere|Sankt Orben|Tarrow|Quell Island|"
    "Easterby|Old Fennick|Gravelle|Hollin Moor|Isenberg|Kastel Rea|Lower Asker"
).split("|")
BODIES = (
    "the ministry of works|the harbour authority|the audit office|the court of appeal|Orbel Rail|"
    "the teachers' union|Kessler Shipping|the water board|the statistics office|Novaterra|"
    "the city council|the health inspectorate|Halden Energy|the fishermen's guild|Sund Bank|"
    "the electoral commission|the university hospital|the border police|Pellworm Foods"
).split("|")
ROLES = "head|chair|spokeswoman|treasurer|director|deputy head|chief engineer|founder".split("|")
THINGS = (
    "the price of a monthly ticket|spending on school buildings|the number of night trains|"
    "the debt of the harbour|the fee for a fishing licence|waiting time in the clinics|"
    "the share of empty flats|the wage of a nurse|the water level of the reservoir|"
    "the count of missing ballots|the rent of the market halls|the catch of herring|"
    "the number of accidents on the coast road|the cost of the new bridge|power lost in the grid"
).split("|")
ROSE = "rose|fell|grew|shrank|climbed|dropped".split("|")
UNITS = "per cent|per cent|million crowns|thousand people|tonnes|kilometres|cases".split("|")
DEEDS = (
    "closed the depot in|bought the shipyard of|signed the contract for|sued the mayor of|"
    "promised a second tunnel to|sent forty inspectors to|withdrew the permit of"
).split("|")
WHEN = (
    "in {}|since {}|between {} and last spring|by the end of {}|for the first time since {}".split(
        "|"
    )
)
OPENERS = (
    "Nobody in {} wanted to talk about it.|Is that what people in {} voted for?|"
    "It was a grey morning in {}.|One can only wonder what comes next for {}.|"
    "The mood in {} is hard to describe.|Perhaps {} deserves better than this.|"
    "Let us hope that {} will see it through.|What would have happened without {}?"
).split("|")
BOILERPLATE = "Advertisement"
REASONS = (
    "gives a figure",
    "names a company or body",
    "names a person",
    "compares",
    "gives a sum of money",
    "in the headline",
    "speaks in absolutes",
    "attributed to an unnamed source",
)


@dataclass
class Said:
    """A claim within an article; offsets are code points of its text."""

    start: int
    end: int
    quote: str
    claimant: str
    voice: str
    cue: str
    types: list[str]
    entities: list[dict[str, object]]
    accuses: bool
    score: float = 0.0
    reasons: list[dict[str, object]] = field(default_factory=list)

    @property
    def statement(self) -> str:
        return f"{self.quote[:1].upper()}{self.quote[1:]}."


@dataclass
class Line:
    """A sentence with its claims, or with none."""

    start: int
    end: int
    paragraph: int
    claims: list[Said]


@dataclass
class Story:
    """An article: its text, paragraphs as (start, end, role), and its sentences."""

    title: str
    text: str
    paragraphs: list[tuple[int, int, str]]
    lines: list[Line]


class Writer:
    """Writes articles; the same ones in the same order for the same seed."""

    def __init__(self, seed: int) -> None:
        # Nobody has to be kept from guessing it.
        self.rng = Random(seed)  # noqa: S311

    def story(self, claims: int) -> Story:
        """An article with so many claims, half as many other sentences, and an advertisement."""
        text: list[str] = []
        paragraphs: list[tuple[int, int, str]] = []
        lines: list[Line] = []
        at = 0
        title = self._title()
        for number, (role, sentences) in enumerate(self._paragraphs(title, claims)):
            begin = at
            for words, said in sentences:
                if role != reading.Role.BOILERPLATE:
                    lines.append(Line(at, at + len(words), number, _moved(said, at)))
                text.append(words)
                at += len(words) + 1
            # The last space of a paragraph is the break after it.
            text[-1] += "\n"
            paragraphs.append((begin, at - 1, role))
        joined = " ".join(text).replace("\n ", "\n").rstrip("\n")
        return Story(title, joined, paragraphs, lines)

    def _paragraphs(
        self, title: str, claims: int
    ) -> Iterator[tuple[str, list[tuple[str, list[Said]]]]]:
        yield reading.Role.HEADLINE, [(title, [])]
        yield reading.Role.BOILERPLATE, [(BOILERPLATE, [])]
        while claims > 0:
            sentences: list[tuple[str, list[Said]]] = []
            for _ in range(self.rng.randint(2, 5)):
                if self.rng.random() < 0.35:
                    sentences.append((self.aside(), []))
                elif claims > 0:
                    words, said = self._sentence(two=claims > 1 and self.rng.random() < 0.1)
                    sentences.append((words, said))
                    claims -= len(said)
            if sentences:
                yield reading.Role.BODY, sentences

    def _title(self) -> str:
        return f"{_upper(self._pick(BODIES))} and {self._pick(THINGS)} of {self._pick(PLACES)}"

    def thing(self) -> str:
        """What could be counted, as a title."""
        return f"{_upper(self._pick(THINGS))} in {self._pick(PLACES)}"

    def body(self) -> str:
        """An institution or a firm."""
        return self._pick(BODIES)

    def aside(self) -> str:
        """A sentence that claims nothing."""
        return self._pick(OPENERS).format(self._pick(PLACES))

    def _sentence(self, *, two: bool) -> tuple[str, list[Said]]:
        first = self._said()
        words = _upper(first.quote)
        quoted = first.voice == Voice.DIRECT
        if quoted:
            words = f"“{words}”"
            first.start, first.end = 1, 1 + len(first.quote)
        else:
            first.end = len(first.quote)
        first.quote = _upper(first.quote)
        _place(first)
        said = [first]
        if two:
            second = self._said()
            second.voice, second.claimant, second.cue = Voice.ARTICLE, "", ""
            words += ", and "
            second.start = len(words)
            second.end = second.start + len(second.quote)
            words += second.quote
            _place(second)
            said.append(second)
        elif first.claimant:
            words += f", {first.cue} {first.claimant}"
        return f"{words}.", said

    def _said(self) -> Said:
        accuses = self.rng.random() < 0.03
        figure = f"{self.rng.randint(2, 990)} {self._pick(UNITS)}"
        name = f"{self._pick(FIRST)} {self._pick(LAST)}"
        body, place = self._pick(BODIES), self._pick(PLACES)
        when = self._pick(WHEN).format(self.rng.randint(1990, 2025))
        if accuses:
            quote = f"{name} took {figure} of {body} {when}"
            types, names = [ClaimType.EVENT, ClaimType.QUANTITY], [(name, "PERSON")]
        elif (kind := self.rng.random()) < 0.5:
            quote = f"{self._pick(THINGS)} in {place} {self._pick(ROSE)} by {figure} {when}"
            types, names = [ClaimType.QUANTITY], [(place, "GPE"), (figure, "QUANTITY")]
        elif kind < 0.8:
            quote = f"{body} {self._pick(DEEDS)} {place} {when}"
            types, names = [ClaimType.EVENT], [(body, "ORG"), (place, "GPE")]
        else:
            quote = f"{name}, {self._pick(ROLES)} of {body}, was born in {place} {when}"
            types, names = [ClaimType.IDENTITY], [(name, "PERSON"), (place, "GPE")]
        voice = self.rng.choice((Voice.ARTICLE, Voice.ARTICLE, Voice.INDIRECT, Voice.DIRECT))
        speaker = "" if voice == Voice.ARTICLE else self._pick(BODIES)
        entities: list[dict[str, object]] = [
            {"start": quote.index(words), "end": quote.index(words) + len(words), "label": label}
            for words, label in names
        ]
        said = Said(
            start=0,
            end=0,
            quote=quote,
            claimant=speaker,
            voice=str(voice),
            cue="said" if speaker else "",
            types=[str(each) for each in types],
            entities=entities,
            accuses=accuses,
        )
        self._weigh(said)
        return said

    def _weigh(self, said: Said) -> None:
        labels = [*self.rng.sample(REASONS, self.rng.randint(1, 4)), WORDING]
        if said.accuses:
            labels.append(ACCUSES)
        reasons = [(START, 0.1)]
        reasons += [(label, round(self.rng.uniform(-0.1, 0.3), 4)) for label in labels]
        said.reasons = [{"label": label, "weight": weight} for label, weight in reasons]
        said.score = round(min(1.0, max(0.0, sum(weight for _, weight in reasons))), 4)

    def _pick(self, words: list[str]) -> str:
        return self.rng.choice(words)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _place(said: Said) -> None:
    """The entities counted from where the claim begins."""
    said.entities = [_shifted(each, said.start) for each in said.entities]


def _moved(claims: list[Said], by: int) -> list[Said]:
    for said in claims:
        said.start += by
        said.end += by
        said.entities = [_shifted(each, by) for each in said.entities]
    return claims


def _shifted(entity: dict[str, object], by: int) -> dict[str, object]:
    start, end = entity["start"], entity["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return {**entity, "start": start + by, "end": end + by}
