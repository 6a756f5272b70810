"""A text must have a pattern now; before, it could be any.

Other texts are sent today, and would be refused.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: string
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, pattern: '^[a-z0-9]+$'}  # expect: V310
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
          link: string
```
"""

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import VersionRule
from tracking_plan.registry.steps.text_keywords import PATTERN

RULE = VersionRule(
    Code(id="V310", name="pattern-added", severity=Severity.ERROR, page=__doc__), PATTERN.added
)
