"""The file of a capture: whole lines, one writer, and never another file's content."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tracking_plan.gateway.capture_file import CaptureFile, CaptureFileError

LINE = b'{"event":"Signed Up"}\n'


def appended(path: Path, *lines: bytes) -> CaptureFile:
    file = CaptureFile(path)
    file.append(lines or (LINE,))
    return file


def test_a_new_file_is_for_the_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        appended(tmp_path / "a").close()
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == LINE
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_what_was_there_stays_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(LINE)
    path.chmod(0o640)
    appended(path).close()
    assert path.read_bytes() == LINE * 2
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", LINE),
        (LINE, LINE * 2),
        (LINE + LINE.rstrip(), LINE * 3),
        (LINE.rstrip(), LINE * 2),
        (LINE + b'{"event":"Sig', LINE * 2),
        (b'{"event":"Sig', LINE),
        (LINE + b'[{"event":"Signed Up"},', LINE * 2),
        (LINE + b"  ", LINE + b"  \n" + LINE),
        (b"\n" + LINE, b"\n" + LINE * 2),
        (b'[{"a": 1}]\n{"b": NaN}', b'[{"a": 1}]\n{"b": NaN}\n' + LINE),
        (b"\xef\xbb\xbf" + LINE, b"\xef\xbb\xbf" + LINE * 2),
    ],
)
def test_a_line_that_has_no_end_is_never_merged_with_the_next(
    tmp_path: Path, content: bytes, expected: bytes
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    file = appended(path)
    file.close()
    assert path.read_bytes() == expected
    assert file.taken_out == max(0, len(content) + len(LINE) - len(expected))


@pytest.mark.parametrize(
    "content",
    [
        b"# Notes\n\n{a list}\n",
        b"event,distinct_id\nSigned Up,u_1\n",
        b'{\n  "event": "Signed Up"\n}\n',
        b'{\n  "event": "Signed Up"\n}',
        b'[\n{"event": "Signed Up"}\n]\n',
        b"half a note",
        LINE + b"half a note",
        LINE + b"x" * 40_000_000,
        b"\x1f\x8b\x08\x00\x00\n",
    ],
)
def test_a_file_that_is_no_capture_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(CaptureFileError, match="no newline-delimited JSON"):
        CaptureFile(path)
    assert path.read_bytes() == content


def test_a_link_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(LINE)
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "dangling", "pipe", "."):
        with pytest.raises(OSError, match=r"link|no file|directory"):
            CaptureFile(tmp_path / name)
    assert (tmp_path / "file").read_bytes() == LINE
    assert not (tmp_path / "nothing").exists()


def test_a_second_capture_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    first = appended(tmp_path / "a")
    with pytest.raises(CaptureFileError, match="another capture"):
        CaptureFile(tmp_path / "a")
    first.close()
    appended(tmp_path / "a").close()
    assert (tmp_path / "a").read_bytes() == LINE * 2


def test_a_file_that_was_moved_away_is_made_anew(tmp_path: Path) -> None:
    file = appended(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")
    file.append((LINE,))
    (tmp_path / "a").unlink()
    file.append((LINE, LINE))
    file.close()
    assert (tmp_path / "b").read_bytes() == LINE
    assert (tmp_path / "a").read_bytes() == LINE * 2


def test_a_file_that_was_emptied_goes_on_from_its_beginning(tmp_path: Path) -> None:
    file = appended(tmp_path / "a")
    os.truncate(tmp_path / "a", 0)
    file.append((LINE,))
    file.close()
    assert (tmp_path / "a").read_bytes() == LINE


FULL = """
import resource, sys
from pathlib import Path
from tracking_plan.gateway.capture_file import CaptureFile
line = b'{"event":"Signed Up"}\\n'
file = CaptureFile(Path(sys.argv[1]))
file.append([line])
resource.setrlimit(resource.RLIMIT_FSIZE, (50, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        file.append([line, line])
    except OSError as error:
        print(error.errno)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
file.append([line])
"""


def test_where_no_more_fits_all_lines_are_written_or_none(tmp_path: Path) -> None:
    def unlimited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    done = subprocess.run(
        [sys.executable, "-B", "-c", FULL, str(tmp_path / "a")],
        preexec_fn=unlimited,
        capture_output=True,
        check=True,
        text=True,
    )
    assert len(done.stdout.split()) == 2
    assert (tmp_path / "a").read_bytes() == LINE * 2
