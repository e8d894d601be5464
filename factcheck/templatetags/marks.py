"""The marks of the house, drawn from the sprite that each page carries."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


# There are few marks and a page draws hundreds: each is written once.
@register.simple_tag
@lru_cache(1_000)
def symbol(name: str, *, colour: str = "", label: str = "") -> SafeString:
    """A mark by its name in the sprite. `colour` of a rating; `label` where no word is beside it.

    A tag and not an included template: a proof of a long article draws hundreds.
    """
    return format_html(
        '<svg class="symbol" data-symbol="{0}"{1} aria-hidden="true"><use href="#s-{0}"/></svg>{2}',
        name,
        format_html(' data-colour="{}"', colour) if colour else "",
        format_html('<span class="unseen">{}</span>', label) if label else "",
    )
