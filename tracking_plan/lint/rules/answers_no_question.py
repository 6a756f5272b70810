"""An event answers no product question.

Data that nobody asked for costs the same to send, store and explain as data that somebody did. An
event's `answers` names the question, or the questions, that it is there for; which there are is
said in `conventions.questions`. Deprecated and retired events need none.

Bad:

```yaml
events:
  Footer Seen: {}  # expect: P202
```

Good:

```yaml
events:
  Signed Up: {answers: activation}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.lint.whole_plan import said_once
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such event, if the plan has questions at all."""
    conventions = subject.plan.conventions
    if not conventions.questions or "answers" in conventions.require or _is_unknown(subject):
        return  # `missing-metadata` says it
    hint = f"add `answers`: {', '.join(conventions.questions)}"
    asked = [event for event in subject.events if not is_system(event.name)]
    silent = [e for e in asked if not e.answers and "answers" not in e.refused]
    together = said_once(subject, "no event has `answers`", hint, silent, len(asked))
    for event in silent:
        yield Problem(
            message=f"event {event.name!r} answers no question",
            hint=hint,
            at=event.origin.place,
            event=event.name,
            together=together,
        )


def _is_unknown(subject: Subject) -> bool:
    """Whether the plan's questions are written, and cannot be used."""
    return subject.plan.is_refused("conventions", "questions")


RULE = Rule(
    Code(id="P202", name="answers-no-question", severity=Severity.INFO, page=__doc__), check
)
