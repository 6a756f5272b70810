"""Keys that an object has twice as it is written, so that the first is lost."""

from collections.abc import Mapping

from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Fields, Overwritten
from tracking_plan.usage.facts.expression import Entry, Literal, Name, Table


def repeated(table: Table) -> Mapping[int, Entry]:
    """The entries whose key an earlier one has, by their identity, and that one.

    What is spread or put in later is meant to replace something, and a pair of accessors is one.
    """
    seen: dict[str, Entry] = {}
    found: dict[int, Entry] = {}
    for entry in table.entries:
        key = entry.key if isinstance(entry, Entry) else None
        if not isinstance(entry, Entry) or not isinstance(key, Literal) or not _is_pair(entry):
            continue
        if key.at == table.at or not table.at.contains(key.at):
            continue  # put in elsewhere
        name = str(key.value)
        if name in seen and seen[name].key.at < key.at:
            found[id(entry)] = seen[name]
        seen[name] = entry
    return found


def marked(fields: Fields, earlier: Entry | None, path: str) -> Fields:
    """The keys of an entry, which say that an earlier one has the same."""
    if earlier is None:
        return fields
    key, value = earlier.key.at, earlier.value.at
    whole = Span(key.line, key.column, value.end_line, value.end_column)
    is_plain = isinstance(earlier.value, Literal | Name)
    again = Overwritten(Place(path=path, span=key), Place(path=path, span=whole), is_plain)
    return replace(
        fields, properties=tuple(replace(sent, again=again) for sent in fields.properties)
    )


def _is_pair(entry: Entry) -> bool:
    """Whether an entry is a key and a value, or one name for both."""
    return entry.key.at == entry.value.at or not entry.value.at.contains(entry.key.at)
