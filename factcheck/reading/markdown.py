"""Reads Markdown by the CommonMark rules: headings keep their rank, the rest becomes plain."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.reading import characters, dates, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Place, Properties, Role
from factcheck.reading.tables import Cell, Row, Words

FRONT_MATTER = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
FIELD = re.compile(
    r"^(title|author|byline|date|lang|language):\s*[\"']?(.*?)[\"']?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
CELLS = {"th_open", "td_open"}


def read(data: bytes) -> Manuscript:
    text = characters.clean(characters.mended(characters.decode(data)))
    fields: dict[str, str] = {}
    above = len(text) - len(text.lstrip("\n"))
    if front := FRONT_MATTER.match(text, above):
        fields = {name.lower(): value for name, value in FIELD.findall(front[1])}
        above = front.end()
    skipped = text.count("\n", 0, above)
    tokens = MarkdownIt("commonmark").enable("table").parse(text[above:])
    blocks = _blocks(tokens, skipped)
    title = fields.get("title", "")
    if title and not any(block.role is Role.HEADLINE for block in blocks):
        blocks.insert(0, Block(title, Role.HEADLINE))
    says = Properties(
        author=fields.get("author") or fields.get("byline", ""),
        dated_on=dates.written_in(fields.get("date", "")),
        language=fields.get("language") or fields.get("lang", ""),
    )
    return from_blocks(blocks, says)


def _blocks(tokens: list[Token], skipped: int) -> list[Block]:
    blocks: list[Block] = []
    role: Role | None = None
    rows: list[Row] = []
    for token in tokens:
        if token.type == "heading_open":
            first = token.tag == "h1" and not any(b.role is Role.HEADLINE for b in blocks)
            role = Role.HEADLINE if first else Role.SUBHEAD
        elif token.type == "heading_close":
            role = None
        elif token.type == "tr_open":
            rows.append(Row())
        elif token.type in CELLS:
            rows[-1].cells.append(Cell())
            rows[-1].is_head = token.tag == "th"
        elif token.type == "inline" and rows:
            rows[-1].cells[-1].words.append(Words(_plain(token), _place(token, skipped)))
        elif token.type == "table_close":
            blocks += tables.blocks(rows)
            rows = []
        elif token.type == "inline":
            blocks.append(Block(_plain(token), role, _place(token, skipped)))
        elif token.type in ("fence", "code_block"):
            blocks += _code(token, skipped)
    return blocks


def _code(token: Token, skipped: int) -> list[Block]:
    first = _place(token, skipped)["lines"][0] + (token.type == "fence")
    return [
        Block(line, Role.BODY, {"lines": [first + n, first + n]})
        for n, line in enumerate(token.content.splitlines())
    ]


def _place(token: Token, skipped: int) -> Place:
    first, after = token.map or (0, 1)
    return {"lines": [skipped + first + 1, skipped + after]}


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_plain(child))
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return "".join(parts)
