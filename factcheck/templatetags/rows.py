"""The rows of long lists, drawn by Jinja2.

Pages are Django's templates. A row of a list has thirty values, and a page fifty rows: Django's
language looks each of them up anew and takes several times as long as the database that found
them. Jinja2, which draws the fields of forms already, compiles them.
"""

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template import RequestContext
from django.template.backends.utils import csrf_input
from django.template.defaultfilters import capfirst, date, linebreaksbr, pluralize, truncatechars
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from factcheck.addresses import address_of
from factcheck.templatetags import times
from factcheck.templatetags.marks import symbol

register = template.Library()


@register.simple_tag(takes_context=True)
def rows(context: RequestContext, name: str, **values: Any) -> SafeString:
    """The template of these rows, such as "queue/rows.jinja", with the values that it names."""
    # What Django gives to templates of Jinja2, under the same name.
    values["csrf_input"] = SimpleLazyObject(lambda: csrf_input(context.request))
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
    environment.globals |= {"symbol": symbol, "address_of": address_of, "url": reverse}
    environment.filters |= {
        "capfirst": capfirst,
        "clock": times.clock,
        "date": date,
        "day": times.day,
        "intcomma": "{:,}".format,
        "linebreaksbr": linebreaksbr,
        "pluralize": pluralize,
        "printed_day": times.printed_day,
        "time_left": times.time_left,
        "truncatechars": truncatechars,
        "urgency": times.urgency,
    }
    return environment
