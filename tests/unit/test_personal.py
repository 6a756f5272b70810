from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from tracking_plan.plan.model import Property, Type
from tracking_plan.plan.personal_names import kind_of_name, suspected_kind
from tracking_plan.plan.pii import PiiKind
from tracking_plan.plan.text.nodes import Mark, Scalar
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.refusals import Refusals


@dataclass(frozen=True)
class Start:
    index: int = 0
    line: int = 0
    column: int = 0


class Labelled(NamedTuple):
    prop: Property
    kind: PiiKind | None
    is_trait: bool


START: Mark = Start()
ORIGIN = Origin("tracking-plan.yaml", None, Scalar("x", True, START, START), Refusals())
NAMES = Path(__file__).with_name("personal_names.txt")


def labelled() -> Iterator[Labelled]:
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, kind, *further = line.split()
        words = [word for word in further if word != "trait"]
        yield Labelled(
            Property(name=name, type=Type(words[0] if words else "string"), origin=ORIGIN),
            None if kind == "-" else PiiKind(kind),
            "trait" in further,
        )


LABELLED = tuple(labelled())


def told(item: Labelled) -> PiiKind | None:
    return suspected_kind(item.prop, of_person=item.is_trait)


def test_the_list_is_long_enough_to_say_something() -> None:
    assert len(LABELLED) >= 300
    assert sum(item.kind is not None for item in LABELLED) >= 100


def test_hardly_a_name_of_the_list_is_flagged_wrongly() -> None:
    flagged = [item for item in LABELLED if told(item) is not None]
    wrong = [item.prop.name for item in flagged if item.kind is None]
    assert len(wrong) / len(flagged) <= 0.02, wrong


def test_hardly_a_personal_name_of_the_list_is_missed() -> None:
    personal = [item for item in LABELLED if item.kind is not None]
    missed = [item.prop.name for item in personal if told(item) is None]
    assert len(missed) / len(personal) <= 0.02, missed


def test_the_kind_is_the_reviewers() -> None:
    other = {
        item.prop.name: (item.kind, told(item))
        for item in LABELLED
        if item.kind is not None and told(item) not in (None, item.kind)
    }
    assert not other


@pytest.mark.parametrize(
    "name", ["", "_", "42", "日本語", "e-mail", "E_MAIL", "email" * 1000, "a" * 100_000]
)
def test_any_name_can_be_asked_about(name: str) -> None:
    kind_of_name(name)
