"""The cache of facts: what it leaves alone, what it reads again, and what it throws away."""

import json
import os
import shutil
import time
from hashlib import blake2b
from pathlib import Path
from threading import Thread

import pytest
from invoking import runner

from tracking_plan.cli.main import main
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.facts.written import text_facts
from tracking_plan.usage.keeping import answers, folder, kept, stamps, texts
from tracking_plan.usage.keeping.folder import cache_folder, load, save
from tracking_plan.usage.keeping.text_facts import packed, unpacked
from tracking_plan.usage.project.files import Unread, read_code
from tracking_plan.usage.scan import scan_project

CODE = 'import { altertable } from "@altertable/altertable-js";\naltertable.track("Name A", {});\n'
LONG_AGO = 1_600_000_000_000_000_000
AWAY = 3_600_000_000_000  # an hour, in nanoseconds


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two files, both written long before."""
    made = tmp_path / "project"
    made.mkdir()
    for name in ("a.ts", "b.ts"):
        _put(made / name, CODE)
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _put(path: Path, text: str, at: int = LONG_AGO) -> None:
    path.write_text(text)
    os.utime(path, ns=(at, at + 1_234_567))


def _names(scan: Scan) -> set[str]:
    return {event.name for call in scan.calls for event in call.events}


def _late(monkeypatch: pytest.MonkeyPatch, by: int = AWAY) -> None:
    """Has files be read long after they were changed: nobody can change when they were made."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + by)


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []

    def noted(path: str) -> bytes | Unread:
        read.append(Path(path).name)
        return read_code(path)

    monkeypatch.setattr(texts, "read_code", noted)
    return read


def test_what_is_unchanged_is_not_read(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _late(monkeypatch)
    first = scan_project(project, cwd=project, cache=cache)
    read = _reads(monkeypatch)
    assert scan_project(project, cwd=project, cache=cache) == first
    assert read == []
    _put(project / "b.ts", CODE.replace("Name A", "Other"))
    assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A", "Other"}
    assert set(read) == {"b.ts"}


def test_a_file_that_was_just_written_is_read_again(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_project(project, cwd=project, cache=cache)
    read = _reads(monkeypatch)
    scan_project(project, cwd=project, cache=cache)
    assert set(read) == {"a.ts", "b.ts"}


def test_a_change_within_the_tick_of_the_clock_is_seen(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same size and the same times, as a file system with long ticks gives them."""
    same = stamps.stamp_of(str(project / "a.ts"))
    assert same is not None
    just = (same[0], time.time_ns() - 1_001, time.time_ns() - 1_001, *same[3:])
    monkeypatch.setattr(texts, "stamp_of", lambda path: just)
    scan_project(project, cwd=project, cache=cache)
    _put(project / "a.ts", CODE.replace("Name A", "Name B"))
    assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A", "Name B"}


@pytest.mark.parametrize(
    ("age", "is_settled"),
    [
        (10_000_000_001, True),
        (1_000_000_001, False),
        (-AWAY + 1, False),  # changed in the future: another clock
        (10_000_000_000, False),  # a time in whole seconds: a file system with long ticks
        (100_000_000_000, True),
    ],
)
def test_only_what_is_long_past_is_settled(age: int, *, is_settled: bool) -> None:
    now = 2_000_000_000_000_000_000
    assert stamps.is_settled((10, now - age, now - age, 1, 1), now) is is_settled


@pytest.mark.parametrize("by", [-AWAY, AWAY])
def test_a_clock_that_is_wrong_hides_no_change(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, by: int
) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + by)
    scan_project(project, cwd=project, cache=cache)
    monkeypatch.undo()
    _put(project / "a.ts", CODE.replace("Name A", "Name B"))
    assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A", "Name B"}


def test_another_file_in_the_place_of_one_is_read(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _late(monkeypatch)
    scan_project(project, cwd=project, cache=cache)
    _put(project / "new", CODE.replace("Name A", "Name B"))
    (project / "new").replace(project / "a.ts")
    assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A", "Name B"}


def test_a_file_that_changes_while_it_is_scanned_is_not_kept(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = 0

    def changing(path: str) -> bytes | Unread:
        nonlocal reads
        reads += 1
        found = read_code(path)
        return found.replace(b"Name A", b"Name %d" % reads) if isinstance(found, bytes) else found

    with monkeypatch.context() as patched:
        patched.setattr(texts, "read_code", changing)
        scan_project(project, cwd=project, cache=cache)
    assert not list(cache.glob("*"))


def test_nothing_is_written_into_the_project(project: Path, cache: Path) -> None:
    scan_project(project, cwd=project, cache=cache)
    assert sorted(path.name for path in project.iterdir()) == ["a.ts", "b.ts"]
    (file,) = cache.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert cache.stat().st_mode & 0o077 == 0


def _only(cache: Path) -> Path:
    (file,) = cache.glob("*.json")
    return file


def _signed(body: bytes) -> bytes:
    return folder._HEAD + folder._digest(body) + b"\n" + body


def _hostile(own: bytes) -> list[bytes]:
    body = own.partition(b"\n")[2]
    changed = [
        b"",
        b"null",
        b"[]",
        b"[{}, 3]",
        b"[" * 200_000,
        b'[{"a.ts": ["x"]}, [[], {}]]',
        body.replace(b"Written", b"os"),
        body.replace(b"Settings.state", b"__import__"),
        body.replace(b"[5,", b"[999,"),
        body.replace(b"[7,", b"[6,"),
        body.replace(b"0", b'"x"'),
        body.replace(b"[", b"{", 1),
        json.dumps(
            [json.loads(body)[0], [[["Wrappers.names", [], "x"]], {"a.ts": [[[0], 1, 1]]}]]
        ).encode(),
    ]
    return [
        b"",
        own[:-1],
        own + b" ",
        body,
        own.replace(b"Name A", b"Name Z"),
        *map(_signed, changed),
    ]


def test_a_file_that_is_broken_or_hostile_counts_as_nothing(project: Path, cache: Path) -> None:
    first = scan_project(project, cwd=project, cache=cache)
    own = _only(cache).read_bytes()
    for number, content in enumerate(_hostile(own)):
        _only(cache).write_bytes(content)
        assert scan_project(project, cwd=project, cache=cache) == first, number
        _only(cache).write_bytes(content)
        _put(project / "a.ts", CODE.replace("Name A", "Name B"))
        assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A", "Name B"}
        _put(project / "a.ts", CODE)


def test_calls_that_cannot_be_read_are_looked_for_again(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scan_project(project, cwd=project, cache=cache)

    def broken(*_: object) -> Scan:
        raise answers.BrokenError

    monkeypatch.setattr(answers.Answers, "_body", broken)
    assert scan_project(project, cwd=project, cache=cache) == first


def test_links_and_folders_in_the_place_of_the_file_are_left_alone(
    project: Path, cache: Path, tmp_path: Path
) -> None:
    first = scan_project(project, cwd=project, cache=cache)
    file = _only(cache)
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("mine")
    file.unlink()
    file.symlink_to(elsewhere)
    assert scan_project(project, cwd=project, cache=cache) == first
    assert elsewhere.read_text() == "mine"
    _only(cache).unlink()
    file.mkdir()
    assert scan_project(project, cwd=project, cache=cache) == first


@pytest.mark.parametrize("mode", [0o500, 0o722, 0o770])
def test_a_folder_that_is_closed_or_open_to_others_is_not_used(
    project: Path, cache: Path, mode: int
) -> None:
    cache.mkdir()
    cache.chmod(mode)
    assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A"}
    cache.chmod(0o700)
    assert mode == 0o500 or not list(cache.iterdir())


def test_a_cache_that_is_a_file_or_below_one_is_none(project: Path, cache: Path) -> None:
    cache.write_text("mine")
    for place in (cache, cache / "below"):
        assert _names(scan_project(project, cwd=project, cache=place)) == {"Name A"}
    assert cache.read_text() == "mine"


def test_a_full_disk_leaves_nothing_behind(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert _names(scan_project(project, cwd=project, cache=cache)) == {"Name A"}
    assert not list(cache.iterdir())


def test_old_files_are_thrown_away_and_those_of_others_stay(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir(mode=0o700)
    (cache / "notes.json").write_text("mine")
    monkeypatch.setattr(folder, "MOST_BYTES", 5_000)
    for number in range(6):
        assert save(cache, f"k{number}", "x" * 2_000)
        os.utime(cache / f"k{number}.usage.json", (number + 1, number + 1))
    kept_files = sorted(path.name for path in cache.iterdir())
    assert kept_files == ["k4.usage.json", "k5.usage.json", "notes.json"]
    assert load(cache, "k5") == "x" * 2_000
    assert load(cache, "k0") is None


def test_what_is_too_large_is_not_saved(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_MOST_OF_ONE", 1_000)
    assert not save(cache, "k", "x" * 2_000)
    assert not cache.exists()


def test_two_scans_at_once_find_the_same(project: Path, cache: Path) -> None:
    first = scan_project(project, cwd=project)
    found: list[Scan] = []

    def scan() -> None:
        found.extend(scan_project(project, cwd=project, cache=cache) for _ in range(5))

    threads = [Thread(target=scan) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert all(one == first for one in found)


def test_another_state_of_the_tool_finds_anew(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_project(project, cwd=project, cache=cache)
    monkeypatch.setattr(kept, "state_of_tool", lambda: ("another",))
    scan_project(project, cwd=project, cache=cache)
    assert len(list(cache.iterdir())) == 2


def test_paths_are_those_of_the_folder_that_a_scan_is_run_in(project: Path, cache: Path) -> None:
    for cwd in (project, project.parent):
        found = scan_project(project, cwd=cwd, cache=cache)
        assert {call.at.path for call in found.calls} == {
            str((project / name).relative_to(cwd)) for name in ("a.ts", "b.ts")
        }


def test_files_that_are_named_are_found_the_same(project: Path, cache: Path) -> None:
    paths = [project / "b.ts"]
    scan_project(project, cwd=project, cache=cache)
    found = scan_project(project, cwd=project, paths=paths, cache=cache)
    assert found == scan_project(project, cwd=project, paths=paths)


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"TRACKING_PLAN_CACHE_DIR": "/own", "XDG_CACHE_HOME": "/x"}, "/own"),
        ({"TRACKING_PLAN_CACHE_DIR": "own"}, None),
        ({"XDG_CACHE_HOME": "/x"}, "/x/tracking-plan"),
        ({"XDG_CACHE_HOME": "x"}, None),
    ],
)
def test_the_folder_is_the_one_that_the_environment_names(
    environment: dict[str, str], place: str | None
) -> None:
    assert cache_folder(environment) == (Path(place) if place is not None else None)


TEXTS = [
    b"",
    b"class A extends B { m() {} }\nobj[key] = 1; x.y = 2; list.push(1);",
    b"import { z as q } from 'm'; import * as n from './n'; mutate(n.q);",
    b"import d from 'd'; export default class K {}\nself.__dict__.update(x); globals()['x'] = 1",
    "export const ü = 'ß'; o['ключ'] = 1; delete o[k]".encode(),
    b"\xff\xfe o['\xff'] = 1; a.\xe9 = 2",
]


@pytest.mark.parametrize("content", TEXTS)
@pytest.mark.parametrize("name", ["a.ts", "a.py"])
def test_what_a_text_says_is_the_same_after_it_was_saved(content: bytes, name: str) -> None:
    facts = text_facts(name, content)
    assert unpacked(json.loads(json.dumps(packed(facts)))) == facts


def test_a_digest_tells_contents_apart() -> None:
    one, other = texts.Texts(is_kept=True), blake2b(CODE.encode(), digest_size=16).hexdigest()
    assert one.digest("/nowhere") is None
    assert other != blake2b(b"", digest_size=16).hexdigest()


def test_no_cache_reads_and_keeps_nothing(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKING_PLAN_CACHE_DIR", str(cache))
    monkeypatch.chdir(project)
    _put(project / "tracking-plan.yaml", "tracking_plan: 1\nevents: {Name A: {}}\n")
    commands = (
        ["usage"],
        ["check"],
        ["coverage"],
        ["usage", "--discover"],
        ["init", "--from-code"],
    )
    for command in commands:
        without = runner().invoke(main, [*command, "--no-cache"])
        assert not cache.exists(), command
        for _ in range(2):
            found = runner().invoke(main, command)
            assert (found.exit_code, found.output) == (without.exit_code, without.output)
        assert list(cache.iterdir()), command
        shutil.rmtree(cache)
