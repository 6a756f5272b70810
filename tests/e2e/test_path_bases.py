"""Earlier plans on disk: folders, files and archives, honest and hostile."""

import contextlib
import gzip
import io
import os
import struct
import tarfile
import threading
import zipfile
from pathlib import Path

import pytest
from git_repositories import ROOT, Checkout, plan_text

from tracking_plan.registry.bases import archive, members, tar_members, zip_members
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.choose import base_of
from tracking_plan.registry.bases.errors import BaseError

EVENT = "events:\n  {}: {{description: It happened.}}\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder `repo` with a plan, to stand in."""
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / ROOT).write_text(plan_text("Today"))
    return folder


def events(base: Base) -> set[str]:
    loaded = base.load()
    assert loaded.plan is not None
    assert not loaded.findings
    return set(loaded.plan.events)


def refusal(text: str, here: Path) -> str:
    with pytest.raises(BaseError) as caught:
        base_of(text, here / ROOT, here).load()
    return f"{caught.value.message} | {caught.value.hint}"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def zipped(path: Path, files: dict[str, str], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archived:
        for name, text in files.items():
            archived.writestr(name, text)
    return path


def tarred(path: Path, files: dict[str, str], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archived:  # type: ignore[call-overload]
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archived.addfile(info, io.BytesIO(text.encode()))
    return path


def test_a_folder_or_a_file(here: Path) -> None:
    write(here / "old" / ROOT, plan_text("A", include="events/*.yaml"))
    write(here / "old/events/b.yaml", EVENT.format("B"))
    for text in ("old", "./old", str(here / "old"), "old/", f"old/{ROOT}"):
        base = base_of(text, here / ROOT, here)
        assert events(base) == {"A", "B"}
        assert base.label == f"old/{ROOT}"
    write(here / "copy.yaml", plan_text("C"))
    assert events(base_of("copy.yaml", here / ROOT, here)) == {"C"}


def test_a_copy_of_the_repository_has_the_plan_where_it_is_today(tmp_path: Path) -> None:
    plan = write(tmp_path / "repo/plans/web" / ROOT, plan_text("Today"))
    write(tmp_path / "copy/plans/web" / ROOT, plan_text("A"))
    write(tmp_path / "copy/plans/app" / ROOT, plan_text("App"))
    assert events(base_of("../copy", plan, tmp_path / "repo")) == {"A"}


def test_a_plan_with_a_name_of_its_own(here: Path) -> None:
    plan = write(here / "analytics.yaml", plan_text("Today"))
    write(here / "old/analytics.yaml", plan_text("A"))
    assert events(base_of("./old", plan, here)) == {"A"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("./nowhere", "there is no file or folder 'nowhere'"),
        ("../nowhere.yaml", "there is no file or folder '../nowhere.yaml'"),
        ("/nowhere", "there is no file or folder"),
        ("nowhere.yaml", "there is no file 'nowhere.yaml', and no such revision"),
        ("empty", "the folder 'empty' has no tracking-plan.yaml | name the plan's file"),
        (".", "'.' is the plan itself | name an earlier one"),
        (ROOT, f"{ROOT!r} is the plan itself"),
        ("./x\0", "there is no file or folder"),
        ("./" + "x" * 5000, "there is no file or folder"),
        ("main", "git knows no revision 'main' | "),
        ("", "the value of `--against` is empty | is a variable not set?"),
        (" \t", "the value of `--against` is empty"),
    ],
)
def test_what_is_no_path(tmp_path: Path, text: str, expected: str) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit_plan("Today")
    checkout.git("branch", "-m", "trunk")
    (checkout.folder / "empty").mkdir()
    assert expected in refusal(text, checkout.folder)


def test_a_path_that_is_a_revision_too(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit_plan("Committed")
    checkout.plan.write_text(plan_text("Today"))
    write(checkout.folder / "main" / ROOT, plan_text("Folder"))
    assert (
        "'main' is a path and a revision | write `./main` for the path, or `refs/heads/main`"
        in refusal("main", checkout.folder)
    )
    assert events(base_of("./main", checkout.plan, checkout.folder)) == {"Folder"}
    assert events(base_of("refs/heads/main", checkout.plan, checkout.folder)) == {"Committed"}
    (checkout.folder / "main" / ROOT).unlink()
    assert events(base_of("main", checkout.plan, checkout.folder)) == {"Committed"}


@pytest.mark.parametrize(
    ("text", "revision"),
    [("v1", "refs/tags/v1"), ("HEAD", "@"), ("topic", "refs/heads/topic"), ("COMMIT", "COMMIT^0")],
)
def test_the_hint_names_the_revision_that_is_a_path_too(
    tmp_path: Path, text: str, revision: str
) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit_plan("Committed")
    checkout.git("tag", "v1")
    checkout.git("branch", "topic")
    commit = checkout.git("rev-parse", "HEAD").strip()
    text, revision = (one.replace("COMMIT", commit) for one in (text, revision))
    write(checkout.folder / text, plan_text("File"))
    hint = f"write `./{text}` for the path, or `{revision}` for the revision"
    assert hint in refusal(text, checkout.folder)
    assert events(base_of(revision, checkout.plan, checkout.folder)) == {"Committed"}
    assert events(base_of(f"./{text}", checkout.plan, checkout.folder)) == {"File"}


def test_a_pipe_that_the_user_names(here: Path) -> None:
    pipe = here / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(plan_text("A"),))
    writer.start()
    assert events(base_of("./pipe", here / ROOT, here)) == {"A"}
    writer.join()


FILES = {
    f"repo-1a2b/{ROOT}": plan_text("A", include='"events/*.yaml"'),
    "repo-1a2b/events/b.yaml": EVENT.format("B"),
    f"repo-1a2b/examples/{ROOT}": plan_text("Example"),
    "events/c.yaml": EVENT.format("C"),
}


@pytest.mark.parametrize("kind", ["zip", "stored", "tar", "tar.gz", "git zip", "git tar"])
def test_archives(here: Path, kind: str) -> None:
    path = here / "base.bin"
    if kind in ("zip", "stored"):
        zipped(path, FILES, zipfile.ZIP_DEFLATED if kind == "zip" else zipfile.ZIP_STORED)
    elif kind in ("tar", "tar.gz"):
        tarred(path, FILES, "w" if kind == "tar" else "w:gz")
    else:
        checkout = Checkout(here.parent / "source")
        for name, text in FILES.items():
            checkout.write(name, text)
        (checkout.folder / "repo-1a2b/events/d.yaml").symlink_to("../d.yaml")
        checkout.write("repo-1a2b/d.yaml", "# nothing yet\n")
        checkout.commit()
        checkout.git("archive", f"--format={kind[4:]}", "-o", str(path), "HEAD")
    base = base_of("base.bin", here / ROOT, here)
    loaded = base.load()
    assert events(base) == {"A", "B"}
    assert base.label == "base.bin"
    assert loaded.plan is not None
    assert loaded.plan.path == f"base.bin:repo-1a2b/{ROOT}"
    assert sorted(path.name for path in here.iterdir()) == ["base.bin", ROOT]


def test_the_plan_of_an_archive_is_the_one_that_lies_as_the_plan_does(tmp_path: Path) -> None:
    plan = write(tmp_path / "repo/plans/web" / ROOT, plan_text("Today"))
    files = {
        f"x/plans/app/{ROOT}": plan_text("App"),
        f"x/plans/web/{ROOT}": plan_text("Web"),
        ROOT: plan_text("Top"),
    }
    tarred(tmp_path / "repo/base.tar", files)
    assert events(base_of("base.tar", plan, tmp_path / "repo")) == {"Web"}
    zipped(tmp_path / "repo/two.zip", {f"a/{ROOT}": "", f"b/{ROOT}": ""})
    assert f"has several plans: 'a/{ROOT}', 'b/{ROOT}' | make one" in refusal(
        "two.zip", tmp_path / "repo"
    )


OUTSIDE = ("../evil.yaml", "/evil.yaml", "a/../../evil.yaml", "C:/evil.yaml", "..\\evil.yaml", "..")


@pytest.mark.parametrize("name", OUTSIDE)
def test_members_with_paths_that_leave_the_archive_are_left_out(here: Path, name: str) -> None:
    text = plan_text("A", include='"**/*.yaml"')
    files = {ROOT: text, "b.yaml": EVENT.format("B"), name: EVENT.format("Evil")}
    for path in (zipped(here / "base.zip", files), tarred(here / "base.tgz", files)):
        assert events(base_of(path.name, here / ROOT, here)) == {"A", "B"}
    assert members.safe_name(name) is None
    assert members.safe_name("./a//b/./c.yaml") == "a/b/c.yaml"


def test_links_in_archives_stay_within_them(here: Path) -> None:
    secret = write(here.parent / "secret.yaml", EVENT.format("Secret"))
    with tarfile.open(here / "base.tar", "w") as archived:
        text = plan_text("A", include='"{hard,soft,out,absolute,pipe}.yaml"').encode()
        for name, content in ((ROOT, text), ("real/b.yaml", EVENT.format("B").encode())):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archived.addfile(info, io.BytesIO(content))
        for name, kind, target in (
            ("soft.yaml", tarfile.SYMTYPE, "real/b.yaml"),
            ("out.yaml", tarfile.SYMTYPE, "../secret.yaml"),
            ("absolute.yaml", tarfile.SYMTYPE, str(secret)),
            ("hard.yaml", tarfile.LNKTYPE, "real/b.yaml"),
            ("pipe.yaml", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archived.addfile(info)
    for include, expected in (("soft", {"A", "B"}), ("hard", {"A", "B"}), ("out", {"A"})):
        base = archive.archive_base(here / "base.tar", here / ROOT, "base.tar")
        assert base.tree.is_inside(f"{include}.yaml") == (expected != {"A"})
        if expected != {"A"}:
            assert base.tree.read(f"{include}.yaml") == EVENT.format("B").encode()
    base = archive.archive_base(here / "base.tar", here / ROOT, "base.tar")
    assert not base.tree.is_inside("absolute.yaml")
    with pytest.raises(FileNotFoundError):
        base.tree.read("pipe.yaml")


def test_links_in_a_zip(here: Path) -> None:
    with zipfile.ZipFile(here / "base.zip", "w") as archived:
        archived.writestr(ROOT, plan_text("A", include="b.yaml"))
        archived.writestr("real.yaml", EVENT.format("B"))
        info = zipfile.ZipInfo("b.yaml")
        info.external_attr = 0o120777 << 16
        archived.writestr(info, "real.yaml")
    assert events(base_of("base.zip", here / ROOT, here)) == {"A", "B"}


def test_lfs_in_an_archive(here: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
    zipped(here / "base.zip", {ROOT: pointer})
    assert f"'base.zip:{ROOT}' is in Git LFS" in refusal("base.zip", here)


def test_an_archive_without_a_plan(here: Path) -> None:
    zipped(here / "base.zip", {"readme": ""})
    assert "the archive 'base.zip' has no tracking-plan.yaml | `git archive" in refusal(
        "base.zip", here
    )


@pytest.mark.parametrize("make", [zipped, tarred])
def test_broken_archives(here: Path, make: "type[object]") -> None:
    path = here / "base.bin"
    whole = make(path, FILES).read_bytes()  # type: ignore[call-arg, attr-defined]
    for cut in (1, 20, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:-cut])
        _only_base_errors(path, here)
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        _only_base_errors(path, here)


@pytest.mark.parametrize("name", ["b.tgz", "b.tar.gz", "B.ZIP", "b.tar", "b.tar.xz", "b.7z"])
@pytest.mark.parametrize("content", [b"", b"garbage", b"\xfd7zXZ\x00\x00", b"tracking_plan: 1\n"])
def test_what_is_called_an_archive_and_is_none(here: Path, name: str, content: bytes) -> None:
    (here / name).write_bytes(content)
    assert f"{name!r} is neither a zip nor a tar archive" in refusal(name, here)


def test_a_folder_may_be_called_as_an_archive(here: Path) -> None:
    write(here / "base.tar" / ROOT, plan_text("Then"))
    assert events(base_of("base.tar", here / ROOT, here)) == {"Then"}


def _only_base_errors(path: Path, here: Path) -> None:
    with contextlib.suppress(BaseError):
        base_of(path.name, here / ROOT, here).load()


def test_limits_of_zip(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(here / "base.zip", FILES)
    monkeypatch.setattr(zip_members, "MAX_MEMBERS", 3)
    assert "is too large: it has more than 3 members | make one" in refusal(path.name, here)
    monkeypatch.undo()
    monkeypatch.setattr(zip_members, "MAX_FETCHED", 10)
    assert "the plan's files are too large" in refusal(path.name, here)
    monkeypatch.undo()
    monkeypatch.setattr(zip_members, "_MAX_DIRECTORY", 10)
    assert "its list of members is too long" in refusal(path.name, here)
    monkeypatch.undo()
    end = path.read_bytes()
    path.write_bytes(end[:-22] + b"PK\x06\x07" + bytes(16) + end[-22:])
    assert "its list of members is too long" in refusal(path.name, here)


def test_limits_of_tar(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tarred(here / "base.tgz", FILES)
    monkeypatch.setattr(tar_members, "MAX_MEMBERS", 3)
    assert "is too large: more than 512 MiB, or 3 members" in refusal(path.name, here)
    monkeypatch.undo()
    monkeypatch.setattr(tar_members, "MAX_FETCHED", 10)
    assert "the plan's files are too large" in refusal(path.name, here)
    monkeypatch.undo()
    monkeypatch.setattr(tar_members, "MAX_UNPACKED", 1024)
    assert "is too large: more than 0 MiB" in refusal(path.name, here)


def test_bombs(here: Path) -> None:
    zeros = "\0" * (40 * 1024 * 1024)
    files = {"zeros.yaml": zeros, ROOT: plan_text("A", include="zeros.yaml")}
    for path in (zipped(here / "base.zip", files), tarred(here / "base.tgz", files)):
        assert path.stat().st_size < 100_000
        (found,) = base_of(path.name, here / ROOT, here).load().findings
        assert "more than 16 MiB" in found.problem.message


@pytest.mark.parametrize("size", [2**33, 2**40, -512, 2**62, -(2**40)])
@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_tar_headers_that_lie(here: Path, size: int, kind: bytes) -> None:
    info = tarfile.TarInfo(ROOT)
    info.type = kind
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = (
        b"\x80" + size.to_bytes(11, "big")
        if size > 0
        else (b"\xff" + size.to_bytes(11, "big", signed=True))
    )
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    with gzip.open(here / "base.tgz", "wb") as stream:
        stream.write(bytes(header) * 3 + bytes(1024))
    _only_base_errors(here / "base.tgz", here)


def test_headers_within_headers(here: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1
    block = info.tobuf(tarfile.GNU_FORMAT) + bytes(512)
    with gzip.open(here / "base.tgz", "wb") as stream:
        stream.write(block * 5000)
    _only_base_errors(here / "base.tgz", here)


def test_a_zip_that_is_encrypted_or_compressed_in_another_way(here: Path) -> None:
    path = zipped(here / "base.zip", {ROOT: plan_text("A")}, zipfile.ZIP_LZMA)
    assert "compressed in a way that is not read | unpack it" in refusal(path.name, here)
    path = zipped(here / "base.zip", {ROOT: plan_text("A")}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    content[6:8] = struct.pack("<H", 1)
    path.write_bytes(content)
    assert "the archive 'base.zip' cannot be read" in refusal(path.name, here)
