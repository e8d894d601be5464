"""One reader per format, chosen by how the file's name ends."""

from pathlib import PurePath

from factcheck.reading import (
    markdown,
    open_document,
    plain,
    portable_document,
    rich_text,
    web_page,
    word,
)
from factcheck.reading.manuscript import Manuscript, Unreadable

READERS = {
    ".txt": ("Plain text", plain.read),
    ".md": ("Markdown", markdown.read),
    ".markdown": ("Markdown", markdown.read),
    ".html": ("Web page", web_page.read),
    ".htm": ("Web page", web_page.read),
    ".docx": ("Word", word.read),
    ".odt": ("OpenDocument", open_document.read),
    ".rtf": ("RTF", rich_text.read),
    ".pdf": ("PDF", portable_document.read),
}
FORMATS: dict[str, str] = {ending: name for ending, (name, _) in READERS.items()}


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in a file. Raises Unreadable, and nothing else, for a bad one."""
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        raise Unreadable(
            f"Files ending in “{ending or name}” cannot be read. "
            f"Send one of {', '.join(FORMATS)}, or paste the text."
        )
    if not data.strip():
        raise Unreadable("The file is empty. Check that it is the right one and send it again.")
    _, reader = READERS[ending]
    return reader(data)


def read_text(text: str) -> Manuscript:
    """The manuscript in a pasted text. Raises Unreadable when there is no text."""
    return plain.read_text(text)
