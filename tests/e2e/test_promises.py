"""What SECURITY.md says of connections, programs and files: watched from inside Python."""

import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from git_repositories import Checkout
from process import unmeasured

SHOP = Path(__file__).parents[2] / "examples" / "shop"
# Python names every connection, every process and every file that is opened to whoever asks.
WATCHED = """\
import os, sys

def watch(event, arguments):
    if event == "socket.connect" or event == "socket.getaddrinfo" or event.startswith("urllib"):
        log.write(f"connects {arguments}\\n")
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system"):
        log.write(f"starts {os.path.basename(str(arguments[0]))}\\n")
    elif event == "open" and arguments[0].__class__ is str:
        path, mode, flags = arguments
        nameless = getattr(os, "O_TMPFILE", -1)
        is_written = flags & (os.O_WRONLY | os.O_RDWR) and path != os.devnull
        if is_written and flags & nameless != nameless:  # those are in no folder until linked there
            log.write(f"writes {os.path.relpath(path)}\\n")
    elif event == "os.link":
        old, new, _, folder = arguments
        folder = os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else ""
        log.write(f"writes {os.path.relpath(os.path.join(folder, new))}\\n")
    elif event == "os.rename":
        for path in arguments[:2]:
            log.write(f"writes {os.path.relpath(path)}\\n")
    elif event in ("os.remove", "os.rmdir", "os.mkdir", "os.symlink"):
        log.write(f"writes {os.path.relpath(arguments[0])}\\n")

log = open(sys.argv[1], "a", buffering=1)
sys.addaudithook(watch)
sys.argv[0:2] = ["tracking-plan"]
from tracking_plan.__main__ import run
run()
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    (tmp_path / "watched.py").write_text(WATCHED)
    return folder


def _watch(shop: Path, *arguments: str) -> set[str]:
    """What the command did, each kind of thing once, but for the cache folder of the user."""
    log = shop.parent / "log"
    log.write_text("")
    done = subprocess.run(
        [sys.executable, str(shop.parent / "watched.py"), str(log), *arguments],
        cwd=shop,
        env={**unmeasured(), "TRACKING_PLAN_CACHE_DIR": str(shop.parent / "kept")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return {did for did in log.read_text().splitlines() if not did.startswith("writes ../kept")}


@pytest.mark.parametrize(
    ("arguments", "starts"),
    [
        (("lint",), set()),
        (("schema", "Coupon Applied"), set()),
        (("explain", "Coupon Applied"), set()),
        (("explain", "P101"), set()),
        (("validate", "captured/events.ndjson"), set()),
        (("generate", "--check"), set()),
        (("usage",), {"starts git"}),
        (("usage", "--no-cache"), {"starts git"}),
        (("check",), {"starts git"}),
        (("init", "--from-code"), {"starts git"}),
        (("lint", "--diff"), set()),
        (("publish", "--dry-run"), set()),
    ],
)
def test_a_command_that_only_looks_writes_nothing_and_starts_git_at_most(
    shop: Path, arguments: tuple[str, ...], starts: set[str]
) -> None:
    assert _watch(shop, *arguments) == starts


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "Coupon Applied"),
        ("log", "Coupon Applied", "--format", "json"),
        ("log", "--since", "HEAD~1"),
        ("log", "--since", "HEAD~1", "--format", "markdown"),
    ],
)
def test_a_history_is_read_out_of_git_and_nothing_is_written(
    shop: Path, arguments: tuple[str, ...]
) -> None:
    checkout = Checkout(shop)
    first = checkout.commit()
    events = shop / "events" / "checkout.yaml"
    events.write_text(events.read_text().replace("Coupon Applied", "Coupon Taken", 1))
    checkout.commit()
    before = checkout.git("rev-parse", "HEAD"), sorted((shop / ".git").rglob("*"))
    assert _watch(shop, *arguments) == {"starts git"}
    assert (checkout.git("rev-parse", "HEAD"), sorted((shop / ".git").rglob("*"))) == before
    assert first != before[0]


def test_what_is_asked_for_is_all_that_is_written(shop: Path) -> None:
    written = _watch(shop, "validate", "captured/events.ndjson", "--format", "json=r.json")
    assert written
    assert all(line.startswith("writes ") and "r.json" in line for line in written), written


def test_generate_writes_below_its_outputs_only(shop: Path) -> None:
    shutil.rmtree(shop / "backend" / "analytics")
    written = _watch(shop, "generate")
    assert written
    assert all(line.startswith("writes backend/analytics") for line in written), written


def test_publish_writes_below_the_registry_only(shop: Path) -> None:
    shutil.rmtree(shop / "tracking-plan-registry")
    written = _watch(shop, "publish")
    assert written
    assert all(line.startswith("writes tracking-plan-registry") for line in written), written
    assert _watch(shop, "publish") == set()
    assert _watch(shop, "lint") == set()


def test_no_value_of_a_payload_is_in_any_report(shop: Path) -> None:
    secret = "Qx7-canary-value"
    line = (
        '{"event": "Coupon Applied", "distinct_id": 5, "properties": {"plan": "%s", "zz": "%s"}}\n'
    )
    (shop / "in.ndjson").write_text(line % (secret, secret))
    names = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
    formats = [part for name in names for part in ("--format", f"{name}=out.{name}")]
    _watch(shop, "validate", "in.ndjson", "-v", "--figures", *formats)
    texts = [(shop / f"out.{name}").read_text() for name in names]
    assert all("Coupon Applied" in text for text in texts)
    assert not any(secret in text for text in texts)


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_the_system_sees_no_connection_either(shop: Path) -> None:
    trace = shop.parent / "trace"
    program = Path(sys.executable).with_name("tracking-plan")
    subprocess.run(
        ["strace", "-f", "-e", "trace=connect", "-o", trace, program, "check"],
        cwd=shop,
        env={**os.environ},
        capture_output=True,
        check=False,
    )
    assert "AF_INET" not in trace.read_text()


def test_what_is_kept_of_code_goes_into_the_cache_folder_only(shop: Path) -> None:
    kept = shop.parent / "kept"
    _watch(shop, "usage", "--no-cache")
    assert not kept.exists()
    assert _watch(shop, "usage") == {"starts git"}
    assert list(kept.iterdir())


def test_a_capture_listens_and_writes_its_file_alone(shop: Path) -> None:
    log = shop.parent / "log"
    log.write_text("")
    arguments = ("capture", "--port", "0", "--to", "a.ndjson")
    capture = subprocess.Popen(
        [sys.executable, str(shop.parent / "watched.py"), str(log), *arguments],
        cwd=shop,
        env=unmeasured(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert capture.stderr is not None
    port = capture.stderr.readline().partition("127.0.0.1:")[2].partition(",")[0]
    body = b'{"event": "Purchase Completed", "environment": "production", "properties": {}}'
    with urllib.request.urlopen(f"http://localhost:{port}/track", body, 20) as answer:
        assert answer.status == 200
    capture.terminate()
    capture.communicate(timeout=20)
    assert capture.returncode == 0
    assert set(log.read_text().splitlines()) == {"writes a.ndjson"}
