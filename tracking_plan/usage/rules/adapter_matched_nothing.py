"""An adapter of the plan describes a call that no code makes.

Its `callee` is misspelled, `from` names a module that no file imports it from, or the calls are
gone. Nothing is said where code of its languages was left unread, or where paths were named on the
command line.

```yaml
usage:
  adapters:
    - {name: own, callee: record_evnt, event: 0}
events:
  Signed Up: {}
```

Bad (the finding stands at the adapter in the plan):

```python
record_event("Signed Up")  # expect: U902
```

```yaml
usage:
  adapters:
    - {name: own, callee: record_event, event: 0}
events:
  Signed Up: {}
```

Good:

```python
record_event("Signed Up")
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.plan.settings import Adapter
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each adapter without a call."""
    scan = subject.scan
    if not scan.is_whole or not scan.files or scan.unread:
        return
    used = {call.sdk for call in (*scan.calls, *scan.doubtful, *scan.in_tests)}
    for adapter in subject.plan.usage.adapters:
        if adapter.callee and adapter.name not in used and _is_read(adapter):
            origin = f" from {adapter.module!r}" if adapter.module else ""
            yield Problem(
                message=f"no code calls {adapter.callee!r}{origin}, as adapter "
                f"{adapter.name!r} describes it",
                hint=_hint(adapter),
                at=adapter.origin.place,
            )


def _hint(adapter: Adapter) -> str:
    last = (adapter.callee or "").rpartition(".")[2]
    if "*" in last:
        return f"a `*` stands for whole names before the last: write '*.{last.strip('*')}'"
    return "correct `callee`, `from` or `languages`, or take the adapter out"


def _is_read(adapter: Adapter) -> bool:
    """Whether an adapter is for a language that is read."""
    known = {language.name for language in LANGUAGES}
    return not adapter.languages or not known.isdisjoint(adapter.languages)


RULE = Rule(
    Code(id="U902", name="adapter-matched-nothing", severity=Severity.WARNING, page=__doc__), check
)
