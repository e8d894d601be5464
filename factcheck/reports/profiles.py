"""For whom a report is made."""

from django.db import models


class Profile(models.TextChoices):
    """What a report tells. docs/decisions/0010 says why."""

    INTERNAL = "internal", "Internal"
    LEGAL = "legal", "Legal"
    PUBLIC = "public", "Public"

    @property
    def is_public(self) -> bool:
        return self is Profile.PUBLIC

    @property
    def words(self) -> str:
        """Who it is for and what it leaves out, for those who choose."""
        return WORDS[self]


WORDS = {
    Profile.INTERNAL: "For the newsroom: all but the names of need-to-know sources.",
    Profile.LEGAL: "For lawyers: all that stands behind the article, but for need-to-know names.",
    Profile.PUBLIC: "For everybody: verdicts and public sources. No colleague is named.",
}
