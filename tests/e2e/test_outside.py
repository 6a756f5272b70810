"""What a plan names stays within its folder: nothing outside is read into a report or written."""

from pathlib import Path

import pytest
from process import run

PLAN = """\
tracking_plan: 1
events:
  order_placed: {description: Somebody has ordered.}
  Order Shipped: {description: An order was shipped.}
  Order Returned: {description: An order came back.}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (tmp_path / "out").mkdir()
    (folder / "tracking-plan.yaml").write_text(PLAN)
    return folder


def _outside(shop: Path) -> list[str]:
    return sorted(path.name for path in (shop.parent / "out").iterdir())


@pytest.mark.parametrize("name", ["../out/b.json", "a/../../out/b.json", "linked/b.json", "b.json"])
@pytest.mark.parametrize("arguments", [("lint",), ("lint", "--write-baseline")])
def test_a_plan_names_no_baseline_outside_its_folder(
    shop: Path, name: str, arguments: tuple[str, ...]
) -> None:
    (shop / "linked").symlink_to("../out", target_is_directory=True)
    (shop / "b.json").symlink_to("../out/b.json")
    (shop / "tracking-plan.yaml").write_text(f"{PLAN}findings: {{baseline: {name}}}\n")
    done = run(*arguments, cwd=shop)
    assert done.returncode == 2
    assert "lies outside the plan's folder" in done.stderr
    assert _outside(shop) == []


def test_an_absolute_baseline_outside_is_refused_and_one_inside_is_fine(shop: Path) -> None:
    for path, code in ((shop.parent / "out" / "b.json", 2), (shop / "b.json", 0)):
        (shop / "tracking-plan.yaml").write_text(f"{PLAN}findings: {{baseline: {path}}}\n")
        assert run("lint", "--write-baseline", cwd=shop).returncode == code
    assert _outside(shop) == []


def test_the_usual_folder_of_baselines_may_be_no_link_that_leaves(shop: Path) -> None:
    (shop / ".tracking-plan").symlink_to("../out", target_is_directory=True)
    assert run("lint", "--write-baseline", cwd=shop).returncode == 2
    assert _outside(shop) == []


def test_a_link_within_the_folder_is_as_good_as_a_file(shop: Path) -> None:
    (shop / "kept").mkdir()
    (shop / ".tracking-plan").symlink_to("kept", target_is_directory=True)
    assert run("lint", "--write-baseline", cwd=shop).returncode == 0
    assert (shop / "kept" / "baseline.json").exists()


def test_who_names_a_baseline_on_the_command_line_means_it(shop: Path) -> None:
    assert run("lint", "--baseline", "../out/b.json", "--write-baseline", cwd=shop).returncode == 0
    assert _outside(shop) == ["b.json"]


def test_fixes_are_not_written_through_a_link_that_leaves_the_folder(shop: Path) -> None:
    real = shop.parent / "out" / "plan.yaml"
    (shop / "tracking-plan.yaml").rename(real)
    (shop / "tracking-plan.yaml").symlink_to(real)
    done = run("lint", "--fix", "--unsafe-fixes", cwd=shop)
    assert done.returncode == 2
    assert "fix it there" in done.stderr
    assert real.read_text() == PLAN


def test_fixes_are_written_through_a_link_that_stays(shop: Path) -> None:
    real = shop / "plans.yaml"
    (shop / "tracking-plan.yaml").rename(real)
    (shop / "tracking-plan.yaml").symlink_to(real.name)
    assert run("lint", "--fix", "--unsafe-fixes", cwd=shop).returncode == 0
    assert real.read_text() != PLAN
    assert (shop / "tracking-plan.yaml").is_symlink()


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A plan's folder with links of all kinds, beside another folder."""
    (tmp_path / "elsewhere/deep").mkdir(parents=True)
    for name in ("elsewhere/x.yaml", "elsewhere/deep/x.yaml"):
        (tmp_path / name).write_text("events: {Secret Thing: {}}\n")
    folder = tmp_path / "plan"
    (folder / "in").mkdir(parents=True)
    (folder / "mixed").mkdir()
    (folder / "in/x.yaml").write_text("events: {In: {}}\n")
    for link, target in (
        ("out", "../elsewhere"), ("alias", "in"), ("self", "."), ("mixed/out", "../../elsewhere"),
        ("mixed/file.yaml", "../../elsewhere/x.yaml"), ("mixed/again.yaml", "../in/x.yaml"),
        ("mixed/root.yaml", "../tracking-plan.yaml"), ("one", "two"), ("two", "one"),
    ):  # fmt: skip
        (folder / link).symlink_to(target)
    return folder


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("in/x.yaml", 2),
        ("alias/*.yaml", 2),
        ("self/in/x.yaml", 2),
        ("mixed/[ar]*.yaml", 2),
        ("out/../in/x.yaml", 2),
        ("{in,alias,mixed/again*}**", 2),
    ],
)
def test_a_link_that_stays_is_read_and_each_file_once(
    linked: Path, pattern: str, files: int
) -> None:
    (linked / "tracking-plan.yaml").write_text(f"tracking_plan: 1\ninclude: ['{pattern}']\n")
    done = run("lint", "--format", "concise", cwd=linked)
    assert done.returncode == 0, done
    assert f"in {files} files" in done.stderr


@pytest.mark.parametrize(
    "pattern",
    ["out/x.yaml", "out/*.yaml", "out/**", "out/deep/*", "mixed/out/x.yaml", "mixed/out/**/*.yaml",
     "mixed/file.yaml", "self/out/*", "alias/../out/x.yaml", "one/x.yaml", "on*", "one"],
)  # fmt: skip
def test_a_link_that_leaves_is_refused_and_nothing_behind_it_listed(
    linked: Path, pattern: str
) -> None:
    (linked / "tracking-plan.yaml").write_text(f"tracking_plan: 1\ninclude: ['{pattern}']\n")
    done = run("lint", "--format", "concise", cwd=linked)
    assert done.returncode == 1, done
    assert "F015" in done.stdout or "F001" in done.stdout
    assert "Secret" not in done.stdout + done.stderr
    if "file" not in pattern and "x.yaml" not in pattern:
        assert "x.yaml" not in done.stdout


def test_a_link_to_the_root_of_all_is_not_walked(linked: Path) -> None:
    (linked / "all").symlink_to("/")
    (linked / "tracking-plan.yaml").write_text("tracking_plan: 1\ninclude: ['all/**/*.yaml']\n")
    done = run("lint", "--format", "concise", cwd=linked)
    assert [line for line in done.stdout.splitlines() if "F0" in line] == [
        "tracking-plan.yaml:2:11: F015 error: 'all/**/*.yaml' lies outside the plan's folder"
    ]


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        ("findings: {baseline: one}", "lint"),
        ("findings: {baseline: one/b.json}", "lint --write-baseline"),
        ("generate: [{target: python, output: one}]", "generate"),
        ("generate: [{target: python, output: one/a}]", "check"),
        ("include: [x*]", "lint --output one/r"),
        ("", "lint --baseline one"),
        ("", "lint --plan one"),
        ("", "validate one"),
    ],
)
def test_links_in_a_circle_are_said_to_be_unusable(
    linked: Path, settings: str, command: str
) -> None:
    text = f"tracking_plan: 1\nevents: {{A: {{description: B.}}}}\n{settings}\n"
    (linked / "tracking-plan.yaml").write_text(text)
    done = run(*command.split(), cwd=linked)
    assert done.returncode in (1, 2), done
    assert "bug" not in done.stderr
