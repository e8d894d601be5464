"""Reads Markdown by the CommonMark rules: headings keep their rank, the rest becomes plain."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.reading import characters
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Role

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
FIELD = re.compile(r"^(title|author|byline):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)


def read(data: bytes) -> Manuscript:
    text = characters.clean(characters.decode(data)).lstrip("\n")
    fields: dict[str, str] = {}
    if front := FRONT_MATTER.match(text):
        fields = {name.lower(): value for name, value in FIELD.findall(front[1])}
        text = text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = _blocks(tokens)
    title = fields.get("title", "")
    if title and not any(block.role is Role.HEADLINE for block in blocks):
        blocks.insert(0, Block(title, Role.HEADLINE))
    return from_blocks(blocks, byline=fields.get("author") or fields.get("byline", ""))


def _blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    role: Role | None = None
    for token in tokens:
        if token.type == "heading_open":
            first = token.tag == "h1" and not any(b.role is Role.HEADLINE for b in blocks)
            role = Role.HEADLINE if first else Role.SUBHEAD
        elif token.type == "heading_close":
            role = None
        elif token.type == "inline":
            blocks.append(Block(_plain(token), role))
        elif token.type in ("fence", "code_block"):
            blocks += [Block(line, Role.BODY) for line in token.content.splitlines()]
    return blocks


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
