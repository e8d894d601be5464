"""Addresses of style sheets and scripts: three dozen on every page, the same for a process."""

from functools import cache

from django import template
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
@cache
def asset(path: str) -> str:
    """The address of a static file."""
    return static(path)
