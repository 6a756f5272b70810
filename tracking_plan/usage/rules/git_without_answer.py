"""There is a repository, and git does not say which files belong to it.

Git has no say where it is not installed (slim images have none), where the folder belongs to
another user (usual in containers of a CI: git then speaks of "dubious ownership"), or where the
repository is not whole: a worktree that was copied without it, or an index that git cannot read.

All files below the folder are read then, those that git ignores too, but for those in folders of
what is built, which the closing lines name. Code may be missing and calls may be none of yours, so
no event is said to be sent by nothing (U501). It is an error, for nobody knows whether the right
code was looked at; where that is meant, `severity: {U907: warning}` in the plan's `findings` says
so.

```yaml
events:
  Signed Up: {}
```

Bad, in a folder of which the repository has been left behind:

```sh
echo "gitdir: /nowhere" >.git  # expect: U907
echo "altertable.track('Signed Up', user_id)" >app.py
```

Good:

```sh
git init --quiet
echo "altertable.track('Signed Up', user_id)" >app.py
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.place import Place
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each repository that git gives no answer about."""
    for one in subject.scan.unanswered:
        yield Problem(
            message=f"git does not say which files belong to the repository {one.folder!r}: "
            f"{one.reason}; what it ignores was read, too",
            hint=one.hint,
            at=Place(path=subject.plan.path),
        )


RULE = Rule(
    Code(id="U907", name="git-without-answer", severity=Severity.ERROR, page=__doc__), check
)
