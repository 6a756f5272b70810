import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_is_listed_in_pyproject() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = (path.parent for path in (ROOT / "tracking_plan").rglob("__init__.py"))
    names = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    # `schemas/` stands at the top level: no search for packages would find it under its name.
    assert sorted(settings["tool"]["setuptools"]["packages"]) == sorted(
        names | {"tracking_plan.schemas"}
    )
