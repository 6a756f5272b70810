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
    assert "fix the plan there" in done.stderr
    assert real.read_text() == PLAN


def test_fixes_are_written_through_a_link_that_stays(shop: Path) -> None:
    real = shop / "plans.yaml"
    (shop / "tracking-plan.yaml").rename(real)
    (shop / "tracking-plan.yaml").symlink_to(real.name)
    assert run("lint", "--fix", "--unsafe-fixes", cwd=shop).returncode == 0
    assert real.read_text() != PLAN
    assert (shop / "tracking-plan.yaml").is_symlink()


def test_a_link_that_leads_to_itself_is_named(shop: Path) -> None:
    (shop / "tracking-plan.yaml").write_text(f"{PLAN}include: [loop.yaml]\n")
    (shop / "loop.yaml").symlink_to("loop.yaml")
    done = run("lint", cwd=shop)
    assert done.returncode == 1
    assert "cannot read the file: too many levels of symbolic links" in done.stdout
