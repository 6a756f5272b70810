"""The baseline file of a run, and its entries."""

from dataclasses import dataclass
from pathlib import Path

from tracking_plan import git_lfs
from tracking_plan.cli.console import UnusableError
from tracking_plan.plan.settings import FindingSettings
from tracking_plan.regular_file import MAX_BYTES, IrregularFileError, read_regular, real_path
from tracking_plan.triage.baseline import Entry
from tracking_plan.triage.baseline_file import BaselineError, parse

DEFAULT = ".tracking-plan/baseline.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFile:
    """The file and its entries; a file that does not exist has none."""

    path: Path
    entries: tuple[Entry, ...]


def read_baseline(
    given: str | None,
    settings: FindingSettings,
    base: Path,
    *,
    may_be_missing: bool = False,
    must_exist: bool = False,
) -> BaselineFile:
    """The baseline that the command line names, else the plan, else the one in its usual place.

    A path on the command line counts from the current folder, one in the plan from the plan's.

    Raises:
        UnusableError: the file does not exist, though it is named on the command line or has to
            exist; or it is no baseline; or a plan names one outside its folder.
    """
    path = baseline_path(given, settings, base)
    entries = _entries(path)
    is_needed = (given is not None or must_exist) and not may_be_missing
    if entries is None and is_needed:
        raise UnusableError(
            f"there is no baseline {given or str(path)!r}; --write-baseline writes one"
        )
    return BaselineFile(path=path, entries=entries or ())


def baseline_path(given: str | None, settings: FindingSettings, base: Path) -> Path:
    """Where the baseline is: as the command line says, else as the plan says, else as usual.

    Raises:
        UnusableError: nobody has named it on the command line, and it is outside of `base`.
    """
    if given is not None:
        return Path(given).absolute()
    name = settings.baseline or DEFAULT
    path = base / name
    if not real_path(path).is_relative_to(real_path(base)):
        at = settings.origin.at("baseline") if settings.origin is not None else None
        where = f"{at.position()}: " if at is not None else ""
        raise UnusableError(
            f"{where}the baseline {name!r} lies outside the plan's folder, or behind a link that"
            " leaves it; if it is meant, name it with --baseline"
        )
    return path


def _entries(path: Path) -> tuple[Entry, ...] | None:
    """The entries of the file; None where there is no file."""
    try:
        return _parsed(read_regular(path))
    except FileNotFoundError:
        return None
    except IrregularFileError as error:
        why = error.strerror
    except OSError as error:
        raise UnusableError(f"cannot read the baseline {str(path)!r}: {error.strerror}") from None
    except UnicodeDecodeError:
        why = "it is not text in UTF-8"
    except BaselineError as error:
        why = str(error)
    raise UnusableError(
        f"{str(path)!r} is no baseline: {why}; restore it, or delete it and write one with"
        " --write-baseline"
    )


def _parsed(content: bytes) -> tuple[Entry, ...]:
    if len(content) > MAX_BYTES:
        raise BaselineError(f"it has more than {MAX_BYTES // 1024 // 1024} MiB")
    if git_lfs.is_pointer(content):
        raise BaselineError(f"it {git_lfs.SAYS}: {git_lfs.HINT}")
    return parse(content.decode("utf-8"))
