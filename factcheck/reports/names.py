"""Names of files that any file system takes and nobody can misread."""

import re
import unicodedata

# File systems take 255 bytes, and a character of some scripts needs four.
LENGTH = 60


def tidy(name: str) -> str:
    """The name without what no file name may hold, or what would make it read backwards."""
    # Categories Z and C: line breaks, control characters, and the signs that turn the direction.
    kept = ("".join(" " if unicodedata.category(c)[0] in "ZC" else c for c in name)).split()
    return re.sub(r'[\\/:*?"<>|]+', "-", " ".join(kept)).strip(" .-")


def short(name: str) -> str:
    return tidy(name)[:LENGTH].strip(" .-")


def safe_name(name: str) -> str:
    """A file's own name, shortened in front of its ending."""
    stem, dot, ending = tidy(name).rpartition(".")
    if not dot or len(ending) > 8:
        return short(name) or "file"
    return f"{short(stem) or 'file'}.{ending}"
