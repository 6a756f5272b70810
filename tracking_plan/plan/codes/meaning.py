"""The F2xx codes: what takes more than a schema to see in a plan."""

from tracking_plan.finding import Code, Severity


def _code(id_: str, name: str, page: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(id=id_, name=name, severity=severity, page=page)


UNKNOWN_REF = _code(
    "F201",
    "unknown-ref",
    """`ref` names a shared definition that does not exist.

```yaml
shared:
  currency: {type: string, enum: [USD, EUR]}
events:
  Order Placed: {properties: {currency: ref curency}}  # expect: F201
```

```yaml
shared:
  currency: {type: string, enum: [USD, EUR]}
events:
  Order Placed: {properties: {currency: ref currency}}
```
""",
)
REF_CYCLE = _code(
    "F202",
    "ref-cycle",
    """Shared definitions refer to each other in a circle.

```yaml
shared:
  plan: ref tier  # expect: F202
  tier: ref plan
events:
  Signed Up: {properties: {plan: ref plan}}
```

```yaml
shared:
  plan: ref tier
  tier: string
events:
  Signed Up: {properties: {plan: ref plan}}
```
""",
)
DEFINED_TWICE = _code(
    "F203",
    "defined-twice",
    """Two files of the plan define the same name, or a list has two entries of one name.

Of two files the first is kept: the root file's, then those of the included files by path. Adapters
and rules of the plan's own are told apart by their names, so that each needs one of its own.
""",
)
BAD_PATTERN = _code(
    "F204",
    "bad-pattern",
    """A pattern is not a regular expression of ECMA-262, or needs what no linear-time engine has.

Patterns are ECMA-262 with its `u` flag, as JSON Schema has them, so that every tool that reads the
exported schemas agrees; without look-around and back-references, so that no text can make a check
hang. The message says what is not ECMA-262 and, where there is one, another way to write it: `\\-`
outside a class is an error there, and so are `\\Z`, `(?i)` and `(?P<name>...)`.

```yaml
events:
  Signed Up:
    properties:
      code: {type: string, pattern: '(?=x)y'}  # expect: F204
      phone: {type: string, pattern: '^[0-9]+\\-[0-9]+$'}  # expect: F204
      name: {type: string, pattern: '(?i)^ada'}  # expect: F204
      kind: {type: string, pattern: '^\\p{Greek}+$'}  # expect: F204
```

```yaml
events:
  Signed Up:
    properties:
      code: {type: string, pattern: '^[A-Z]{2}$'}
      phone: {type: string, pattern: '^[0-9]+-[0-9]+$'}
      name: {type: string, pattern: '^(?i:ada)'}
      kind: {type: string, pattern: '^\\p{Script=Greek}+$'}
```
""",
)
VERSION_ORDER = _code(
    "F205",
    "version-order",
    """`previous` holds a version that is not older than the current one, or two of one major.

A payload that says "major 1" must mean one of them.

```yaml
events:
  Signed Up:
    version: 2.0
    previous:
      2.0: {}  # expect: F205
```

```yaml
events:
  Signed Up:
    version: 2.0
    previous:
      1.4: {}
```
""",
)
UNQUOTED_VERSION = _code(
    "F206",
    "unquoted-version",
    """A version whose minor ends in 0 is not quoted.

`2.10` is the tenth minor after `2.0`, but an unquoted `2.10` is the number 2.1 to other tools that
read the file. Quotes make it safe.

```yaml
events:
  Signed Up:
    version: 2.10  # expect: F206
```

```yaml
events:
  Signed Up:
    version: '2.10'
```
""",
)
NAME_CLAIMED = _code(
    "F207",
    "name-claimed-twice",
    """A previous name is also the name, or a previous name, of another event.

A payload with that name could mean either.

```yaml
events:
  Signed Up: {previous_names: [signup]}
  Account Opened: {previous_names: [signup]}  # expect: F207
```

```yaml
events:
  Signed Up: {previous_names: [signup]}
  Account Opened: {previous_names: [account_opened]}
```
""",
)
NO_SUCH_DAY = _code(
    "F208",
    "no-such-day",
    """A date that no calendar has.

```yaml
events:
  Signed Up: {status: deprecated, sunset: 2026-02-30}  # expect: F208
```

```yaml
events:
  Signed Up: {status: deprecated, sunset: 2026-02-28}
```
""",
)
NO_EFFECT = _code(
    "F209",
    "key-without-effect",
    """A key or a value belongs to the format, but this version of the tool does nothing with it.

It is checked, so that the plan is ready for the version that heeds it. Until then, do not count on
it: `generate` refuses a target that it cannot write (G104).

```yaml
generate:
  - {target: typescript, output: web/src/analytics/}  # expect: F209
```

```yaml
usage:
  adapters: [{name: own, callee: '*.record_event', event: 0}]
```
""",
    Severity.INFO,
)
