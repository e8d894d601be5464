"""Which paragraph is the headline, the standfirst, a subhead, a caption or boilerplate."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from factcheck.reading import bylines
from factcheck.reading.manuscript import Block, Role

PATTERNS = Path(__file__).parent / "patterns" / "boilerplate.jsonl"
LONGEST_BOILERPLATE = 240
LONGEST_HEADLINE = 200
LONGEST_STANDFIRST = 400
LONGEST_SUBHEAD = 90
# Sentences before the body begins are found among the first paragraphs only.
LONGEST_HEAD = 12
MAY_BE_GREYED = (None, Role.BODY, Role.CAPTION, Role.SUBHEAD)

BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦‣>]|\d{1,2}[.)])\s+")
FULL_STOP = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
# "Jane Doe is a columnist for the Herald", at the foot of what she wrote.
WHO_WROTE = re.compile(
    rf"{bylines.FULL_NAME} (?:is|was) (?:an?|the|our|(?:the )?{bylines.PLACE}['’]s) {bylines.TITLE}"
    r"(?:,? (?:for|at|of|with|in|on|based|covering|and)\b[^.;:“”\"]*)?\.?"
)
# A whole sentence that says who said it, or how many, is news whatever words it begins with:
# "Sign up for our app, 400 people were told." A correction tells what "an earlier version said".
NEWS = re.compile(
    r"(?=.*[.!?][\"'”’)]*$).*?(?:(?<!version )\b(?:said|says|told|tells|ruled|wrote|added|warned|"
    r"announced|claimed|found|admitted|argued|insisted|testified|tweeted|promised|declared)\b"
    r"|[$£€] ?\d|\d ?%|(?<![\d.,:/-])(?!(?:19|20)\d\d )\d[\d.,]* (?:per cent|(?!free )[a-z]{3,}))"
)
AGENCY = (
    r"(?:AP|AFP|EPA|PA|Reuters|REUTERS|Getty(?: Images)?|Xinhua|Bloomberg|Shutterstock|Alamy)(?!\w)"
)
# What a photographer and an agency are called, as far as such a line can be told from a sentence.
WORD = r"[^\s()\[\]/,|!?]*"
CREDITED = rf"[A-Z@\d]{WORD}(?:[ /,|]+(?:[A-Z(]{WORD}|for|via|of|and|the|file)){{0,8}}"
CREDIT = re.compile(
    rf"(?:^|[\s(\[])(?:{AGENCY} )?(?i:photo|photograph|image|picture|illustration|graphic|credit)s?"
    rf"(?:(?: by)?:| ?/| ?\|| by) ?{CREDITED}[)\]]?$"
    # A bracket with a full stop after it belongs to its sentence: "the agency said (Reuters)."
    rf"|\([^()\[\]]{{0,40}}(?<![\w.-]){AGENCY}[^()\[\]]{{0,40}}\)$"
    rf"|\[[^()\[\]]{{0,40}}(?:/|: | via ) ?{AGENCY}[^()\[\]]{{0,40}}\]$"
    rf"|[(\[][^()\[\]]{{0,40}}/ ?{AGENCY}[^()\[\]]{{0,40}}[)\]]\.$"
    rf"|[|/] ?{AGENCY}(?: ?[/,] ?[\w ]{{1,30}}| file)?\.?$"
    rf"|[–—] ?{AGENCY} (?:file )?(?:pic|photo)s?$"
    r"|^(?:Image|Media|Video) caption\b.*$"
)
# A headline that reads like a link to another story, which it is below one: "Video: Ferry sinks".
LABELLED = re.compile(
    r"(?:sources?|video|watch|listen|maps?|charts?|illustration|more|next|previous):.*\b[a-z]{4,}",
    re.IGNORECASE,
)
# Shorter lines above a heading may be anything, such as a greeting.
SHORTEST_BODY = 60


def assign(blocks: Sequence[Block]) -> list[Role]:
    """A role for each block: what the format says, else what the words say."""
    roles = [_by_itself(block) for block in blocks]
    if Role.HEADLINE in roles:
        _lower_a_late_heading(blocks, roles)
    if Role.HEADLINE not in roles:
        _find_headline(blocks, roles)
    _find_standfirst(blocks, roles)
    _find_subheads(blocks, roles)
    _find_who_wrote(blocks, roles)
    return [role or Role.BODY for role in roles]


def is_boilerplate(line: str) -> bool:
    """Whether a line belongs to the page and not to the article."""
    line = line.strip()
    if not line or len(line) > LONGEST_BOILERPLATE:
        return False
    if line[0] + line[-1] == "[]":
        line = line[1:-1].strip()
    if bylines.names_in(line):
        return True
    return bool(_boilerplate().fullmatch(line)) and not NEWS.match(line)


@cache
def _boilerplate() -> re.Pattern[str]:
    lines = PATTERNS.read_text(encoding="utf-8").splitlines()
    patterns = "|".join(f"(?:{json.loads(line)['pattern']})" for line in lines)
    # Names are told by their capitals, whatever is printed in capitals beside them.
    for word, names in (("{people}", bylines.PEOPLE), ("{full}", bylines.FULL_NAME)):
        patterns = patterns.replace(word, f"(?-i:{names})")
    patterns = patterns.replace("{day}", bylines.DAY)
    return re.compile(patterns, re.IGNORECASE)


def _by_itself(block: Block) -> Role | None:
    line = block.text.strip()
    if block.role in MAY_BE_GREYED and is_boilerplate(line):
        return Role.BOILERPLATE
    if block.role is None and len(line) < LONGEST_STANDFIRST and CREDIT.search(line):
        return Role.CAPTION
    return block.role


def _lower_a_late_heading(blocks: Sequence[Block], roles: list[Role | None]) -> None:
    """A heading below the body is a subhead, whatever its rank: the headline is a plain line."""
    heading = roles.index(Role.HEADLINE)
    above = [i for i in range(heading) if roles[i] is None]
    body = [i for i in above if _is_a_paragraph(blocks[i])]
    if len(body) > 1 or (body and body[0] > above[0] and _may_be_headline(blocks[above[0]])):
        roles[heading] = Role.SUBHEAD


def _is_a_paragraph(block: Block) -> bool:
    return len(block.text.strip()) >= SHORTEST_BODY and _is_body(block, None)


def _find_headline(blocks: Sequence[Block], roles: list[Role | None]) -> None:
    open_ones = [i for i, role in enumerate(roles) if role in (None, Role.SUBHEAD)]
    if not open_ones:
        return
    first = open_ones[0]
    greyed = [i for i in range(first) if roles[i] is Role.BOILERPLATE]
    # A heading of any rank above all else is the headline, unless it names a table's columns.
    is_heading = roles[first] is Role.SUBHEAD and Role.BODY not in roles[:first]
    if "cells" not in blocks[first].place and (is_heading or _may_be_headline(blocks[first])):
        if len(open_ones) > 1:
            roles[first] = Role.HEADLINE
    elif labelled := [i for i in greyed if LABELLED.match(blocks[i].text.strip())]:
        roles[labelled[0]] = Role.HEADLINE


def _may_be_headline(block: Block) -> bool:
    line = block.text.strip()
    return len(line) <= LONGEST_HEADLINE and not BULLET.match(line) and _reads_like_a_title(line)


def _reads_like_a_title(line: str) -> bool:
    if not FULL_STOP.search(line) or line.endswith("?"):
        return True
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return line[-1] in ".!”\"’'" and len(words) >= 2 and capitals >= 0.8 * len(words)


def _find_standfirst(blocks: Sequence[Block], roles: list[Role | None]) -> None:
    """What stands between headline and body: bullets, or short lines without a full stop."""
    if Role.HEADLINE not in roles:
        return
    first = roles.index(Role.HEADLINE) + 1
    last = next((i for i in range(first, len(roles)) if _is_body(blocks[i], roles[i])), first)
    if last - first > LONGEST_HEAD:
        return
    for i in range(first, last):
        if roles[i] is None and len(blocks[i].text) <= LONGEST_STANDFIRST:
            roles[i] = Role.STANDFIRST


def _is_body(block: Block, role: Role | None) -> bool:
    line = block.text.strip()
    if role is not None or BULLET.match(line):
        return role is Role.BODY
    return bool(FULL_STOP.search(line))


def _find_subheads(blocks: Sequence[Block], roles: list[Role | None]) -> None:
    """A short line without a full stop, with the body going on after it."""
    for i in range(len(roles) - 1):
        line = blocks[i].text.strip()
        if roles[i] is None and len(line) <= LONGEST_SUBHEAD and _follows_body(roles, i):
            if not FULL_STOP.search(line.rstrip("?")) and not BULLET.match(line):
                roles[i] = Role.SUBHEAD if line[:1].isupper() or line[:1] in "“\"'‘" else None
            # The rest of the loop asks what stands before, so the body must be named.
        if roles[i] is None:
            roles[i] = Role.BODY


def _follows_body(roles: list[Role | None], i: int) -> bool:
    return Role.BODY in roles[max(0, i - 6) : i]


def _find_who_wrote(blocks: Sequence[Block], roles: list[Role | None]) -> None:
    """The last paragraphs, where they only say who the author is: above, this could be news."""
    for i in reversed(range(len(roles))):
        line = blocks[i].text.strip()
        told = len(line) <= LONGEST_BOILERPLATE and WHO_WROTE.fullmatch(line)
        if roles[i] is not Role.BOILERPLATE and not told:
            return
        roles[i] = Role.BOILERPLATE
