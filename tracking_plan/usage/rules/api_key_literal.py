"""A key of the API is written in the code of a server.

Whoever can read the code can send events with it, and to change it takes a release. In browsers and
apps a key is seen anyway, and not reported. Nor is what stands for a key in examples.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
from altertable import Altertable

client = Altertable("ak_live_9f3Kd82LmQ71xZ4b")  # expect: U409
client.track("Signed Up", user_id)
```

Good:

```python
import os
from altertable import Altertable

client = Altertable(os.environ["ALTERTABLE_API_KEY"])
client.track("Signed Up", user_id)
```
"""

import re
from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject

_LEAST = 16  # characters of a key
_STAND_IN = re.compile(r"(?i)your|example|dummy|placeholder|change|test|fake|xxx|123456|[<>{}$ ]")


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each client that is made with a key out of the code."""
    for client in subject.scan.clients:
        for value in client.api_key:
            if isinstance(value.literal, str) and _is_key(value.literal):
                yield Problem(
                    message="the key of the API is written in the code",
                    hint="read it from the environment of the program, and replace this one",
                    at=value.at,
                )


def _is_key(text: str) -> bool:
    """Whether a text seems to be a key, and not what stands for one."""
    is_mixed = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    return len(text) >= _LEAST and is_mixed and _STAND_IN.search(text) is None


RULE = Rule(Code(id="U409", name="api-key-literal", severity=Severity.WARNING, page=__doc__), check)
