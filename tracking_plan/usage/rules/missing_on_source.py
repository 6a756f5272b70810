"""An event is not sent from a platform that the plan names for it, while others send it.

Who compares platforms takes the missing one for a place where nobody does it. Reported only where
the code of the platform was read, and no call in it could send the event without naming it. Where
no platform sends an event, that is U501.

```yaml
sources:
  web: {paths: ["web/**"]}
  backend: {paths: ["backend/**"]}
events:
  Signed Up: {sources: [web, backend]}
```

Bad (the finding stands at the event in the plan):

```sh
mkdir web backend  # expect: U502
echo "altertable.track('Signed Up');" > web/signup.ts
echo "print('nothing')" > backend/signup.py
```

Good:

```sh
mkdir web backend
echo "altertable.track('Signed Up');" > web/signup.ts
echo "from altertable import Altertable" > backend/signup.py
echo "Altertable(key).track('Signed Up', user_id)" >> backend/signup.py
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.coverage import missing_on_sources
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each event for each of its platforms that surely does not send it."""
    for event, source, elsewhere in missing_on_sources(subject):
        yield Problem(
            message=f"no code of {source!r} sends event {event.name!r}, which is planned for it",
            hint=f"track it there, or take {source!r} out of its `sources`",
            at=event.origin.place,
            related=(Related(message="another platform sends it here", at=elsewhere),),
            event=event.name,
        )


RULE = Rule(
    Code(id="U502", name="missing-on-source", severity=Severity.WARNING, page=__doc__), check
)
