"""An adapter of the plan describes a call that no code makes.

Its `callee` is misspelled, `from` names a module that no file imports it from, `paths` have none of
the calls, an adapter before it takes them all, or they are gone. Each adapter counts by itself.
Nothing is said where code of its languages was left unread, or where paths were named on the
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

from collections.abc import Iterable, Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.globs import matcher
from tracking_plan.plan.settings import Adapter
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each adapter without a call."""
    scan = subject.scan
    if not scan.is_whole or not scan.files or scan.unread:
        return
    every = (*scan.calls, *scan.doubtful, *scan.in_tests, *scan.forwarding)
    used = {call.row for call in every}
    adapters = subject.plan.usage.adapters
    for row, adapter in enumerate(adapters):
        if row not in used and _is_read(adapter):
            origin = f" from {adapter.module!r}" if adapter.module else ""
            described = repr(adapter.callee) if adapter.callee else f"<{adapter.component}>"
            before = [one for index, one in enumerate(adapters[:row]) if index in used]
            yield Problem(
                message=f"no code {'calls' if adapter.callee else 'has'} {described}{origin}, "
                f"as adapter {adapter.name!r} describes it",
                hint=_hint(adapter, before, scan.names),
                at=adapter.origin.place,
            )


def _hint(adapter: Adapter, before: Iterable[Adapter], files: Iterable[str]) -> str:
    """What to do, by what is nearly right."""
    kind = "callee" if adapter.callee else "component"
    described = adapter.callee or adapter.component or ""
    last = described.rpartition(".")[2]
    if "*" in last:
        return f"a `*` stands for whole names before the last: write '*.{last.strip('*')}'"
    if adapter.paths and not any(map(matcher(adapter.paths, below=True), files)):
        return "no file of code matches its `paths`, which are relative to the plan"
    for other in before:
        if (other.callee or other.component or "").rpartition(".")[2] == last:
            return f"adapter {other.name!r}, which stands before it, takes such calls"
    return f"correct `{kind}`, `from`, `paths` or `languages`, or take the adapter out"


def _is_read(adapter: Adapter) -> bool:
    """Whether an adapter is for a language that is read."""
    known = {language.name for language in LANGUAGES}
    return not adapter.languages or not known.isdisjoint(adapter.languages)


RULE = Rule(
    Code(id="U902", name="adapter-matched-nothing", severity=Severity.WARNING, page=__doc__), check
)
