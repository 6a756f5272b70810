"""Types that an SDK declares for all files show what has them."""

import pytest

from tracking_plan.usage.scan import scan_text

SEGMENT = "SegmentAnalytics.AnalyticsJS"

KNOWN = {
    "parameter": f"function f(client: {SEGMENT}) {{ client.track('A'); }}",
    "or nothing": f"function f(client?: {SEGMENT} | null) {{ client?.track('A'); }}",
    "variable": f"const client: {SEGMENT} = window.client;\nclient.track('A');",
    "field": f"class A {{ private client: {SEGMENT}; f() {{ this.client.track('A'); }} }}",
    "result": f"const get = (): {SEGMENT} | undefined => window.client;\nget()?.track('A');",
    "result of a method": f"class A {{ private get = (): {SEGMENT} => window.client;\n"
                          "  f() { this.get().track('A'); } }",
    "cast": f"(window.client as {SEGMENT}).track('A');",
    "other name": f"type Client = {SEGMENT};\nfunction f(client: Client) {{ client.track('A'); }}",
}  # fmt: skip

OTHERS = {
    "class of the file": "class SegmentAnalytics { static AnalyticsJS = Other; }\n"
                         f"function f(client: {SEGMENT}) {{ client.track('A'); }}",
    "import": "import { SegmentAnalytics } from 'other';\n"
              f"function f(client: {SEGMENT}) {{ client.track('A'); }}",
    "other namespace": "function f(client: Other.AnalyticsJS) { client.track('A'); }",
    "other member": "function f(client: SegmentAnalytics.Plugin) { client.track('A'); }",
    "no type": "function f(client) { client.track('A'); }",
}  # fmt: skip


@pytest.mark.parametrize("form", KNOWN)
def test_an_ambient_type_shows_what_a_receiver_is(form: str) -> None:
    [call] = scan_text(KNOWN[form].encode(), "app.ts").calls
    assert (call.sdk, [event.name for event in call.events]) == ("segment", ["A"])


@pytest.mark.parametrize("form", OTHERS)
def test_other_types_of_that_name_show_nothing(form: str) -> None:
    assert not scan_text(OTHERS[form].encode(), "app.ts").calls


@pytest.mark.parametrize(
    "code",
    [
        "class A { m: Mixpanel.Mixpanel; f() { this.m.track('A'); } }",
        "function f(m?: Mixpanel.Mixpanel) { m?.track('A'); }",
        "class A { m: Mixpanel.Mixpanel; i() { this.m = Mixpanel.init('k'); }\n"
        "  f() { this.m.track('A'); } }",
    ],
)
def test_a_class_may_be_in_the_namespace_of_the_client(code: str) -> None:
    [call] = scan_text(f"import Mixpanel from 'mixpanel';\n{code}".encode(), "app.ts").calls
    assert [event.name for event in call.events] == ["A"]


def test_a_class_that_the_sdk_does_not_have_is_none_in_its_namespace() -> None:
    code = b"import M from 'mixpanel';\nfunction f(m: M.PropertyDict) { m.track('A'); }"
    assert not scan_text(code, "app.ts").calls
