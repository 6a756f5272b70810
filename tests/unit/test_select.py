"""Which version a payload is held against, case by case as the plan format says."""

from datetime import date
from typing import Any

import pytest

from tracking_plan.payloads.judging.version_choice import (
    Claim,
    How,
    Verdict,
    Versions,
)
from tracking_plan.plan.declared_version import declared_version
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Status
from tracking_plan.plan.version import Version
from tracking_plan.validation.engine import Engine

LOADED = load_text(
    """
tracking_plan: 1
events:
  Order:
    version: 3.2
    properties: {total: number!, currency: string!}
    previous:
      2.4:
        status: deprecated
        sunset: 2026-06-01
        properties: {total: number!}
      1.1:
        status: retired
        properties: {amount: number!}
"""
)
assert LOADED.plan is not None
PLAN = LOADED.plan
DAY = date(2026, 1, 1)
NEW: dict[str, Any] = {"total": 1, "currency": "EUR"}


def verdict(properties: dict[str, Any], day: date = DAY) -> Verdict:
    versions = Versions(PLAN, Engine.RUST)
    return versions.verdict(PLAN.events["Order"], properties, day)


@pytest.mark.parametrize(
    ("said", "version", "how"),
    [
        ("3.2", "3.2", How.DECLARED),
        ("3.0", "3.2", How.SAME_MAJOR),
        ("3", "3.2", How.SAME_MAJOR),
        (3, "3.2", How.SAME_MAJOR),
        (3.0, "3.2", How.SAME_MAJOR),
        ("3.10", "3.2", How.NEWER_MINOR),
        ("2.4", "2.4", How.DECLARED),
        ("1.0", "1.1", How.SAME_MAJOR),
    ],
)
def test_a_known_major_decides(said: object, version: str, how: How) -> None:
    found = verdict({"schema_version": said, **NEW})
    assert (str(found.version.version), found.how, found.claim) == (version, how, Claim.KNOWN)


@pytest.mark.parametrize(
    ("properties", "version", "how"),
    [
        (NEW, "3.2", How.INFERRED),
        ({"total": 1}, "2.4", How.INFERRED),
        ({"amount": 1}, "1.1", How.INFERRED),
        ({"total": "1", "currency": "EUR"}, "3.2", How.CLOSEST),
        ({"total": "1"}, "2.4", How.CLOSEST),
        ({}, "2.4", How.CLOSEST),  # one error in 2.4 as in 1.1: the newer
        ({"amount": "1"}, "1.1", How.CLOSEST),
    ],
)
@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ({}, Claim.NONE),
        ({"schema_version": None}, Claim.NONE),
        ({"schema_version": "v3"}, Claim.MALFORMED),
        ({"schema_version": 3.2}, Claim.MALFORMED),
        ({"schema_version": True}, Claim.MALFORMED),
        ({"schema_version": ["3"]}, Claim.MALFORMED),
        ({"schema_version": "9.0"}, Claim.UNKNOWN),
    ],
)
def test_without_a_known_major_the_shape_decides(
    properties: dict[str, Any], version: str, how: How, said: dict[str, Any], claim: Claim
) -> None:
    found = verdict({**properties, **said})
    assert (str(found.version.version), found.how, found.claim) == (version, how, claim)


def test_what_is_retired_on_the_payloads_day_is_tried_last() -> None:
    plan = load_text(
        """
tracking_plan: 1
events:
  E:
    version: 3.0
    properties: {c: string!}
    previous:
      2.0: {sunset: 2026-06-01, properties: {a: string, b: string}}
      1.0: {properties: {a: string}}
"""
    ).plan
    assert plan is not None
    versions = Versions(plan, Engine.RUST)

    def chosen(day: date) -> str:
        return str(versions.verdict(plan.events["E"], {"a": "x"}, day).version.version)

    assert chosen(date(2026, 5, 31)) == "2.0"
    assert chosen(date(2026, 6, 1)) == "1.0"


def test_only_a_newer_minor_is_read_open() -> None:
    assert verdict({"schema_version": "3.9", "new": 1, **NEW}).is_open
    assert not verdict({"schema_version": "3.1", "new": 1, **NEW}).is_open


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2.10", Version(2, 10)),
        ("2", Version(2, 0)),
        (2, Version(2, 0)),
        (2.0, Version(2, 0)),
        ("0.1", Version(0, 1)),
        ("02", None),
        ("2.", None),
        (" 2", None),
        (0, Version(0, 0)),
        (-1, None),
        (1e300, None),
        (float(2**70), None),
        ("2\n", None),
        ({}, None),
    ],
)
def test_versions_on_the_wire(value: Any, expected: Version | None) -> None:
    assert declared_version(value) == expected


@pytest.mark.parametrize(("major", "version"), [(3, "3.2"), (2, "2.4"), (1, "1.1"), (4, None)])
def test_the_newest_version_of_a_major(major: int, version: str | None) -> None:
    found = PLAN.events["Order"].newest_of(major)
    assert (str(found.version) if found else None) == version


@pytest.mark.parametrize(
    ("major", "day", "status"),
    [
        (3, date(2099, 1, 1), Status.ACTIVE),
        (2, date(2026, 5, 31), Status.DEPRECATED),
        (2, date(2026, 6, 1), Status.RETIRED),
        (1, date(2000, 1, 1), Status.RETIRED),
    ],
)
def test_a_version_is_retired_from_its_sunset_on(major: int, day: date, status: Status) -> None:
    found = PLAN.events["Order"].newest_of(major)
    assert found is not None
    assert found.status_on(day) is status
