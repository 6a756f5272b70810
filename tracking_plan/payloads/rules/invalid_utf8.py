r"""A line holds bytes that are not UTF-8.

JSON is UTF-8. Most often text in Latin-1 or Windows-1252 was written as it was.

An input that is packed (gzip, zstd, bzip2, xz, zip, Parquet) is not read at all.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
{"event": "Caf\xe9 Visited", "properties": {}}  // expect: D423
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator
from shlex import quote

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.packed import Packing, packing_named
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for _, place in record.of(ParseErrorKind.INVALID_UTF8):
        yield record.problem(
            "not UTF-8",
            hint="write the file as UTF-8",
            at=place,
        )
    for error, place in record.of(ParseErrorKind.PACKED):
        hint = _unpacked(record.path, packing_named(error.detail))
        yield record.problem(f"packed as {error.detail}: nothing was read", hint=hint, at=place)


def _unpacked(path: str, packing: Packing | None) -> str:
    """The way from a packed input to its text, in one line that can be pasted."""
    command = packing.command if packing is not None else None
    if command is None:
        return "save it as a file of its own, and name that: this form is not read from a stream"
    is_file = path not in _NO_FILE
    unpack = command.format(quote(path) if is_file else "").rstrip()
    return f"{unpack} | tracking-plan validate -"


_NO_FILE = ("-", "<stdin>")


RULE = ParseErrorRule(
    Code(id="D423", name="invalid-utf8", severity=Severity.ERROR, page=__doc__), check
)
