"""An earlier plan to compare with, as a tree of files."""

from dataclasses import dataclass

from tracking_plan.plan.load import Loaded, load
from tracking_plan.plan.text.parse import Parse, parse
from tracking_plan.plan.text.tree import Texts, Tree
from tracking_plan.registry.bases.stored import Stored

EMPTY = Texts({"tracking-plan.yaml": "tracking_plan: 1\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Where an earlier plan is kept.

    `label` is what stands behind "compared with". `found` is what a reader has to know about how
    the base was found. `is_absent`: there was no plan yet, so that every event is new. `commit` is
    the beginning of the commit's name, and `folder` where the plan's tree lies in its repository,
    with `/` at the end; `commit` None: the base is not in git.
    """

    tree: Tree
    root: str
    label: str
    found: tuple[str, ...] = ()
    is_absent: bool = False
    commit: str | None = None
    folder: str = ""

    def load(self, parse: Parse = parse) -> Loaded:
        """The plan, as far as it could be built; `parse` may remember what it has parsed.

        Raises:
            BaseError: a file of the plan is there, but its content is not.
        """
        loaded = load(self.tree, self.root, parse)
        if isinstance(self.tree, Stored) and self.tree.missing:
            raise self.tree.missing[0]
        return loaded

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know, sentences without a full stop: complete once it is loaded."""
        passed_over = self.tree.passed_over if isinstance(self.tree, Stored) else ()
        return (*self.found, *dict.fromkeys(passed_over))


def absent(label: str, note: str) -> Base:
    """The base of a plan that was not there yet."""
    return Base(tree=EMPTY, root="tracking-plan.yaml", label=label, found=(note,), is_absent=True)
