"""Which files of a project are looked at, and which hold calls that cannot be read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tracking_plan.globs import fixed_prefix, matcher
from tracking_plan.plan.model import Plan
from tracking_plan.usage.project.files import (
    CodeFile,
    code_files,
    dialect_of,
    holds_any,
    listing,
    selected,
)


def listed(
    folder: Path, everything: Iterable[str], limits: tuple[Path, ...], plan: Plan | None
) -> Iterator[CodeFile]:
    """The files to look at: those of the plan's settings, or those that were named."""
    paths = plan.usage.paths if plan else ()
    exclude = (*(plan.usage.exclude if plan else ()), *_outputs(plan))
    if not limits:
        yield from code_files(folder, selected(everything, paths=paths, exclude=exclude))
        return
    unwanted = matcher(exclude, below=True)
    for limit in limits:
        found = _one(limit) if limit.is_file() else code_files(limit, listing(limit).code)
        for file in found:
            name = _name_below(Path(file.path), folder)
            if limit.is_file() or not unwanted(name):
                yield replace(file, name=name)


def _one(path: Path) -> Iterator[CodeFile]:
    dialect = dialect_of(path.name)
    if dialect:
        yield CodeFile(path=str(path), name=path.name, dialect=dialect)


def _name_below(path: Path, folder: Path) -> str:
    """The path as seen from the plan's folder."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def foreign_sources(
    folder: Path,
    names: Iterable[str],
    source_of: Callable[[str], str | None],
    plan: Plan | None,
    needles: tuple[bytes, ...],
) -> Iterator[str | None]:
    """The sources of files that hold one of `needles` in a language that no scanner reads."""
    paths = plan.usage.paths if plan else ()
    exclude = plan.usage.exclude if plan else ()
    for name in selected(names, paths=paths, exclude=exclude):
        if holds_any(str(folder / name), needles):
            yield source_of(name)


def closed_folders(
    folder: Path, everything: Iterable[str], limits: tuple[Path, ...], plan: Plan | None
) -> Iterator[Path]:
    """The folders that would be looked at, and cannot be looked into."""
    unwanted = matcher((*(plan.usage.exclude if plan else ()), *_outputs(plan)), below=True)
    starts = [fixed_prefix(path + "/x") for path in (plan.usage.paths if plan else ())]
    if limits:
        for limit in filter(Path.is_dir, limits):
            for path in (limit / name for name in listing(limit).closed):
                if not unwanted(f"{_name_below(path, folder)}/x"):
                    yield path
        return
    for name in everything:
        way = f"{name}/"
        wanted = any(way.startswith(start) or start.startswith(way) for start in starts)
        if (wanted or not starts) and not unwanted(f"{way}x"):
            yield folder / name


def _outputs(plan: Plan | None) -> Iterator[str]:
    """What `generate` writes: helpers, which are no call sites."""
    return (target.output for target in (plan.generate if plan else ()))
