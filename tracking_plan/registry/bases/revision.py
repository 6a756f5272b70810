"""A revision as the user writes it to the commit to compare with: its merge base with HEAD."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.names.likeness import nearest
from tracking_plan.registry.bases.errors import BaseError, UnknownRevisionError
from tracking_plan.registry.bases.repository import Repository, failure

_MOST_REFS = "--count=20000"
_MOST_CHARACTERS = 1000
_KINDS = ("refs/heads/", "refs/tags/", "refs/remotes/")
_FETCH = (
    "fetch more of the history: `git fetch --deepen=200`, or `git fetch --unshallow` for all of it;"
    " `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab"
)
_REVISION = re.compile(r"(?:[^:{]|\{[^}]*\}|\{)*")
_SHORT = 7
AGAINST = "--against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A commit to read a plan from; `label` names it to people, `short` in front of paths."""

    oid: str
    label: str
    notes: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The beginning of the commit's name."""
        return self.oid[:_SHORT]


def named_path(text: str) -> tuple[str, str | None]:
    """`REVISION:PATH` taken apart; a colon in braces is one of a date."""
    match = _REVISION.match(text)
    end = match.end() if match else 0
    return text[:end], text[end + 1 :] if end < len(text) else None


def base_revision(
    repository: Repository, text: str, tip: str = "HEAD", option: str = AGAINST
) -> Revision:
    """The merge base of a revision and a tip; `option` is what the user named the revision with.

    Comparing with the revision itself would show what others did there meanwhile as undone here.

    Raises:
        BaseError: there is no such revision, or no merge base.
    """
    oid, notes = commit_named(repository, text, option)
    head = _head(repository, text, option) if tip == "HEAD" else _known(repository, tip)
    found = _merge_bases(repository, (oid, head), (text, tip), option)
    base = found[0]
    if len(found) > 1:
        notes += (f"{text} and {tip} have {len(found)} merge bases; {base[:_SHORT]} is compared",)
    if option == AGAINST and oid == head and text not in ("HEAD", "@"):
        notes += (f"HEAD is at {text} itself: what is not committed yet is all that can differ",)
    of = text if base == oid else f"merge base of {text}"
    return Revision(oid=base, label=f"{base[:_SHORT]} ({of})", notes=notes)


def is_revision(repository: Repository, text: str) -> bool:
    """Whether git knows a commit of that name."""
    try:
        commit_named(repository, text)
    except BaseError:
        return False
    return True


def whole_name(repository: Repository, text: str) -> str:
    """A revision that git knows, so that nothing else can be meant: `refs/tags/v1`, for `v1`."""
    if text == "HEAD":
        return "@"
    answer = repository.ask("rev-parse", "--symbolic-full-name", "--end-of-options", text)
    names = answer.output.decode("utf-8", "replace").split() if answer.code == 0 else []
    return next((name for name in names if name.startswith("refs/")), f"{text}^0")


def commit_named(
    repository: Repository, text: str, option: str = AGAINST
) -> tuple[str, tuple[str, ...]]:
    """The commit that a revision names, and what to know about it.

    Raises:
        BaseError: there is no such revision.
    """
    _refuse_odd(text, option)
    answer = repository.ask("rev-parse", "--verify", "--end-of-options", f"{text}^{{commit}}")
    if answer.code == 0:
        is_ambiguous = b"is ambiguous" in answer.errors
        note = f"{text!r} is more than one branch or tag; `refs/heads/{text}` is the branch"
        return answer.output.decode().strip(), (note,) if is_ambiguous else ()
    if b"upstream" in answer.errors or b"HEAD does not point" in answer.errors:
        hint = "`git branch --set-upstream-to=origin/main` sets one; or name the branch"
        raise UnknownRevisionError(f"{text!r}: there is no upstream branch here", hint)
    if b"expected commit type" in answer.errors:
        raise BaseError(f"{text!r} names no commit", "name a branch, a tag or a commit")
    if b"promisor" in answer.errors:
        raise failure(answer)
    raise _unknown(repository, text, option)


def _refuse_odd(text: str, option: str) -> None:
    """Refuses what is no revision, before git sees it."""
    if ".." in text:
        sides = [side for side in re.split(r"\.\.+", text) if side]
        one = sides[0] if sides else "main"
        why = " compares with its merge base with HEAD" if option == AGAINST else ""
        hint = f"name one: `{option} {one}`{why}"
        raise BaseError(f"{text!r} is a range, not one revision", hint)
    if not text.strip() or len(text) > _MOST_CHARACTERS:
        raise BaseError("there is no revision of that name", "name a branch, a tag or a commit")
    if text.startswith(("-", "^")):
        raise BaseError(
            f"{text!r} is an option or an exclusion, not a revision",
            f"`refs/heads/{text}` names a branch that is really called so",
        )
    if not text.isprintable():
        raise BaseError(f"{text!r} is no revision: no name in git has such characters")


def _unknown(repository: Repository, text: str, option: str) -> BaseError:
    """The error for a revision that git does not know, with one that may be meant."""
    head = repository.ask("rev-parse", "--verify", "HEAD^{commit}")
    if text in ("HEAD", "@") or (head.code != 0 and not list(_refs(repository))):
        message = "the repository has no commit yet, and so no earlier plan"
        return UnknownRevisionError(message, _commit_first(option))
    close = _close(text, list(_refs(repository)))
    message = f"git knows no revision {text!r}"
    if close:
        return UnknownRevisionError(message, f"did you mean {_either(close)}?")
    if repository.is_shallow:
        return UnknownRevisionError(f"{message} in this shallow clone", _FETCH)
    remote, _, branch = text.partition("/")
    hint = f"`git fetch {remote} {branch}` fetches it" if branch else "`git branch -a` lists them"
    return UnknownRevisionError(message, hint)


def _refs(repository: Repository) -> Iterator[str]:
    """The branches and tags, as people write them."""
    answer = repository.ask("for-each-ref", _MOST_REFS, "--format=%(refname)", *_KINDS)
    for line in answer.output.decode("utf-8", "replace").splitlines():
        kind = next((kind for kind in _KINDS if line.startswith(kind)), "")
        yield line.removeprefix(kind)


def _close(text: str, refs: Iterable[str]) -> list[str]:
    """The names that may be meant: the same branch here or in a remote, or one that looks alike."""
    known = [ref for ref in refs if not ref.endswith("/HEAD")]
    same = [ref for ref in known if ref.endswith(f"/{text}") or text.endswith(f"/{ref}")]
    alike = nearest(text, known)
    return same[:3] or ([alike] if alike is not None else [])


def _either(names: Iterable[str]) -> str:
    return " or ".join(map(repr, names))


def _known(repository: Repository, tip: str) -> str:
    return commit_named(repository, tip)[0]


def _commit_first(option: str) -> str:
    return "commit first, or compare with a folder" if option == AGAINST else "commit first"


def _head(repository: Repository, text: str, option: str) -> str:
    answer = repository.ask("rev-parse", "--verify", "HEAD^{commit}")
    if answer.code != 0:
        message = f"HEAD has no commit yet, and so no merge base with {text!r}"
        raise BaseError(message, _commit_first(option))
    return answer.output.decode().strip()


def _merge_bases(
    repository: Repository, oids: tuple[str, str], names: tuple[str, str], option: str
) -> list[str]:
    text, tip = names
    answer = repository.ask("merge-base", "--all", *oids)
    if answer.code not in (0, 1):
        raise failure(answer)
    found = answer.output.decode().split()
    if found:
        return found
    if repository.is_shallow:
        raise BaseError(f"the merge base of {text} and {tip} is not in this shallow clone", _FETCH)
    archive = f"`git archive -o base.tar {text}` writes what `--against base.tar` compares with"
    hint = archive if option == AGAINST else f"name a commit of the history of {tip}"
    raise BaseError(f"{text} and {tip} have no common commit", hint)
