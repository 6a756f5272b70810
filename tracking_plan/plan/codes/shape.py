"""The F1xx codes: what is wrong with a plan's shape, as `schemas/plan.schema.json` sees it, too."""

from tracking_plan.finding import Code, Severity


def _code(id_: str, name: str, page: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(id=id_, name=name, severity=severity, page=page)


UNKNOWN_KEY = _code(
    "F101",
    "unknown-key",
    """A key that the format does not know.

It would be ignored in silence, so it is refused.

```yaml
events:
  Signed Up:
    desciption: A person made an account.  # expect: F101
```

```yaml
events:
  Signed Up:
    description: A person made an account.
```
""",
)
WRONG_KIND = _code(
    "F102",
    "wrong-kind",
    """A value is of another kind than its key wants: a number for a text, a list for a mapping.

YAML reads plain `404` as a number and plain `true` as a boolean; quotes make them text. `yes` and
`no` are text, so a flag wants `true` or `false`.

```yaml
events:
  Signed Up:
    owner: 404  # expect: F102
    properties:
      plan: {type: string, required: yes}  # expect: F102
```

```yaml
events:
  Signed Up:
    owner: '404'
    properties:
      plan: {type: string, required: true}
```
""",
)
NOT_A_CHOICE = _code(
    "F103",
    "not-a-choice",
    """A value that is not one of those that its key can take.

```yaml
events:
  Signed Up:
    status: live  # expect: F103
    properties:
      plan: {type: text}  # expect: F103
```

```yaml
events:
  Signed Up:
    status: active
    properties:
      plan: {type: string}
```
""",
)
MISSING_KEY = _code(
    "F104",
    "missing-key",
    """A key is missing without which the entry means nothing.

A property needs a `type`, unless `ref`, `enum` or `const` tells it.

```yaml
events:
  Signed Up:
    properties:
      plan: {description: The plan.}  # expect: F104
```

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, description: The plan.}
```
""",
)
EXCLUDED_KEY = _code(
    "F105",
    "excluded-key",
    """Two keys stand together that exclude each other.

Beside `ref`, only `description`, `required`, `nullable`, `examples`, `pii`, `status` and
`replaced_by` may stand: what values a shared definition takes is decided in one place. A property
that is dropped or forbidden cannot be required. Only a string can be hashed.

```yaml
shared:
  plan: string
events:
  Signed Up:
    properties:
      plan: {ref: plan, max_length: 20}  # expect: F105
```

```yaml
shared:
  plan: {type: string, max_length: 20}
events:
  Signed Up:
    properties:
      plan: ref plan
```
""",
)
BAD_NAME = _code(
    "F106",
    "bad-name",
    """A name is empty, begins or ends with a space, or holds a control character.

Such names cannot be told apart by eye. A name that a colon of another script, or one without a
blank behind it, does not end holds the brace that follows.

```yaml
events:
  'Signed Up ': {}  # expect: F106
```

```yaml
events:
  'Signed Up': {}
```
""",
)
MISPLACED_KEY = _code(
    "F107",
    "misplaced-key",
    """A key of the format stands where it has no meaning.

`required` belongs to the use of a definition, not to `shared`, `items` or `traits`; `ref` has no
place in `previous`, which must not change when a shared definition does; settings belong to the
root file.

```yaml
shared:
  plan: {type: string, required: true}  # expect: F107
events:
  Signed Up: {properties: {plan: ref plan}}
```

```yaml
shared:
  plan: {type: string}
events:
  Signed Up: {properties: {plan: ref! plan}}
```
""",
)
MALFORMED = _code(
    "F108",
    "malformed-value",
    """A version, a date or a shorthand is not written as it should be.

Versions are `MAJOR.MINOR`, dates `YYYY-MM-DD`. A property's shorthand is a type (`string`), or
`ref` and a name, with `!` for required.

```yaml
events:
  Signed Up:
    version: 1.2.3  # expect: F108
    properties:
      plan: text  # expect: F108
```

```yaml
events:
  Signed Up:
    version: 1.2
    properties:
      plan: string!
```
""",
)
OUT_OF_RANGE = _code(
    "F109",
    "out-of-range",
    """A number, or a count of entries, that its key cannot take.

Lengths and counts are whole numbers from 0; `multiple_of` is above 0; an `enum` has an entry.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, min_length: -1}  # expect: F109
```

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, min_length: 1}
```
""",
)
LISTED_TWICE = _code(
    "F110",
    "listed-twice",
    """A list has the same entry twice.

`1` and `1.0` are the same number, and an enum's `{value: free}` is `free`: of two descriptions,
only the first can be shown.

```yaml
events:
  Signed Up:
    sources: [web, ios, web]  # expect: F110
    properties:
      plan: {type: string, enum: [free, pro, free]}  # expect: F110
```

```yaml
events:
  Signed Up:
    sources: [web, ios]
    properties:
      plan: {type: string, enum: [free, pro]}
```
""",
    Severity.WARNING,
)
