"""Files that git has and a sparse checkout leaves out: said as that, in one error, everywhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from git_repositories import Checkout
from process import environment, run
from registries import FOLDER, Project

HINT = "`git sparse-checkout disable` everything"


class Shop(Checkout):
    """A repository with a plan in several files, and its registry."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.write("app/tracking-plan.yaml", PLAN)
        self.write("app/ev/billing.yaml", "events:\n  Paid: {properties: {x: ref money}}\n")
        self.write("app/ev/users.yaml", "events:\n  Left: {}\nshared: {money: number}\n")
        self.write("app/ev/deep/more.yaml", "events:\n  Found: {}\n")
        self.write("other/readme.md", "x\n")
        self.project = Project(folder / "app")
        self.project.publish()
        self.commit()

    def sparse(self, *patterns: str) -> None:
        self.git("sparse-checkout", "set", "--no-cone", *patterns)

    def found(self, *arguments: str, **variables: str) -> list[tuple[str, str, str]]:
        """The errors: code, message and hint."""
        words = (*arguments, "--format", "json")
        done = run(*words, cwd=self.folder / "app", env=environment(**variables))
        return [
            (one["code"], one["message"], one["hint"])
            for one in json.loads(done.stdout)["findings"]
            if one["severity"] == "error"
        ]


PLAN = "tracking_plan: 1\nname: shop\ninclude: ['ev/**/*.yaml']\nevents:\n  Signed Up: {}\n"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


COMMANDS = (
    *(("lint",), ("check",), ("diff",), ("publish",), ("usage",)),
    *(("diff", "--against", "HEAD"), ("check", "--against", "HEAD")),
)


def _by_sparse_checkout(shop: Shop, *paths: str) -> None:
    shop.sparse("/*", *(f"!/{path}" for path in paths))


def _by_skip_worktree(shop: Shop, *paths: str) -> None:
    for path in shop.git("ls-files", "--", *paths).split("\n"):
        shop.git("update-index", "--skip-worktree", path)
        (shop.folder / path).unlink()


Leave = Callable[..., None]
WAYS = pytest.mark.parametrize("leave", [_by_sparse_checkout, _by_skip_worktree])


def test_what_is_checked_out_is_not_flagged(shop: Shop) -> None:
    shop.sparse("/app/")
    for command in COMMANDS:
        assert shop.found(*command) == [], command
    shop.git("sparse-checkout", "disable")
    shop.git("update-index", "--skip-worktree", "app/ev/users.yaml")
    assert shop.found("check") == [], "it is there all the same"


def test_what_is_deleted_is_not_said_to_be_left_out(shop: Shop) -> None:
    (shop.folder / "app" / "ev" / "billing.yaml").unlink()
    assert [one[0] for one in shop.found("diff")] == ["V102"]
    shop.git("checkout", "--", ".")
    shop.project.file("Paid 1.0").unlink()
    ((code, message, _),) = shop.found("lint")
    assert (code, "is gone" in message) == ("V404", True)


@WAYS
@pytest.mark.parametrize(
    ("paths", "count", "first"),
    [
        (("app/ev",), "3 files", "ev/billing.yaml"),
        (("app/ev/users.yaml",), "1 file", "ev/users.yaml"),
        (("app/ev/deep",), "1 file", "ev/deep/more.yaml"),
    ],
)
def test_files_of_the_plan(
    shop: Shop, leave: Leave, paths: tuple[str, ...], count: str, first: str
) -> None:
    leave(shop, *paths)
    for command in COMMANDS:
        ((code, message, hint),) = shop.found(*command)
        assert code == "F001", command
        assert message.startswith(f"{count} of the plan ")
        assert f"in git, and not checked out here: {first!r}" in message
        assert hint.endswith(HINT)
    shop.git("sparse-checkout", "disable")
    assert shop.found("check") == []


@WAYS
def test_the_root_of_the_plan(shop: Shop, leave: Leave) -> None:
    leave(shop, "app/tracking-plan.yaml")
    (shop.folder / "app" / "sub").mkdir()
    for folder, arguments in (
        ("app", ()),
        ("app/sub", ()),
        (".", ("--plan", "app")),
        (".", ("--plan", "app/tracking-plan.yaml")),
    ):
        done = run("lint", *arguments, cwd=shop.folder / folder)
        assert done.returncode == 2
        assert "'app/tracking-plan.yaml' is in git, and not checked out here" in done.stderr
        assert HINT in done.stderr
    assert "not checked out" not in run("lint", cwd=shop.folder / "other").stderr
    assert "not checked out" not in run("lint", "--plan", "other", cwd=shop.folder).stderr


def _index(shop: Shop) -> str:
    return f"app/{FOLDER}/index.json"


def _version(shop: Shop) -> str:
    return shop.project.file("Paid 1.0").relative_to(shop.folder).as_posix()


def _all(shop: Shop) -> str:
    return f"app/{FOLDER}"


@WAYS
@pytest.mark.parametrize("what", [_index, _version, _all])
def test_files_of_the_registry(shop: Shop, leave: Leave, what: Callable[[Shop], str]) -> None:
    path = what(shop)
    count = len(shop.git("ls-files", "--", path).split("\n"))
    leave(shop, path)
    before = shop.project.contents()
    for command in (("lint",), ("check",), ("publish",), ("check", "--against", "HEAD")):
        ((code, message, hint),) = shop.found(*command)
        assert code == "V404", command
        assert message.startswith(f"{count} file{'s' * (count > 1)} of the registry ")
        assert "in git, and not checked out here" in message
        assert HINT in hint
    done = run("check", cwd=shop.folder / "app")
    assert "nothing is published yet" not in done.stderr
    assert "not compared with an earlier plan" in done.stderr
    diff = run("diff", cwd=shop.folder / "app")
    assert diff.returncode == 2
    assert "not checked out here" in diff.stderr
    assert shop.project.contents() == before
    shop.git("sparse-checkout", "disable")
    assert shop.found("check") == []
    assert "nothing new" in shop.project.publish().stderr


def test_a_partial_clone_that_is_sparse(shop: Shop, tmp_path: Path) -> None:
    shop.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    address = f"file://{shop.folder}"
    shop.git("clone", "-q", "--filter=blob:none", "--sparse", address, str(clone))
    there = Checkout(clone, is_new=False)
    there.git("sparse-checkout", "set", "--no-cone", "/app/tracking-plan.yaml")
    done = run("check", cwd=clone / "app")
    assert "3 files of the plan are in git, and not checked out here" in done.stdout
    there.git("sparse-checkout", "set", "--no-cone", "/app/tracking-plan.yaml", "/app/ev/")
    done = run("check", cwd=clone / "app")
    assert "of the registry 'tracking-plan-registry' are in git, and not checked" in done.stdout
    there.git("sparse-checkout", "disable")
    assert run("check", cwd=clone / "app").returncode == 0
