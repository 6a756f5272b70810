"""How another machine can install the very version that runs now."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import SplitResult, urlsplit

from tracking_plan import __version__
from tracking_plan.cli.console import UnusableError

NAME = "tracking-plan"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f'\"\\`$]|\$\{\{")
_SPECIFIER = r"(===|==|~=|!=|<=|>=|<|>) *[0-9][\w.*+!-]*"
_REQUIREMENT = re.compile(
    r"[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?( *\[[\w., -]*\])?"  # a name, and extras
    rf"( *@ *[^\s;&|<>(){{}}]+| *{_SPECIFIER}( *, *{_SPECIFIER})*)?"
)
_FILE = re.compile(r"([a-z]+[+:]|[.\w~/-]*/)[^\s;&|<>(){}]+|[\w.+-]+\.(whl|tar\.gz|zip)")
_REMOTE = frozenset(("https", "http", "ssh", "git"))
_HERE = re.compile(r"localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1|", re.IGNORECASE)
_INSTALLERS = frozenset(("pip", "uv", "poetry", "pdm", "hatch", "pipx", "pipenv"))
_HASHES = ("sha512", "sha384", "sha256")  # that pip takes, and nobody can forge


def installed() -> str:
    """What pip is to install for the version that runs now, as the installation's record has it.

    Raises:
        UnusableError: the record does not say it, or names what only this machine has.
    """
    try:
        found = distribution(NAME)
    except PackageNotFoundError:
        raise _unknown("it runs from its source") from None
    record = found.read_text("direct_url.json")
    installer = (found.read_text("INSTALLER") or "").strip()
    if record is None and installer.lower() not in _INSTALLERS:
        raise _unknown(f"it was installed by {installer or 'something other than pip'!r}")
    return requirement(record)


def requirement(record: str | None) -> str:
    """The requirement that a record of an installation means (PEP 610).

    None: pip found the package in an index, by its name.

    Raises:
        UnusableError: what was installed is on this machine only, or cannot be named so that
            nothing else can take its place.
    """
    if record is None:
        return f"{NAME}=={__version__}"
    found = _read(record)
    url = urlsplit(str(found.get("url", "")))
    if url.scheme not in _REMOTE or _HERE.fullmatch(url.hostname or ""):
        raise _unknown(f"it was installed from {url.path or 'a folder'!r}, which CI does not have")
    pinned = _pinned(found, _without_secrets(url))
    if " " in pinned or _UNSAFE.search(pinned):
        raise _unknown("its address has characters that would act in a workflow")
    return f"{NAME} @ {pinned}"


def _read(record: str) -> dict[str, Any]:
    try:
        found = json.loads(record)
        urlsplit(str(found.get("url", "")))
    except (ValueError, AttributeError) as error:
        raise _unknown("the record of the installation cannot be read") from error
    return {key: value for key, value in found.items() if value is not None}


def _pinned(record: Mapping[str, Any], url: str) -> str:
    """An address by which pip gets the very same: a commit, or a file with its hash."""
    folder = [f"subdirectory={record['subdirectory']}"] if "subdirectory" in record else []
    vcs = record.get("vcs_info")
    if vcs:
        commit = vcs.get("commit_id")
        if not commit:
            raise _unknown("the record of the installation names no commit")
        fragments, url = folder, f"{vcs.get('vcs', 'git')}+{url}@{commit}"
    else:
        archive = record.get("archive_info") or {}
        kind, _, value = str(archive.get("hash", "")).partition("=")
        hashes = {kind: value, **(archive.get("hashes") or {})}
        best = next((kind for kind in _HASHES if hashes.get(kind)), None)
        if best is None:
            raise _unknown("the record of the installation has no hash of the file")
        fragments = [f"{best}={hashes[best]}", *folder]
    return f"{url}#{'&'.join(fragments)}" if fragments else url


def checked(given: str) -> str:
    """A requirement that the command line names.

    Raises:
        UnusableError: pip would take it for none, or it has characters that would act in a workflow
            or a shell.
    """
    text = given.strip()
    is_known = _REQUIREMENT.fullmatch(text) or _FILE.fullmatch(text)
    if not is_known or text.startswith("-") or _UNSAFE.search(given):
        raise UnusableError(
            f"--install {given!r} is no requirement that can be written into a workflow: it needs"
            f" to be one, such as {NAME}=={__version__} or '{NAME} @ git+https://HOST/PATH@COMMIT',"
            " without quotes, `$` and control characters"
        )
    return text


def _without_secrets(url: SplitResult) -> str:
    """The URL without a password or a token; the user that ssh needs stays."""
    user, at, host = url.netloc.rpartition("@")
    keeps = at and url.scheme == "ssh"
    netloc = f"{user.partition(':')[0]}@{host}" if keeps else host
    return url._replace(netloc=netloc, query="", fragment="").geturl()


def _unknown(why: str) -> UnusableError:
    return UnusableError(
        f"how CI is to install {NAME} cannot be known: {why}. Say it, for example with"
        f" --install '{NAME} @ git+https://HOST/OWNER/{NAME}@COMMIT'"
    )
