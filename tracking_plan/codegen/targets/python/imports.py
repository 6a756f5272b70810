"""The import block of a module, sorted and laid out as import sorters leave it."""

import re
from collections.abc import Iterable, Mapping

from tracking_plan.codegen.targets.python.text import WIDTH

_DIGITS = re.compile(r"([0-9]+)")
_STANDARD = frozenset({"collections.abc", "datetime", "typing"})


def import_block(modules: Iterable[str], names: Mapping[str, Iterable[str]]) -> str:
    """The imports of whole `modules`, and of `names` by module; the latter may be empty.

    Sections stand in the order standard library, third party, relative, with an empty line
    between them.
    """
    sections: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for module in sorted(modules):
        sections[_section(module)].append(f"import {module}\n")
    for module, wanted in sorted(names.items()):
        chosen = sorted(set(wanted), key=member_order)
        if chosen:
            sections[_section(module)].append(_from(module, chosen))
    return "\n".join("".join(lines) for lines in sections.values() if lines)


def member_order(name: str) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """Constants, then classes, then the rest; each in natural order: `v2` before `v10`."""
    kind = 2
    if name.isupper() and len(name) > 1:
        kind = 0
    elif name[:1].isupper():
        kind = 1
    pieces = (piece for piece in _DIGITS.split(name) if piece)
    natural = ((0, int(p), p) if p.isdecimal() else (1, 0, p) for p in pieces)
    return kind, tuple(natural)


def _section(module: str) -> int:
    if module.startswith("."):
        return 2
    return 0 if module in _STANDARD else 1


def _from(module: str, names: list[str]) -> str:
    flat = f"from {module} import {', '.join(names)}\n"
    if flat.isascii() and len(flat) <= WIDTH + 1:
        return flat
    lines = "".join(f"    {name},\n" for name in names)
    return f"from {module} import (\n{lines})\n"
