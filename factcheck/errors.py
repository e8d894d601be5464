"""What the domain raises when a rule says no."""


class Refused(Exception):
    """A rule of the desk says no. The text is for the person who asked."""


def agree(objection: str) -> None:
    """Refuse where a rule of the desk objects in words."""
    if objection:
        raise Refused(objection)
