"""Which property carries the version is a setting of the plan: changing it changes no event."""

import json
from pathlib import Path

import pytest
from git_repositories import ROOT, Checkout
from process import run

EVENTS = """\
events:
  Order Completed:
    description: An order was paid for.
    properties:
      amount: {type: number, required: true}
  Order Rated:
    description: A customer rated an order.
    version: 2.0
    properties:
      stars: {type: integer}
    previous:
      1.3:
        properties:
          stars: {type: string}
"""
BEFORE = f"tracking_plan: 1\n{EVENTS}"
SETTINGS = ["version_property: v", "version_property: null"]


def after(setting: str) -> str:
    """The plan with the setting."""
    return f"tracking_plan: 1\n{setting}\n{EVENTS}"


def changed(folder: Path, old: str, new: str) -> Checkout:
    """A repository in which a plan is committed and then becomes another one."""
    checkout = Checkout(folder)
    checkout.write(ROOT, old)
    checkout.commit()
    checkout.write(ROOT, new)
    return checkout


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("is_back", [False, True])
def test_a_plan_as_the_base_asks_for_no_version(
    tmp_path: Path, setting: str, is_back: bool
) -> None:
    plans = (BEFORE, after(setting))
    changed(tmp_path, *(reversed(plans) if is_back else plans))
    done = run("diff", "--against", "HEAD", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == ["V407"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_nothing_is_bumped(tmp_path: Path, setting: str) -> None:
    changed(tmp_path, BEFORE, after(setting))
    run("diff", "--against", "HEAD", "--write-bump", cwd=tmp_path)
    assert (tmp_path / ROOT).read_text() == after(setting)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_history_of_an_event_does_not_know_it(tmp_path: Path, setting: str) -> None:
    changed(tmp_path, BEFORE, after(setting)).commit()
    done = run("log", "Order Completed", "--format", "json", cwd=tmp_path)
    assert len(json.loads(done.stdout)["entries"]) == 1
    changes = run("log", "--since", "HEAD~1", "--format", "json", cwd=tmp_path)
    assert "Order" not in changes.stdout


def test_what_else_changed_is_still_seen(tmp_path: Path) -> None:
    changed(tmp_path, BEFORE, after("version_property: v").replace("number", "string"))
    done = run("diff", "--against", "HEAD", "--format", "json", cwd=tmp_path)
    codes = {one["code"] for one in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert codes == {"V407", "V207"}


def test_a_property_that_comes_to_carry_the_version_is_one_that_is_allowed(tmp_path: Path) -> None:
    own = BEFORE.replace(
        "stars: {type: integer}", "stars: {type: integer}\n      v: {type: string}"
    )
    changed(tmp_path, own, after("version_property: v"))
    done = run("diff", "--against", "HEAD", "--format", "json", cwd=tmp_path)
    events = {one.get("event") for one in json.loads(done.stdout)["findings"]}
    assert events == {"Order Rated", None}
