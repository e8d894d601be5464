"""`{% url %}` as everywhere, but an address that was asked for before is remembered.

A page of the workbench names some seventy, and Django finds the way to each anew.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as found
from django.urls import reverse
from django.utils.html import conditional_escape

register = template.Library()


@lru_cache(20_000)
def _address(view: str, args: tuple[Any, ...], room: str | None) -> str:
    return reverse(view, args=args, current_app=room)


class KnownURLNode(URLNode):
    """The address of a view by its name and keys."""

    def render(self, context: Context) -> str:
        args = tuple(arg.resolve(context) for arg in self.args)
        if self.kwargs or self.asvar or not all(type(arg) in (int, str) for arg in args):
            return super().render(context)
        request = getattr(context, "request", None)
        at = getattr(request, "resolver_match", None)
        room = getattr(request, "current_app", None) or (at.namespace if at else None)
        address = _address(self.view_name.resolve(context), args, room)
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser: Parser, token: Token) -> KnownURLNode:
    node = found(parser, token)
    return KnownURLNode(node.view_name, node.args, node.kwargs, node.asvar)
