"""Which source a `$lib` speaks for."""

import pytest

from tracking_plan.payloads.judging.sources import Sources
from tracking_plan.plan.load import load_text


def sources(text: str) -> Sources:
    plan = load_text(f"tracking_plan: 1\n{text}").plan
    assert plan is not None
    return Sources(plan)


@pytest.mark.parametrize("written", ["altertable-js", "'@altertable/altertable-js'"])
@pytest.mark.parametrize("sent", ["altertable-js", "@altertable/altertable-js"])
def test_a_scope_is_no_difference(written: str, sent: str) -> None:
    assert sources(f"sources: {{shop: {{libs: [{written}]}}}}").of(sent) == "shop"


def test_without_libs_the_known_sdks_speak_for_the_usual_sources() -> None:
    plain = sources("")
    assert plain.of("@altertable/altertable-js") == "web"
    assert plain.of("altertable-ruby") == "backend"
    assert plain.of("segment") is None
    assert sources("sources: {web: {}, api: {}}").of("altertable-js") == "web"


def test_a_plan_that_names_libs_is_taken_at_its_word() -> None:
    named = sources("sources: {web: {libs: [ours]}, backend: {}}")
    assert named.of("altertable-js") is None
    assert named.of("ours") == "web"
    assert named.of("altertable-python") == "backend"


def test_servers_are_known_by_library_or_by_source() -> None:
    named = sources("sources: {web: {libs: [a]}, server: {libs: [b]}}")
    assert named.is_server("b")
    assert named.is_server("altertable-ruby")
    assert not named.is_server("a")
    assert not named.is_server("other")
