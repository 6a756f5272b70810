"""A text need not have a pattern any more.

Payloads of before stay valid. What reads the event may meet texts that it cannot take apart.

```yaml
events:
  Signed Up:
    version: 1.0
    properties:
      link: {type: string, pattern: '^[a-z0-9]+$'}
```

Bad:

```yml
events:
  Signed Up:
    version: 1.0
    properties:
      link: string  # expect: V311
```

Good:

```yml
events:
  Signed Up:
    version: 1.1
    properties:
      link: string
```
"""

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import VersionRule
from tracking_plan.registry.steps.text_keywords import PATTERN

RULE = VersionRule(
    Code(id="V311", name="pattern-removed", severity=Severity.ERROR, page=__doc__), PATTERN.removed
)
