"""Reads Markdown by the CommonMark rules: headings keep their rank, the rest becomes plain."""

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.reading import characters, dates, tables
from factcheck.reading.assemble import from_blocks
from factcheck.reading.manuscript import Block, Manuscript, Place, Properties, Role
from factcheck.reading.tables import Cell, Row, Words

# YAML between dashes, or TOML between plus signs: `title: Bridge sold`, `title = "Bridge sold"`.
FRONT_MATTER = re.compile(r"(---|\+\+\+)\n(.*?)\n(?:\1|\.\.\.)\n", re.DOTALL)
FIELD = re.compile(
    r"^(title|author|byline|date|lang|language)\s*[:=]\s*[\"']?(.*?)[\"']?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
CELLS = {"th_open", "td_open"}
# Pages are written into Markdown too: `<p align="center">Nobody smiled.</p>`.
UNREAD = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1[^<>]*>|\Z)", re.DOTALL | re.IGNORECASE
)
PIECE = re.compile(
    r"<(/?(?:address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|"
    r"figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|summary|table|tr|ul))\b[^<>]*>",
    re.IGNORECASE,
)
NEXT_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-z][^<>]*>|<[!?][^<>]*>", re.IGNORECASE)
PIECES = {"figcaption": Role.CAPTION, "li": Role.BODY, "dd": Role.BODY, "tr": Role.BODY}
BREAK = re.compile(r"<br\b", re.IGNORECASE)


def read(data: bytes) -> Manuscript:
    text = characters.clean(characters.mended(characters.decode(data)))
    fields: dict[str, str] = {}
    above = len(text) - len(text.lstrip("\n"))
    if front := FRONT_MATTER.match(text, above):
        fields = {name.lower(): value for name, value in FIELD.findall(front[2])}
        above = front.end()
    skipped = text.count("\n", 0, above)
    tokens = MarkdownIt("commonmark").enable("table").parse(text[above:])
    title = fields.get("title", "")
    blocks = _Walk(skipped, is_titled=bool(title)).blocks(tokens)
    if title and not any(block.role is Role.HEADLINE for block in blocks):
        blocks.insert(0, Block(title, Role.HEADLINE))
    says = Properties(
        author=fields.get("author") or fields.get("byline", ""),
        dated_on=dates.written_in(fields.get("date", "")),
        language=fields.get("language") or fields.get("lang", ""),
    )
    return from_blocks(blocks, says)


class _Walk:
    """One pass over what the parser found, line by line of the file."""

    def __init__(self, skipped: int, *, is_titled: bool) -> None:
        self.skipped = skipped
        self.is_titled = is_titled
        self.done: list[Block] = []
        self.role: Role | None = None
        self.rows: list[Row] = []
        self.items = 0

    def blocks(self, tokens: list[Token]) -> list[Block]:
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type == "heading_open":
                self.role = self._heading(token.tag)
            elif token.type == "heading_close":
                self.role = None
            elif token.type in ("list_item_open", "list_item_close"):
                self.items += token.nesting
            elif token.type in ("fence", "code_block"):
                self.done += _code(token, self.skipped)
            elif token.type == "html_block":
                self._html(token)
            else:
                self._table(token)
        return self.done

    def _heading(self, tag: str) -> Role:
        """The first heading is the headline: one of the first rank, or one above all text."""
        is_first = not any(block.role is Role.HEADLINE for block in self.done)
        is_at_the_top = not self.done and not self.is_titled
        return Role.HEADLINE if is_first and (tag == "h1" or is_at_the_top) else Role.SUBHEAD

    def _inline(self, token: Token) -> None:
        words, place = _plain(token), _place(token, self.skipped)
        if self.rows:
            self.rows[-1].cells[-1].words.append(Words(words, place))
        else:
            in_list = Role.BODY if self.items else None
            self.done.append(Block(words, self.role or in_list, place))

    def _table(self, token: Token) -> None:
        if token.type == "tr_open":
            self.rows.append(Row())
        elif token.type in CELLS:
            self.rows[-1].cells.append(Cell())
            self.rows[-1].is_head = token.tag == "th"
        elif token.type == "table_close":
            self.done += tables.blocks(self.rows)
            self.rows = []

    def _html(self, token: Token) -> None:
        """The words between the tags of a piece of a page, in the lines that it shows."""
        # What stands before the first tag that begins a line, then each with what follows it.
        parts = ["p", *PIECE.split(UNREAD.sub("", token.content))]
        for name, markup in zip(parts[::2], parts[1::2], strict=True):
            words = characters.clean(unescape(TAG.sub("", NEXT_CELL.sub(tables.BETWEEN, markup))))
            if words.strip():
                tag = name.lower()
                is_heading = tag[0] == "h" and tag[1:].isdigit()
                role = self._heading(tag) if is_heading else PIECES.get(tag)
                self.done.append(Block(words, role, _place(token, self.skipped)))


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
        is_break = child.type == "html_inline" and BREAK.match(child.content)
        if is_break or child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_plain(child))
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return "".join(parts)
