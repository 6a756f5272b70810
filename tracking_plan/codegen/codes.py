"""The G codes: what can be wrong with the files that `generate` writes, and with its targets."""

from tracking_plan.finding import Code, Severity


def _code(id_: str, name: str, page: str) -> Code:
    return Code(id=id_, name=name, severity=Severity.ERROR, page=page)


STALE_OUTPUT = _code(
    "G101",
    "stale-output",
    """A generated file is not what the plan gives today.

`generate --check` and `check` render the helpers again and compare bytes. A file differs when
the plan has changed since, when somebody has edited the file, or when it is missing; a file that
an earlier run wrote and that no longer belongs is stale, too. Code then calls helpers that do not
say what the plan says.

Run `tracking-plan generate` and commit the result. Do not edit the files: the next run would
undo it.
""",
)
UNSAFE_OUTPUT = _code(
    "G102",
    "unsafe-output",
    """A target would write where it must not.

Helpers are written below the folder of the plan's root file and nowhere else: an absolute path, a
path that climbs out with `..`, and a link that leads out are refused. So are the plan's own folder
(`.`), where helpers would mix with the rest, folders that belong to another program (`.git`,
`.github`, `node_modules`), that of the published versions, what a pattern of the plan's `include`
would read as a part of the plan, and two targets of which one writes into the folder of the other.

Bad:

```yaml
tracking_plan: 1
generate:
  - {target: python, output: ../api/analytics}  # expect: G102
```

Good:

```yaml
tracking_plan: 1
generate:
  - {target: python, output: api/analytics}
```
""",
)
FOREIGN_FILE = _code(
    "G103",
    "foreign-file",
    """A file that `generate` did not write stands where it would write.

Generated files begin with a line that says so. A file without it is somebody's work and is never
overwritten; then nothing at all is written. Move the file away, or give the target another
`output`: a folder of its own is best. One that was generated, and whose first line was changed, can
be deleted.
""",
)
UNSUPPORTED_TARGET = _code(
    "G104",
    "unsupported-target",
    """A target asks for something that this version of the tool cannot generate.

The message says what: an old Python, a folder that no import can name, or one called like a module
that the helpers import, which would then be found in its place (`typing`, `altertable`). Nothing is
written for any target, so that no helper is missing in silence.

Bad, for the helpers need Python 3.10:

```yaml
tracking_plan: 1
generate:
  - {target: python, output: api/analytics, python: '3.8'}  # expect: G104
```

Good:

```yaml
tracking_plan: 1
generate:
  - {target: python, output: api/analytics, python: '3.10'}
```
""",
)
