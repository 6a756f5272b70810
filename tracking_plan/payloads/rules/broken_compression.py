r"""The input is compressed, and its compressed data is broken.

The text in front of the place was checked, and what is behind it was not. Data that just ends too
early is D421.

| what is wrong | what was read |
|---|---|
| bytes are not what was written | all in front of them, to a block (bzip2, xz, zstd) |
| the checksum is not that of the text | all of it |
| text, or data in another form, stands behind the data | all that is compressed |
| the data needs a window of more than 128 MiB (`zstd --long=28` and above) | nothing |
| 256 MiB of one and the same byte in a row, which no capture has | all in front of them |

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff // expect: D429
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator, Mapping
from shlex import quote

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.decoder import Broken
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem

_SAYS: Mapping[Broken, str] = {
    Broken.BYTES: "the {} data is broken here: nothing behind it was read",
    Broken.CHECKSUM: (
        "the checksum of the {} data is not that of its text: some may be wrong or missing"
    ),
    Broken.WINDOW: "the {} data needs a window of more than 128 MiB: nothing was read",
    Broken.BEHIND: "something that is no {} stands behind the {} data: it was not read",
    Broken.REPETITION: "256 MiB of one and the same byte in {} data: nothing behind it was read",
}
_NO_FILE = ("-", "<stdin>")


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.BROKEN_COMPRESSION):
        name, _, how = error.detail.partition(" ")
        message = _SAYS[Broken(how)].replace("{}", name)
        yield record.problem(message, hint=_hint(record.path, name, Broken(how)), at=place)


def _hint(path: str, name: str, how: Broken) -> str:
    file = "" if path in _NO_FILE else f" {quote(path)}"
    if how is Broken.WINDOW:
        long = " --long=31" if name == "zstd" else ""
        return f"{name} -dc{long}{file} | tracking-plan validate -"
    if how is Broken.REPETITION:
        return f"look what is in it: {name} -dc{file} | head -c 1000"
    return f"copy it again; `{name} -t{file}` says whether it is whole"


RULE = ParseErrorRule(
    Code(id="D429", name="broken-compression", severity=Severity.ERROR, page=__doc__), check
)
