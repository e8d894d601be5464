"""Every page there is, told by the URL patterns themselves, so that none can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factcheck.permissions import Can

# Pages that one address shows in several ways: what stands after the question mark.
WAYS = {
    "review:desk": ("", "desk=all", "page=2"),
    "queue:queue": (
        "view=unassigned",
        "view=mine",
        "view=second-check",
        "view=waiting",
        "view=overdue",
        "view=everything",
        "view=everything&sort=due",
        "view=everything&sort=risk",
        "view=everything&after=-0.3_1000",
        "view=everything&text=harbour",
        "view=everything&claimant=union",
        "view=everything&state=approved&filters=open",
    ),
    "queue:filters": ("", "view=everything"),
    "sources:sources": ("", "q=harbour", "state=captured"),
    "sources:find": ("q=harbour",),
}
# Signing in and out: nobody's work waits for it, and a password takes its time by design. And
# the history of the whole newsroom as a file, which is as long as the history.
OUTSIDE = {
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:welcome",
    "accounts:admin_site",
    "history:csv",
    "history:json_lines",
}


@dataclass(frozen=True)
class Page:
    """One way to look at one address."""

    name: str
    arguments: tuple[str, ...]
    permission: Can | None
    query: str = ""
    by_htmx: bool = False

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.name}{query}{' (partial)' if self.by_htmx else ''}"

    def path(self, samples: dict[str, Any]) -> str:
        """Its address, with a value from the samples for each argument."""
        query = f"?{self.query}" if self.query else ""
        values = {argument: samples[argument] for argument in self.arguments}
        return reverse(self.name, kwargs=values) + query


def every() -> Iterator[Page]:
    """All pages of ours, as a whole and as htmx asks for them."""
    for name, pattern in patterns(get_resolver()):
        view = getattr(pattern.callback, "view_class", pattern.callback)
        if not view.__module__.startswith("factcheck.") or name in OUTSIDE:
            continue
        permission = getattr(pattern.callback, "required_permission", None)
        for query in WAYS.get(name, ("",)):
            for by_htmx in (False, True):
                yield Page(name, tuple(pattern.pattern.converters), permission, query, by_htmx)


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern below a resolver, by the name that `reverse` knows."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern, inner)
