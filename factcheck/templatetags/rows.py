"""The rows of long lists and the parts of the workbench, drawn by Jinja2.

Pages are Django's templates. A row of a list has thirty values, and a page fifty rows; the panel of
a claim has four hundred. Django's language looks each of them up anew and takes several times as
long as the database that found them. Jinja2, which draws the fields of forms already, compiles them.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template import RequestContext
from django.template.backends.utils import csrf_input
from django.template.defaultfilters import (
    capfirst,
    date,
    floatformat,
    linebreaksbr,
    pluralize,
    truncatechars,
)
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from factcheck.addresses import address_of
from factcheck.templatetags import proof, times
from factcheck.templatetags.marks import symbol

register = template.Library()

# What Django calls the fields of a form that was not told how.
AUTO_ID = "id_%s"


@register.simple_tag(takes_context=True)
def rows(context: RequestContext, name: str, **values: Any) -> SafeString:
    """The template of these rows, such as "queue/rows.jinja", with the values that it names."""
    return _drawn(name, values | _of_request(context))


@register.simple_tag(takes_context=True)
def part(context: RequestContext, name: str, **values: Any) -> SafeString:
    """The template of this part of the page, with all that the page knows and these values."""
    known: dict[str, Any] = context.flatten()  # type: ignore[assignment]
    return _drawn(name, known | values | _of_request(context))


@register.simple_tag
def field(bound: BoundField, *, note: str = "") -> SafeString:
    """A field of a form with its label and its errors."""
    form = bound.form
    kind: Any = type(form)
    begun = form.is_bound or bound.name in form.initial or form.auto_id != AUTO_ID
    if begun or not getattr(kind, "is_same_for_all", False):
        return _field(bound, note)
    return _fresh(kind, bound.name, note)


@cache
def _fresh(kind: Callable[[], BaseForm], name: str, note: str) -> SafeString:
    """A field in which nothing is typed, drawn once: a panel has a dozen of them."""
    return _field(kind()[name], note)


def _field(bound: BoundField, note: str) -> SafeString:
    return _drawn("shared/field.jinja", {"field": bound, "note": note})


def _of_request(context: RequestContext) -> dict[str, Any]:
    """What Django gives to templates of Jinja2, under the same name."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(context.request))}


def _drawn(name: str, values: dict[str, Any]) -> SafeString:
    drawn = _environment().get_template(name).render(values)
    # The environment escapes what a template does not mark as safe.
    return SafeString(drawn)  # nosec B703


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        autoescape=True,
        # A name that is misspelt is an error and no empty place.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "symbol": symbol,
        "address_of": address_of,
        "url": reverse,
        "field": field,
        "paragraphs": proof.paragraphs,
        "ledger_rows": proof.ledger_rows,
    }
    environment.filters |= {
        "capfirst": capfirst,
        "clock": times.clock,
        "date": date,
        "day": times.day,
        "floatformat": floatformat,
        "intcomma": "{:,}".format,
        "linebreaksbr": linebreaksbr,
        "pluralize": pluralize,
        "printed_day": times.printed_day,
        "time_left": times.time_left,
        "truncatechars": truncatechars,
        "urgency": times.urgency,
    }
    return environment
