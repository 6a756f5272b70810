"""Plans as data, laid out as YAML in random styles: what a person may have written."""

from collections.abc import Iterator
from random import Random
from typing import Any

from generated import as_yaml

COMMENTS = ("# a note", "#", "# version: 9.9", "# previous: {", "#\ttabs")


class Layout:
    """Lays out events, each in a style of its own; the same event differently every time."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._step = chance.choice((1, 2, 2, 3, 4))

    def plan(self, root: dict[str, Any], events: dict[str, Any]) -> str:
        """The text of a plan: `root` are its other keys, each on one line."""
        lines = ["tracking_plan: 1", *(f"{key}: {as_yaml(one)}" for key, one in root.items())]
        lines.append("events:")
        for name, body in events.items():
            lines += self._comments(0, 0.3)
            lines += self.event(name, body)
            if self._chance.random() < 0.3:
                lines.append("")
        end = self._chance.choice(("\n", "\n", "\r\n"))
        return end.join(lines) + ("" if self._chance.random() < 0.3 else end)

    def event(self, name: str, body: dict[str, Any]) -> Iterator[str]:
        """The lines of an event."""
        chance = self._chance
        is_quoted = ": " in name or " #" in name or chance.random() < 0.2
        key = f"{' ' * self._step}{as_yaml(name) if is_quoted else name}:"
        style = chance.choice(("block", "block", "block", "flow", "lines", "json"))
        if not body:
            yield f"{key}{chance.choice(('', ' ', ' ~', ' {}', '  # nothing', ' null # none'))}"
        elif style == "flow":
            yield f"{key} {self._flow(body)}{self._tail()}"
        elif style == "json":
            yield f"{key} {as_yaml(body)}{self._tail()}"
        elif style == "lines":
            yield f"{key} {{{self._tail()}"
            parts = [f"{part}: {self._value(part, one)}" for part, one in body.items()]
            for number, part in enumerate(parts):
                is_last = number == len(parts) - 1 and chance.random() < 0.5
                yield f"{' ' * self._step * 2}{part}{'' if is_last else ','}{self._tail()}"
            yield f"{' ' * self._step}}}{self._tail()}"
        else:
            yield f"{key}{self._tail()}"
            yield from self._block(body)

    def _block(self, body: dict[str, Any]) -> Iterator[str]:
        indent = " " * self._step * 2
        for key, value in body.items():
            yield from self._comments(len(indent), 0.3)
            colon = self._chance.choice((": ", ":\t", ":   "))
            if key == "properties" and value and self._chance.random() < 0.6:
                yield f"{indent}{key}:{self._tail()}"
                for name, one in value.items():
                    yield from self._comments(len(indent) + 2, 0.2)
                    yield f"{indent}  {as_yaml(name)}: {as_yaml(one)}{self._tail()}"
            elif key == "previous" and value and self._chance.random() < 0.6:
                yield f"{indent}{key}:{self._tail()}"
                for version, one in value.items():
                    yield from self._comments(len(indent) + 3, 0.3)
                    yield f"{indent}   {self._version(version)}: {as_yaml(one)}{self._tail()}"
            elif key == "description" and self._chance.random() < 0.5:
                yield f"{indent}{key}: {self._chance.choice(('|', '>', '|+', '>-', '|  # text'))}"
                yield from (f"{indent}  # {value}", f"{indent}  - : {value}")
                yield from [""] * self._chance.choice((0, 0, 1, 2))
            else:
                yield f"{indent}{key}{colon}{self._value(key, value)}{self._tail()}"
        yield from self._comments(len(indent), 0.3)

    def _flow(self, body: dict[str, Any]) -> str:
        parts = [f"{key}: {self._value(key, one)}" for key, one in body.items()]
        return "{" + ", ".join(parts) + self._chance.choice(("", ",", " ")) + "}"

    def _value(self, key: str, value: Any) -> str:
        if key == "version":
            return self._version(value)
        if key == "previous":
            inner = [f"{self._version(name)}: {as_yaml(one)}" for name, one in value.items()]
            return "{" + ", ".join(inner) + "}"
        return as_yaml(value)

    def _version(self, version: str) -> str:
        minor = version.partition(".")[2]
        is_risky = minor.endswith("0") and minor != "0"
        return self._chance.choice(("'{}'", '"{}"') if is_risky else ("{}", "'{}'", '"{}"')).format(
            version
        )

    def _tail(self) -> str:
        return f"  {self._chance.choice(COMMENTS)}" if self._chance.random() < 0.3 else ""

    def _comments(self, indent: int, likely: float) -> Iterator[str]:
        if self._chance.random() < likely:
            yield f"{' ' * indent}{self._chance.choice(COMMENTS)}"
