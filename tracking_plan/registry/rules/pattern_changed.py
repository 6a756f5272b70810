"""A text must have another pattern than before.

Texts that are sent today would be refused, and what reads the event takes them apart by the old
one. Where everything that the old pattern finds is found by the new one, only what reads the event
breaks; where the new one finds nothing else, only what sends it.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, pattern: '^[a-z]+$'}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, pattern: '^[a-z0-9]+$'}  # expect: V312
```

Good:

```yml
events:
  Signed Up:
    version: 2.0
    properties:
      link: {type: string, pattern: '^[a-z0-9]+$'}
    previous:
      1.0:
        properties:
          link: {type: string, pattern: '^[a-z]+$'}
```
"""

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import VersionRule
from tracking_plan.registry.steps.text_keywords import PATTERN

RULE = VersionRule(
    Code(id="V312", name="pattern-changed", severity=Severity.ERROR, page=__doc__), PATTERN.changed
)
