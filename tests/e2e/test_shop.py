"""The example shop: what each command finds in it, and what its backend really sends."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from process import run, unmeasured

SHOP = Path(__file__).resolve().parents[2] / "examples" / "shop"
TODAY = ("--today", "2026-11-20")


def report(*arguments: str) -> dict[str, Any]:
    """The JSON report of a command, run in the shop."""
    done = run(*arguments, *TODAY, "--format", "json", cwd=SHOP)
    assert done.returncode in (0, 1), done.stderr
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def places(found: dict[str, Any]) -> list[tuple[str, str, int]]:
    """(code, path, line) of each finding."""
    return sorted(
        (finding["code"], finding["at"]["path"], finding["at"]["line"])
        for finding in found["findings"]
    )


def line_of(path: str, text: str) -> int:
    """The line of a file of the shop that holds `text`; it must be one."""
    lines = (SHOP / path).read_text(encoding="utf-8").splitlines()
    (number,) = [number for number, line in enumerate(lines, start=1) if text in line]
    return number


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """The script that writes the capture, imported."""
    spec = importlib.util.spec_from_file_location("shop_capture", SHOP / "captured" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_capture_is_what_its_script_writes(make: ModuleType, tmp_path: Path) -> None:
    make.main(tmp_path)
    for name in ("events.ndjson", "altertable-docs.ndjson"):
        assert (tmp_path / name).read_bytes() == (SHOP / "captured" / name).read_bytes()


def counts(found: dict[str, Any]) -> dict[tuple[str, str | None, str | None], int]:
    """How often each (code, event, property) was found."""
    return {
        (finding["code"], finding["event"], finding["property"]): finding["count"]
        for finding in found["findings"]
    }


def test_lint_finds_the_one_property_that_was_added_without_thought() -> None:
    line = line_of("events/delivery.yaml", "shipping_address:")
    assert places(report("lint")) == [("P401", "events/delivery.yaml", line)]


def test_usage_finds_each_planted_mistake_and_nothing_else() -> None:
    planted = (
        ("U101", "web/src/checkout.tsx", '"Chekout Started"'),
        ("U109", "web/src/customer.tsx", '"checkout_completed"'),
        ("U202", "web/src/checkout.tsx", '"Coupon Applied"'),
        ("U203", "web/src/catalog.tsx", "toFixed"),
        ("U205", "web/src/catalog.tsx", "productId: product.id"),
        ("U302", "backend/warehouse.py", '"anonymous"'),
        ("U401", "backend/refunds.py", '{"order_id"'),
    )
    found = places(report("usage"))
    assert found == [(code, path, line_of(path, text)) for code, path, text in planted]


def test_usage_reads_the_calls_of_generated_helpers() -> None:
    calls = report("usage", "--inventory")["calls"]
    helpers = {call["event"] for call in calls if call["resolution"] == "helper"}
    assert helpers == {
        "Account Created",
        "Checkout Completed",
        "Email Verified",
        "Payment Failed",
        "Plan Upgraded",
        "Purchase Completed",
    }


def test_check_reports_what_its_parts_report() -> None:
    parts = [*report("lint")["findings"], *report("usage")["findings"]]
    whole = report("check")["findings"]
    assert sorted(one["fingerprint"] for one in whole) == sorted(
        one["fingerprint"] for one in parts
    )


def test_validate_finds_each_planted_mistake_and_nothing_else() -> None:
    found = report("validate", "captured/events.ndjson")
    assert counts(found) == {
        ("D101", "Chekout Started", None): 17,
        ("D103", "Basket Opened", None): 8,
        ("D104", "Button Clicked", None): 6,
        ("D109", "Checkout Completed", None): 9,
        ("D115", "Checkout Completed", None): 6,
        ("D202", "Coupon Applied", "discount"): 21,
        ("D202", "Order Refunded", "amount"): 10,
        ("D202", "Order Refunded", "currency"): 10,
        ("D202", "Order Refunded", "order_id"): 10,
        ("D202", "Order Shipped", "carrier"): 11,
        ("D202", "Product Saved", "product_id"): 10,
        ("D203", "Product Viewed", "price"): 18,
        ("D205", "Product Saved", "productId"): 10,
        ("D302", "Order Shipped", "distinct_id"): 6,
        ("D403", "Order Shipped", "timestamp"): 11,
        ("D408", "Email Verified", "environment"): 2,
        ("D501", "Products Searched", "query"): 8,
    }


def test_each_mistake_stands_where_its_maker_put_it() -> None:
    lines = (SHOP / "captured" / "events.ndjson").read_text(encoding="utf-8").splitlines()
    for finding in report("validate", "captured/events.ndjson")["findings"]:
        shown = lines[finding["at"]["line"] - 1][finding["at"]["column"] - 1 :]
        payload, _ = json.JSONDecoder().raw_decode(shown)
        named = "Checkout Completed" if finding["code"] == "D109" else payload["event"]
        assert finding["event"] == named, finding


def test_no_value_of_a_payload_is_printed_unless_asked_for() -> None:
    hidden = run("validate", "captured/events.ndjson", "--figures", cwd=SHOP)
    shown = run("validate", "captured/events.ndjson", "--show-values", cwd=SHOP)
    assert "@mail.example" not in hidden.stdout + hidden.stderr
    assert "'12.00'" in shown.stdout or '"12.00"' in shown.stdout


def test_the_payloads_of_altertables_documentation_give_one_warning_about_a_name() -> None:
    found = report("validate", "captured/altertable-docs.ndjson")
    assert counts(found) == {("D109", "Checkout Completed", None): 1}
    assert [finding["severity"] for finding in found["findings"]] == ["warning"]
    traffic = {(row["event"], row["version"], row["how"]): row["count"] for row in found["traffic"]}
    assert traffic == {
        ("Purchase Completed", "1.0", "inferred"): 1,
        ("Checkout Started", "1.0", "inferred"): 1,
        ("Checkout Completed", "2.1", "inferred"): 2,
    }


@pytest.fixture(scope="module")
def sent() -> list[dict[str, Any]]:
    """What the backend's code sends, over the real client, to a server on the loopback."""
    command = [sys.executable, "-W", "error", "-m", "backend.demo"]
    done = subprocess.run(command, cwd=SHOP, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_backend_sends_what_the_plan_says(sent: list[dict[str, Any]]) -> None:
    names = [payload.get("event") for payload in sent]
    assert names == [
        None,  # identify
        "Account Created",
        "Email Verified",
        "Payment Failed",
        "Checkout Completed",
        "Purchase Completed",
        "Plan Upgraded",
        None,  # alias
    ]
    text = "".join(json.dumps(payload) + "\n" for payload in sent)
    done = run("validate", "-", "-q", "--fail-on", "warning", cwd=SHOP, stdin=text)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_backend_keeps_personal_data_to_itself(sent: list[dict[str, Any]]) -> None:
    by_event = {payload["event"]: payload["properties"] for payload in sent if "event" in payload}
    assert re.fullmatch("[0-9a-f]{64}", by_event["Checkout Completed"]["receipt_email"])
    assert "ip_address" not in by_event["Payment Failed"]
    assert "ada@mail.example" not in json.dumps(sent)
    assert "203.0.113.7" not in json.dumps(sent)


def test_the_version_goes_on_the_wire_only_for_the_event_that_broke(
    sent: list[dict[str, Any]],
) -> None:
    versions = {
        payload["event"]: payload["properties"]["schema_version"]
        for payload in sent
        if "schema_version" in payload.get("properties", {})
    }
    assert versions == {"Checkout Completed": "2.1"}


def test_all_versions_of_the_plan_are_published() -> None:
    done = run("publish", "--dry-run", cwd=SHOP)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == ""  # lists what would be written


def test_the_change_of_the_readme_is_ready_to_be_merged_once_it_is_bumped(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shutil.copytree(SHOP, shop, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    patch = SHOP.parent / "shop-change.patch"
    subprocess.run(["git", "apply", str(patch)], cwd=shop, check=True)
    assert run("diff", cwd=shop).returncode == 1
    assert run("publish", cwd=shop).returncode == 1
    assert run("diff", "--write-bump", cwd=shop).returncode == 0
    assert run("publish", cwd=shop).returncode == 0
    found = run("lint", "--format", "concise", *TODAY, cwd=shop).stdout.splitlines()
    assert [line.split(" ")[1] for line in found] == ["P401"]


def test_the_generated_helpers_are_up_to_date() -> None:
    done = run("generate", "--check", cwd=SHOP)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_backend_passes_a_strict_type_checker(tmp_path: Path) -> None:
    options = ["--strict", "--config-file=", "--disable-error-code=import-untyped"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, f"--cache-dir={tmp_path}", "-p", "backend"],
        cwd=SHOP,
        env=unmeasured(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_front_end_passes_the_strict_typescript_compiler(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    assert npm, "the tests need Node"
    web = tmp_path / "web"
    shutil.copytree(SHOP / "web", web, ignore=shutil.ignore_patterns("node_modules"))
    options = json.loads((web / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]
    assert options["strict"] is True
    scripts = json.loads((web / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert scripts["typecheck"] == "tsc --project tsconfig.json"
    install = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    for command in (install, [npm, "run", "--silent", "typecheck"]):
        done = subprocess.run(
            command,
            cwd=web,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**unmeasured(), "CI": "1"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
