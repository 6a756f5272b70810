"""A text must have a format now; before, it could be any.

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
      link: {type: string, format: uri}  # expect: V307
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
          link: string
```
"""

from tracking_plan.finding import Code, Severity
from tracking_plan.registry.steps.change import VersionRule
from tracking_plan.registry.steps.text_keywords import FORMAT

RULE = VersionRule(
    Code(id="V307", name="format-added", severity=Severity.ERROR, page=__doc__), FORMAT.added
)
