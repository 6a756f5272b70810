"""A text must have another format than before.

Texts that are sent today would be refused, and what reads the event takes them apart by the old
one.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, format: email}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, format: uri}  # expect: V309
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      link: {type: string, format: uri}
    previous:
      1.0:
        properties:
          link: {type: string, format: email}
```
"""

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import VersionRule
from tracking_plan.registry.steps.text_keywords import FORMAT

RULE = VersionRule(
    Code(id="V309", name="format-changed", severity=Severity.ERROR, page=__doc__), FORMAT.changed
)
