"""An event is sent by a source that the plan does not have.

No payload and no call will ever be from it, so a check of where an event comes from says nothing.
The sources are the keys of `sources`; without it, `web`, `ios`, `android` and `backend`.

Bad:

```yaml
sources: {web: {}, backend: {}}
events:
  Signed Up: {sources: [web, mobile]}  # expect: P205
```

Good:

```yaml
sources: {web: {}, mobile: {}}
events:
  Signed Up: {sources: [web, mobile]}
```
"""

from collections.abc import Iterator
from dataclasses import replace

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.corrections import replacement
from tracking_plan.lint.subject import Subject
from tracking_plan.names.likeness import nearest
from tracking_plan.plan.settings import DEFAULT_SOURCES
from tracking_plan.plan.text.origin import Origin
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each source of an event version, and of a target, that is not declared."""
    refused = subject.plan.refused
    if ("sources",) in refused:
        return
    faulty = [route[1] for route in refused if route[0] == "sources" and route[1:]]
    known = (*subject.plan.sources, *faulty) or DEFAULT_SOURCES
    for event in subject.plan.events.values():
        for version in event.versions:
            for number, source in enumerate(version.sources or ()):
                if source not in known:
                    message = f"event {event.name!r} is sent by {source!r}, an unknown source"
                    problem = _problem(message, version.origin, number, source, known)
                    yield replace(problem, event=event.name, version=str(version.version))
    for target in subject.plan.generate:
        for number, source in enumerate(target.sources or ()):
            if source not in known:
                message = f"target {target.target!r} is for {source!r}, an unknown source"
                yield _problem(message, target.origin, number, source, known)


def _problem(
    message: str, origin: Origin, number: int, source: str, known: tuple[str, ...]
) -> Problem:
    close = nearest(source, known)
    at = origin.at("sources", number)
    return Problem(
        message=message,
        hint=f"did you mean {close!r}?" if close else f"known: {', '.join(known)}; see `sources`",
        at=at,
        fix=replacement(at, close) if close else None,
    )


RULE = Rule(Code(id="P205", name="unknown-source", severity=Severity.WARNING, page=__doc__), check)
