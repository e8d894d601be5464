"""Turns a file or a pasted text into paragraphs with roles: Python alone, no Django."""

from factcheck.reading.manuscript import Manuscript, Paragraph, Role, Unreadable
from factcheck.reading.readers import FORMATS, read, read_text

__all__ = ["FORMATS", "Manuscript", "Paragraph", "Role", "Unreadable", "read", "read_text"]
