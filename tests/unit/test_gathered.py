"""What is said once of many is, for comments and the baseline, each of the many."""

import json
from pathlib import Path

import process
import pytest

HEAD = "tracking_plan: 1\nconventions: {require: [owner]}\nevents:\n"
NAMES = ("Signed Up", "Signed Out", "Order Placed", "Order Paid", "Order Sent", "Order Kept")
ASKED = ("lint", "--select", "P201,P204,X", "--fail-on", "warning", "--format", "json")


def event(name: str, **more: str) -> str:
    keys = {"description": f"{name} came.", **more}
    return f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}\n"


def found(folder: Path, text: str, *options: str) -> tuple[int, list[tuple[str, str, int]]]:
    """The exit code of lint, and of each finding its code, its message and its count."""
    (folder / "tracking-plan.yaml").write_text(text, encoding="utf-8")
    done = process.run(*ASKED, *options, cwd=folder)
    findings = json.loads(done.stdout)["findings"]
    return done.returncode, [(one["code"], one["message"], one["count"]) for one in findings]


def without_owner(*owned: str, of: int = 5) -> str:
    own = (event(name, owner="me") if name in owned else event(name) for name in NAMES[:of])
    return HEAD + "".join(own)


def test_what_all_events_lack_is_said_once(tmp_path: Path) -> None:
    assert found(tmp_path, without_owner()) == (1, [("P201", "no event has `owner`", 5)])


@pytest.mark.parametrize("better", [without_owner("Signed Up"), without_owner(of=4)])
def test_a_plan_that_got_better_has_nothing_new(tmp_path: Path, better: str) -> None:
    found(tmp_path, without_owner(), "--write-baseline")
    _, left = found(tmp_path, better)
    (solved,) = left
    assert solved[0] == "X201"
    assert "'Signed Up'" in solved[1] or "'Order Sent'" in solved[1]
    assert found(tmp_path, better, "--prune-baseline") == (0, [])
    assert found(tmp_path, better) == (0, [])


def test_what_came_to_be_true_of_all_is_excused_as_before(tmp_path: Path) -> None:
    found(tmp_path, without_owner(of=4), "--write-baseline")
    new = [("P201", "event 'Order Sent' has no owner", 1)]
    assert found(tmp_path, without_owner(of=5)) == (1, new)
    found(tmp_path, without_owner("Order Sent"), "--write-baseline")
    assert found(tmp_path, without_owner("Order Sent")) == (0, [])


def test_a_comment_silences_one_of_many(tmp_path: Path) -> None:
    comment = "  # tracking-plan: ignore[P201] nobody knows\n"
    text = without_owner(of=6).replace("  Order Paid", f"{comment}  Order Paid")
    assert found(tmp_path, text) == (1, [("P201", "no event has `owner`", 5)])
    text = without_owner(of=5).replace("  Order Paid", f"{comment}  Order Paid")
    code, four = found(tmp_path, text)
    assert (code, len(four)) == (1, 4)
    assert not any("Order Paid" in message for _, message, _ in four)


def test_a_comment_above_events_silences_them_all(tmp_path: Path) -> None:
    text = without_owner().replace("events:", "# tracking-plan: ignore[P201] not yet\nevents:")
    assert found(tmp_path, text) == (0, [])


def test_a_comment_silences_one_property_of_many(tmp_path: Path) -> None:
    lines = [f"      {name}: string\n" for name in "abcdef"]
    lines.insert(2, "      # tracking-plan: ignore[P204] plain\n")
    body = "  Signed Up:\n    owner: me\n    description: They came.\n    properties:\n"
    text = HEAD + body + "".join(lines)
    assert found(tmp_path, text) == (1, [("P204", "no property has a `description`", 5)])


def test_a_second_thing_that_lacks_is_new(tmp_path: Path) -> None:
    found(tmp_path, without_owner(), "--write-baseline")
    more = without_owner().replace("[owner]", "[owner, trigger]")
    code, new = found(tmp_path, more)
    assert (code, [one[2] for one in new]) == (1, [5])


SHARED = """tracking_plan: 1
shared:
  plan:{above}
    {{enum: [{values}], description: The plan.}}
events:
  Signed Up: {{description: They came., properties: {{plan: ref plan}}}}
  Signed Out: {{description: They left., properties: {{plan: ref plan}}}}{one}
  Paid: {{description: They paid., properties: {{plan: ref plan}}}}
"""


def changed(folder: Path, above: str = "", one: str = "") -> list[tuple[str, str, int]]:
    """What is said where a value of a shared definition went, beside comments."""
    old, now = folder / "old", folder / "now"
    for each, values in ((old, "a, b"), (now, "a")):
        text = SHARED.format(values=values, above=above, one=one)
        each.mkdir(exist_ok=True)
        (each / "tracking-plan.yaml").write_text(text, encoding="utf-8")
    asked = ("check", "--against", "../old", "--select", "V,X", "--format", "json")
    findings = json.loads(process.run(*asked, cwd=now).stdout)["findings"]
    return [(one["code"], one["message"], one["count"]) for one in findings]


def test_a_comment_silences_one_event_of_those_that_a_definition_changes(tmp_path: Path) -> None:
    ((code, message, count),) = changed(tmp_path)
    assert (code, count) == ("V302", 3)
    ((code, message, count),) = changed(tmp_path, one="  # tracking-plan: ignore[V302] known")
    assert (code, count) == ("V302", 2)
    assert (
        "'Paid 1.0' and 'Signed Up 1.0'" in message or "'Signed Up 1.0' and 'Paid 1.0'" in message
    )


def test_a_comment_at_a_definition_silences_all_that_it_changes(tmp_path: Path) -> None:
    assert changed(tmp_path, above="  # tracking-plan: ignore[V302] known") == []
