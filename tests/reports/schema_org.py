"""Holds JSON-LD against schema.org's own vocabulary: `schema_org.json`, which names its source."""

import json
from datetime import date, datetime
from pathlib import Path

VOCABULARY = json.loads(Path(__file__).with_suffix(".json").read_text())
TYPES, PROPERTIES = VOCABULARY["types"], VOCABULARY["properties"]


def ancestors(kind):
    """The type itself and all that it is a kind of."""
    yield kind
    for parent in TYPES.get(kind, ()):
        yield from ancestors(parent)


def problems(node, path="$"):
    """What the vocabulary does not know: types, properties of the wrong type, wrong values."""
    kinds = set(ancestors(node.get("@type")))
    if node.get("@type") not in TYPES:
        yield f"{path}: no type {node.get('@type')}"
    for name, values in node.items():
        if name.startswith("@"):
            continue
        if name not in PROPERTIES:
            yield f"{path}.{name}: no such property"
        elif not kinds & set(PROPERTIES[name]["of"]):
            yield f"{path}.{name}: not of {node['@type']}"
        else:
            for value in values if isinstance(values, list) else [values]:
                yield from wrong(value, set(PROPERTIES[name]["takes"]), f"{path}.{name}")


def wrong(value, takes, path):
    if isinstance(value, dict):
        if not set(ancestors(value.get("@type"))) & takes:
            yield f"{path}: {value.get('@type')} is none of {sorted(takes)}"
        yield from problems(value, path)
    elif not takes & kinds_of(value):
        yield f"{path}: {value!r} is none of {sorted(takes)}"


def kinds_of(value):
    """Which of schema.org's data types a plain value can be."""
    if isinstance(value, int | float):
        return {"Number"}
    kinds = {"Text"}
    if value.startswith(("http://", "https://")):
        kinds.add("URL")
    for kind, read in (("Date", date.fromisoformat), ("DateTime", datetime.fromisoformat)):
        try:
            read(value)
        except ValueError:
            continue
        kinds.add(kind)
    return kinds
