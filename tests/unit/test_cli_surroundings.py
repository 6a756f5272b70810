from pathlib import Path

import pytest

from tracking_plan.cli.init.surroundings import find_sources


def found(folder: Path, *files: str) -> dict[str, tuple[str, ...]]:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return {source.name: source.paths for source in find_sources(folder)}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ((), {}),
        (("README.md", "docs/a.md"), {}),
        (("src/a.ts", "src/b/c.tsx"), {"web": ("**",)}),
        (("web/a.ts", "api/b.py"), {"web": ("web/**",), "backend": ("api/**",)}),
        (("app/a.ts", "app/b.py"), {"web": ("app/**/*.ts",), "backend": ("app/**/*.py",)}),
        (("a.ts", "b.py"), {"web": ("*.ts",), "backend": ("*.py",)}),
        (("web/a.ts", "api/b.py", "next.config.js"), {"web": ("web/**",), "backend": ("api/**",)}),
        (("server/a.ts", "web/b.ts"), {"web": ("web/**",), "backend": ("server/**",)}),
        (("ios/A.swift", "android/A.kt"), {"ios": ("ios/**",), "android": ("android/**",)}),
        (("web/a.ts", "tests/b.py", "web/node_modules/x/y.py", ".venv/c.py"), {"web": ("**",)}),
    ],
)
def test_folders_show_who_sends(
    tmp_path: Path, files: tuple[str, ...], expected: dict[str, tuple[str, ...]]
) -> None:
    assert found(tmp_path, *files) == expected
