"""Reserved user ids: one list for payloads and code, and the copy that generated code has."""

from collections.abc import Iterator

import pytest

from tracking_plan.altertable.user_ids import EXACT, IN_ANY_CASE, is_reserved
from tracking_plan.codegen.runtime import wire
from tracking_plan.codegen.runtime.errors import Unsendable


@pytest.mark.parametrize(
    "user", ["Guest", "UNDEFINED", "[object Object]", "0", "NaN", "", " ", " guest ", "null\n"]
)
def test_reserved_ids(user: str) -> None:
    assert is_reserved(user)


@pytest.mark.parametrize("user", ["u1", "nan", "NONE", "00", "guest-1", "[Object Object]"])
def test_ids_that_only_look_reserved(user: str) -> None:
    assert not is_reserved(user)


def _ids() -> Iterator[str]:
    for word in (*EXACT, *IN_ANY_CASE, "u1", "nobody", "guest-1"):
        for form in (word, word.upper(), word.title()):
            yield from (form, f" {form}", f"{form}\t")


@pytest.mark.parametrize("user", sorted({*_ids(), "", " ", "\u3000"}))
def test_generated_code_refuses_the_reserved_ids(user: str) -> None:
    refused = False
    try:
        wire.user_id(user, "user_id")
    except Unsendable:
        refused = True
    assert refused == is_reserved(user)
