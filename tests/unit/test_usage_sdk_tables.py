"""The tables of SDKs say what the real clients do; where one is installed, it is asked."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from altertable import Altertable

from tracking_plan.usage.sdks.listing import lines
from tracking_plan.usage.sdks.shape import Signature
from tracking_plan.usage.sdks.table import SDKS

(PYTHON,) = (s for s in SDKS if "python" in s.languages and s.name == "altertable")


class _Options(dict[str, Any]):
    """Options that note which of them are asked for."""

    def __init__(self) -> None:
        super().__init__(unknown=1)
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return None

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return True


class _Recording(Altertable):  # type: ignore[misc]  # the SDK has no types
    """The client, which keeps what it would post."""

    def __init__(self) -> None:
        super().__init__("key")
        self.posted: list[Mapping[str, Any]] = []

    def _post(self, endpoint: str, payload: Mapping[str, Any]) -> None:
        self.posted.append(payload)


def _placed(signature: Signature) -> Iterator[tuple[int | None, str | None]]:
    yield from {(place.position, place.keyword) for place in signature.places}


@pytest.mark.parametrize("signature", PYTHON.signatures, ids=lambda one: one.name)
def test_the_options_are_those_that_the_client_reads(signature: Signature) -> None:
    options, client = _Options(), _Recording()
    needed = len(inspect.signature(getattr(client, signature.name)).parameters) - 1
    getattr(client, signature.name)(*["x"] * needed, options)
    assert set(signature.option_names) == options.asked


@pytest.mark.parametrize("signature", PYTHON.signatures, ids=lambda one: one.name)
def test_each_option_is_sent(signature: Signature) -> None:
    for name in signature.option_names:
        client = _Recording()
        needed = len(inspect.signature(getattr(client, signature.name)).parameters) - 1
        getattr(client, signature.name)(*["x"] * needed, {name: "sent"})
        assert client.posted[0][name] == "sent"


@pytest.mark.parametrize("signature", PYTHON.signatures, ids=lambda one: one.name)
def test_the_parameters_are_those_of_the_client(signature: Signature) -> None:
    names = list(inspect.signature(getattr(Altertable, signature.name)).parameters)[1:]
    assert set(_placed(signature)) == set(enumerate(names))


def test_every_method_that_sends_is_in_the_table() -> None:
    methods = {
        name
        for name, method in inspect.getmembers(Altertable, inspect.isfunction)
        if not name.startswith("_") and "_post(" in inspect.getsource(method)
    }
    assert {signature.name for signature in PYTHON.signatures} == methods


def test_every_sdk_is_listed_with_how_its_functions_are_called() -> None:
    text = "\n".join(lines(SDKS))
    for sdk in SDKS:
        assert f"{sdk.name} ({', '.join(sdk.languages)})" in text
        ending = " {" if sdk.hosts else "("
        assert all(f"{one.name}{ending}" in text for one in sdk.signatures)
    assert 'gtag("event", EVENT, PROPERTIES)' in text
    assert "capture({event: EVENT, properties: PROPERTIES, distinctId: USER ID})" in text
    assert "track(..., EVENT, PROPERTIES)" in text
    assert "selectFunnel(...).trackStep(EVENT, PROPERTIES)" in text
