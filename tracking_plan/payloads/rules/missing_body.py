r"""A HAR file has a request to the API without its body.

What it sent was not checked. Chrome leaves out the bodies of some requests, those that
`navigator.sendBeacon` sends as a `Blob` among them. A body that was recorded as form fields, or as
base64 that is none, cannot be read either.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```json
{"log": {"version": "1.2", "entries": [
  {"request": {"method": "POST", "url": "https://api.altertable.ai/track"}}  // expect: D434
]}}
```

```json
{"log": {"version": "1.2", "entries": [
  {"request": {"method": "POST", "url": "https://api.altertable.ai/track",
    "postData": {"text": "{\"event\": \"Signed Up\", \"properties\": {}}"}}}
]}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.MISSING_BODY):
        what = f"was recorded as {error.detail}" if error.detail else "is not in the file"
        yield record.problem(
            f"the body of this request {what}: it was not checked",
            hint="while capturing, send with fetch instead of sendBeacon, or record with a proxy",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D434", name="missing-body", severity=Severity.WARNING, page=__doc__), check
)
