"""Articles of our own with what a careful fact-checker would mark in them.

Beside each `golden/<name>.txt` stands `<name>.expected`: blocks of `key: value` lines in the order
of the article, apart by an empty line. A block begins with the words of the article that it is
about, and says what they are:

    claim: the words          says: claimant, voice (left out: the article speaks)
                              read as: the statement (left out: the words as they are)
                              or: another statement that is as good
                              type: the kind that it is, or several that would do
    no claim: the words       why: the reason
    boilerplate: the words

What the program does not meet today is marked in the block with what came out instead: `missed:`,
`wrong claimant:`, `wrong voice:`, `wrong statement:`, `wrong type:`, or `wrong claim:` where there
is none. People write the blocks; `python -m tests.extraction.golden` writes the marks anew, touches
nothing else, and prints how good the program is. Only a claim made of boilerplate is not marked by
it. Look at what changed before you commit: a new mark is something that has been lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.extraction import Claim, Extraction, Sentence, extract
from factcheck.reading import read_text

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in FOLDER.glob("*.expected"))
MARKS = (
    "missed",
    "wrong claimant",
    "wrong voice",
    "wrong statement",
    "wrong type",
    "wrong claim",
)
OVERLAP = 0.5
ALIKE = 0.82
NOBODY = "null"
TITLE = re.compile(r"(?:the|an?|dr|mr|mrs|ms|prof|sen|gov|judge|prosecutor|referee)\.? +", re.I)
WORD = re.compile(r"[^\W_]+(?:[.,:'-][^\W_]+)*")
PRONOUNS = frozenset(
    "he him his she her hers it its they them their this these those who whose which".split()
)


@dataclass
class Block:
    """One expectation, and where in the .expected file and in the article it stands."""

    line: int
    kind: str
    words: str
    start: int = 0
    end: int = 0
    fields: dict[str, list[str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def claimant(self) -> str:
        return self._says()[0]

    @property
    def voice(self) -> str:
        return self._says()[1]

    @property
    def statements(self) -> list[str]:
        return [*self.fields.get("read as", [self.words]), *self.fields.get("or", [])]

    def _says(self) -> tuple[str, str]:
        claimant, _, voice = self.fields.get("says", [f"{NOBODY}, article"])[0].rpartition(", ")
        return claimant, voice


@dataclass
class Golden:
    """An article, what is expected of it and what the program found in it."""

    name: str
    text: str
    blocks: list[Block]
    found: Extraction

    @property
    def claims(self) -> list[Claim]:
        """What the program proposes to check."""
        return [claim for claim in self.found.claims if claim.checkable]

    def expected(self, kind: str) -> list[Block]:
        return [block for block in self.blocks if block.kind == kind]


def load(names: Iterable[str] = NAMES) -> list[Golden]:
    """The articles, all read as one batch."""
    names = list(names)
    manuscripts = [read_text((FOLDER / f"{name}.txt").read_text("utf-8")) for name in names]
    return [
        Golden(name, manuscript.text, blocks(expectation(name), manuscript.text), found)
        for name, manuscript, found in zip(names, manuscripts, extract(manuscripts), strict=True)
    ]


def expectation(name: str) -> str:
    return (FOLDER / f"{name}.expected").read_text("utf-8")


def blocks(expected: str, text: str) -> list[Block]:
    """The blocks of an .expected file, each with its place in the article as it is read."""
    found: list[Block] = []
    fresh = True
    for number, line in enumerate(expected.splitlines(), start=1):
        key, _, value = line.partition(": ")
        if not line:
            fresh = True
        elif fresh:
            found.append(Block(number, key, value))
            fresh = False
        elif key in MARKS:
            found[-1].marks[key] = value
        else:
            found[-1].fields.setdefault(key, []).append(value)
    _find_places(found, text)
    return found


def _find_places(found: Sequence[Block], text: str) -> None:
    """Words that occur twice are told apart by the order of the blocks.

    Only inside a paragraph may a block begin before the one above it.
    """
    reached = 0
    for block in found:
        first = text.rfind("\n", 0, reached) + 1
        last = text.find("\n", reached) % (len(text) + 1)
        searches = ((reached, last), (first, last), (reached, len(text)))
        starts = (text.find(block.words, *search) for search in searches)
        block.start = next((start for start in starts if start >= 0), -1)
        if block.start < 0:
            raise LookupError(f"line {block.line}: the article does not go on with {block.words!r}")
        block.end = block.start + len(block.words)
        reached = block.start


def pairs(golden: Golden) -> dict[int, Claim]:
    """Which claim meets which expectation, by line: the largest overlaps first, each once."""
    candidates = sorted(
        (
            (-overlap(block, claim), block.line, n, claim)
            for block in golden.expected("claim")
            for n, claim in enumerate(golden.claims)
            if overlap(block, claim) >= OVERLAP
        ),
        key=lambda candidate: candidate[:3],
    )
    met: dict[int, Claim] = {}
    taken: set[int] = set()
    for _, line, n, claim in candidates:
        if line not in met and n not in taken:
            met[line] = claim
            taken.add(n)
    return met


def overlap(block: Block, claim: Claim) -> float:
    """Characters that both cover, over characters that either covers."""
    both = min(block.end, claim.end) - max(block.start, claim.start)
    return max(0, both) / (max(block.end, claim.end) - min(block.start, claim.start))


def marks(golden: Golden) -> dict[int, dict[str, str]]:
    """What is not met today, by line: the kind of mark and what came out instead."""
    met = pairs(golden)
    used = {id(claim) for claim in met.values()}
    extra = [claim for claim in golden.claims if id(claim) not in used]
    found: dict[int, dict[str, str]] = {}
    for block in golden.expected("claim"):
        if claim := met.get(block.line):
            found[block.line] = dict(_faults(block, claim))
        else:
            found[block.line] = {"missed": _nearest(golden.found.claims, block)}
    for block in golden.expected("no claim"):
        wrong = [claim.quote for claim in extra if _mostly_inside(claim, block)]
        found[block.line] = {"wrong claim": _line(wrong[0])} if wrong else {}
    for block in golden.expected("boilerplate"):
        found[block.line] = _in_boilerplate(golden, block)
    return found


def _faults(block: Block, claim: Claim) -> Iterator[tuple[str, str]]:
    if plain_name(block.claimant) != plain_name(claim.claimant or NOBODY):
        yield "wrong claimant", claim.claimant or NOBODY
    if block.voice != claim.voice:
        yield "wrong voice", claim.voice.value
    if not is_acceptable(claim.statement, block.statements):
        yield "wrong statement", _line(claim.statement)
    if not {*block.fields["type"][0].split(", ")} & {*claim.types}:
        yield "wrong type", ", ".join(claim.types)


def _nearest(claims: Sequence[Claim], block: Block) -> str:
    """What the program has there instead of a claim to check."""
    near = max(claims, key=lambda claim: overlap(block, claim), default=None)
    if near is None or not overlap(block, near):
        return "nothing"
    note = "" if near.checkable else f", not checkable ({near.reasons[-1].label})"
    return f"{_line(near.quote)}{note}"


def _mostly_inside(claim: Claim, block: Block) -> bool:
    both = min(block.end, claim.end) - max(block.start, claim.start)
    return 2 * both >= claim.end - claim.start


def _line(words: str) -> str:
    return " ".join(words.split())


def plain_name(name: str) -> str:
    """A name without titles and articles, to compare by."""
    name = re.sub(r"['’]s$", "", name.strip())
    while found := TITLE.match(name):
        name = name[found.end() :]
    return name.casefold().replace("’", "'")


def is_exact(statement: str, wanted: Sequence[str]) -> bool:
    """The same words, whatever the capitals, quotation marks and articles."""
    return any(_words(statement) == _words(one) for one in wanted)


def is_acceptable(statement: str, wanted: Sequence[str]) -> bool:
    """Nearly the same words, about the same names and figures, and no pronoun left open."""
    return is_exact(statement, wanted) or any(_is_alike(statement, one) for one in wanted)


def _is_alike(statement: str, wanted: str) -> bool:
    ours, theirs = Counter(_words(statement)), Counter(_words(wanted))
    alike = 2 * (ours & theirs).total() >= ALIKE * (ours.total() + theirs.total())
    left_open = PRONOUNS & ours.keys() - theirs.keys()
    invented = {*_words(statement)[:1], *_figures_and_names(statement)} - theirs.keys()
    lost = _figures_and_names(wanted) - ours.keys()
    return alike and not left_open and not invented and not lost


def _words(text: str) -> list[str]:
    words = WORD.findall(text.replace("’", "'").casefold())
    return [word for word in words if word not in ("the", "a", "an")]


def _figures_and_names(text: str) -> set[str]:
    """Figures and last names; the first word has its capital anyway."""
    words = WORD.findall(text.replace("’", "'"))
    telling = [word[0].isupper() or word[0].isdigit() for word in words]
    return {
        word.casefold()
        for word, tells, goes_on in zip(words[1:], telling[1:], [*telling[2:], False], strict=True)
        if tells and not goes_on
    }


def differences(golden: Golden) -> str:
    """What the marks of the .expected file do not say, as a difference that people can read."""
    today = marks(golden)
    parts = []
    for block in golden.blocks:
        now = today.get(block.line, {})
        lines = [line for mark in MARKS for line in _difference(block, mark, now)]
        if lines:
            head = f"{golden.name}.expected, line {block.line}: {block.kind}: {block.words}"
            parts.append("\n".join([head, *lines]))
    return "\n\n".join(parts)


def _difference(block: Block, mark: str, now: dict[str, str]) -> list[str]:
    if mark in now and mark not in block.marks:
        return [f"- {_wanted(block, mark)}", f"+ {now[mark]}   ({mark})"]
    # What is missed has no claimant to compare, so those marks wait with it.
    if mark in block.marks and mark not in now and "missed" not in now:
        return [f"- {mark}: {block.marks[mark]}", "+ met now: take the mark away"]
    return []


def _wanted(block: Block, mark: str) -> str:
    return {
        "missed": block.words,
        "wrong claimant": block.claimant,
        "wrong voice": block.voice,
        "wrong statement": block.statements[0],
        "wrong type": block.fields.get("type", [""])[0],
        "wrong claim": "no claim",
    }[mark]


def _in_boilerplate(golden: Golden, block: Block) -> dict[str, str]:
    """The first claim, checkable or not, that was made of what belongs to the page."""
    for claim in golden.found.claims:
        if claim.start < block.end and claim.end > block.start:
            return {"wrong claim": _line(claim.quote)}
    return {}


def unlabelled(golden: Golden) -> list[str]:
    """Sentences of which the .expected file says nothing."""
    return [
        golden.text[one.start : one.end]
        for one in golden.found.sentences
        if not any(one.start < block.end and one.end > block.start for block in golden.blocks)
    ]


def remarked(expected: str, today: dict[int, dict[str, str]]) -> str:
    """An .expected file with the marks of today and nothing else changed."""
    lines: list[str] = []
    waiting: list[str] = []
    for number, line in enumerate([*expected.splitlines(), ""], start=1):
        if number in today:
            waiting = [f"{mark}: {what}" for mark, what in today[number].items()]
        if not line:
            lines += waiting
            waiting = []
        if line.partition(": ")[0] not in MARKS:
            lines.append(line)
    return "\n".join(lines)


def figures(all_of_them: Sequence[Golden]) -> Iterator[str]:
    """How much of what is expected is met, in lines to read."""
    head = (
        "article",
        "sentences",
        "claims",
        "recall",
        "precision",
        "claimant",
        "exact",
        "fair",
        "carried",
        "empty",
    )
    yield ("{:<12}" + "{:>10}" * 9).format(*head)
    total: Counter[str] = Counter()
    for golden in all_of_them:
        counts = _counts(golden)
        total += counts
        yield _row(golden.name, counts)
    yield _row("together", total)


def _counts(golden: Golden) -> Counter[str]:
    today, met = marks(golden), pairs(golden)
    claims = golden.expected("claim")
    heard = [block for block in claims if block.line in met]
    telling, idle = told_apart(golden)
    return Counter(
        sentences=len(golden.found.sentences),
        claims=len(claims),
        found=len(golden.claims),
        met=len(met),
        claimant=sum("wrong claimant" not in today[block.line] for block in heard),
        exact=sum(is_exact(met[block.line].statement, block.statements) for block in heard),
        fair=sum("wrong statement" not in today[block.line] for block in heard),
        telling=len(telling),
        carried=sum(carries(golden, sentence) for sentence in telling),
        idle=len(idle),
        left_empty=sum(not carries(golden, sentence) for sentence in idle),
    )


def told_apart(golden: Golden) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences in which people found something to check, and those without."""
    expected = [(block.start, block.end) for block in golden.expected("claim")]
    telling, idle = [], []
    for one in golden.found.sentences:
        holds = any(start < one.end and end > one.start for start, end in expected)
        (telling if holds else idle).append(one)
    return telling, idle


def carries(golden: Golden, sentence: Sentence) -> bool:
    """Whether the program proposes something to check in a sentence."""
    return any(sentence.start <= claim.start < sentence.end for claim in golden.claims)


def _row(name: str, counts: Counter[str]) -> str:
    shares = (
        ("met", "claims"),
        ("met", "found"),
        ("claimant", "met"),
        ("exact", "met"),
        ("fair", "met"),
        ("carried", "telling"),
        ("left_empty", "idle"),
    )
    cells = [f"{counts[part] / (counts[whole] or 1):>10.2f}" for part, whole in shares]
    return f"{name:<12}{counts['sentences']:>10}{counts['claims']:>10}" + "".join(cells)


def refresh() -> None:
    """Writes what is met today into the marks, and prints the figures."""
    everything = load()
    for golden in everything:
        today = marks(golden)
        for block in golden.expected("boilerplate"):
            # A claim made of boilerplate is never got used to by itself: people write that mark.
            if not block.marks:
                today[block.line] = {}
        path = FOLDER / f"{golden.name}.expected"
        path.write_text(remarked(expectation(golden.name), today), "utf-8")
    print(*figures(everything), sep="\n")


if __name__ == "__main__":
    refresh()
