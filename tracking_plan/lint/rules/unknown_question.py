"""An event answers a question that the plan does not have.

A catalog that groups events by question would put it in a group of its own.
`conventions.questions` lists the questions; without it they are `activation`, `conversion`,
`engagement` and `retention`.

Bad:

```yaml
events:
  Signed Up: {answers: activaton}  # expect: P203
```

Good:

```yaml
conventions: {questions: [activation, virality]}
events:
  Signed Up: {answers: [activation, virality]}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.corrections import replacement
from tracking_plan.lint.subject import Subject
from tracking_plan.names.likeness import nearest
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each answer that names no known question."""
    if subject.plan.is_refused("conventions", "questions"):
        return  # what the questions are is written, and has a finding of its own
    questions = subject.plan.conventions.questions
    for event in subject.plan.events.values():
        for number, answer in enumerate(event.answers):
            if answer not in questions:
                close = nearest(answer, questions)
                at = event.origin.at("answers", number)
                yield Problem(
                    message=f"event {event.name!r} answers {answer!r}, which is no question here",
                    hint=f"did you mean {close!r}?" if close else "one of: " + ", ".join(questions),
                    at=at,
                    event=event.name,
                    fix=replacement(at, close) if close else None,
                )


RULE = Rule(
    Code(id="P203", name="unknown-question", severity=Severity.WARNING, page=__doc__), check
)
