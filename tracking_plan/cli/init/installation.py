"""How another machine can install the very version that runs now."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
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


def installed() -> str:
    """What pip is to install for the version that runs now, as the installation's record has it.

    Raises:
        UnusableError: the record does not say it, or names what only this machine has.
    """
    try:
        record = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        raise _unknown("it runs from its source") from None
    return requirement(record)


def requirement(record: str | None) -> str:
    """The requirement that a record of an installation means (PEP 610).

    None: pip found the package in an index, by its name.

    Raises:
        UnusableError: what was installed is on this machine only.
    """
    if record is None:
        return f"{NAME}=={__version__}"
    found = json.loads(record)
    url = urlsplit(str(found.get("url", "")))
    if url.scheme not in _REMOTE:
        raise _unknown(f"it was installed from {url.path or 'a folder'!r}, which CI does not have")
    vcs = found.get("vcs_info")
    if vcs:
        return f"{NAME} @ {vcs.get('vcs', 'git')}+{_without_secrets(url)}@{vcs['commit_id']}"
    hashes = (found.get("archive_info") or {}).get("hashes") or {}
    fragment = "".join(f"#{kind}={value}" for kind, value in sorted(hashes.items())[:1])
    return f"{NAME} @ {_without_secrets(url)}{fragment}"


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
