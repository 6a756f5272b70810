"""The texts of a project's code, each read when it is asked for, and not again if it is kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from tracking_plan.place import shown_path
from tracking_plan.usage.keeping.texts import Texts
from tracking_plan.usage.languages.language import FileContent, Languages
from tracking_plan.usage.project.files import CodeFile, Unread, is_regular

_Fact = TypeVar("_Fact")


class CodeTexts:
    """The texts of the files below a folder, by their names. `listed` are those of the scan."""

    def __init__(
        self,
        folder: Path,
        cwd: Path,
        languages: Languages,
        listed: Iterable[CodeFile],
        kept: Texts,
    ) -> None:
        self._folder, self._cwd, self._languages = folder, cwd, languages
        self._paths = {file.name: file.path for file in listed}
        self._retained: dict[str, FileContent] = {}
        self.kept = kept

    def path(self, name: str) -> str | None:
        """The path of a file; None: it is a link, or no file, and not of the scan."""
        if name in self._paths:
            return self._paths[name]
        path = str(self._folder / name)
        return path if is_regular(path) else None

    def retain(self, name: str) -> FileContent | Unread:
        """A file, which stays in memory."""
        if name not in self._retained:
            found = self._read(name, self._paths[name])
            if isinstance(found, Unread):
                return found
            self._retained[name] = found
        return self._retained[name]

    def gone(self, name: str) -> FileContent:
        """A file that cannot be read any more, as an empty one."""
        self.kept.is_steady = False
        language = self._languages.of_file(name) or next(iter(self._languages))
        dialect = next(iter(language.dialects.values()))
        return FileContent(self._shown(self._paths[name]), name, language.name, dialect, b"")

    def file(self, name: str) -> FileContent | None:
        """A file; None where it cannot be read, or is a link."""
        if name in self._retained:
            return self._retained[name]
        path = self.path(name)
        found = self._read(name, path) if path is not None else None
        return None if isinstance(found, Unread) else found

    def content(self, name: str) -> bytes | None:
        """The code in a file; None where it cannot be read, or is a link."""
        found = self.file(name)
        return found.content if found is not None else None

    def state(self, name: str) -> str | None:
        """What tells a file from others: its content, and what it is called."""
        path = self.path(name)
        digest = self.kept.digest(path) if path is not None else None
        return f"{digest} {self._shown(path)}" if digest and path is not None else None

    def says(self, name: str, kind: str, find: Callable[[bytes], _Fact]) -> _Fact | None:
        """What the code in a file says, found by `find` or kept as a `kind`; None: unread."""
        path = self.path(name)
        if path is None:
            return None
        return self.kept.fact(path, f"code {kind}", find, lambda: self.content(name))

    def _read(self, name: str, path: str) -> FileContent | Unread:
        content = self.kept.read(path)
        if isinstance(content, Unread):
            return content
        return self._languages.content(self._shown(path), name, content)

    def _shown(self, path: str) -> str:
        return shown_path(Path(path), self._cwd)


class Files(Mapping[str, FileContent]):
    """Some of the files of a scan, each read when it is taken out."""

    def __init__(self, names: Iterable[str], texts: CodeTexts) -> None:
        self._names = dict.fromkeys(names)
        self._texts = texts

    def __getitem__(self, name: str) -> FileContent:
        """A file; one that is gone, since it was looked at, counts as empty."""
        self._names[name]  # raises `KeyError`
        found = self._texts.retain(name)
        if isinstance(found, Unread):
            return self._texts.gone(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Their names, in the order of the scan."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many they are."""
        return len(self._names)
