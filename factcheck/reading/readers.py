"""One reader per format, chosen by how the file's name ends and loaded when it is first used."""

from importlib import import_module
from pathlib import PurePath

from factcheck.reading import limits, plain
from factcheck.reading.manuscript import Manuscript, Unreadable

READERS = {
    ".txt": ("plain text", "plain"),
    ".md": ("Markdown", "markdown"),
    ".markdown": ("Markdown", "markdown"),
    ".html": ("web page", "web_page"),
    ".htm": ("web page", "web_page"),
    ".docx": ("Word", "word"),
    ".odt": ("OpenDocument", "open_document"),
    ".rtf": ("RTF", "rich_text"),
    ".pdf": ("PDF", "portable_document"),
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
    if reader in ("web_page", "markdown"):
        limits.tags(data)
    # Imported here because trafilatura and Word's reader take a second to load, and a web
    # process that only hands out tasks needs none of them.
    module = import_module(f"factcheck.reading.{reader}")
    with limits.memory():
        manuscript: Manuscript = module.read(data)
    return manuscript


def read_text(text: str) -> Manuscript:
    """The manuscript in a pasted text. Raises Unreadable when there is no text."""
    return plain.read_text(text)
