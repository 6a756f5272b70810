"""How long `tracking-plan usage` takes, as a ratio: `python benchmarks/usage_speed.py [FOLDER]`.

The code of the shop and that below FOLDER (the packages that this Python has), copied into a git
checkout, is scanned by a whole process, and read by another that does no more than open each file.
The runs take turns; the medians are compared. So are two files with many calls, one four times as
long as the other.
"""

import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

SHOP = Path(__file__).parent.parent / "examples" / "shop"
ENDINGS = (".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx")
PLAN = "tracking_plan: 1\nevents: {Checkout Started: {additional_properties: true}}\n"
RUNS = 5
CALL = """\
export function sent{number}(a: string, b: number) {{
  const properties = {{ a, b }};
  if (a) altertable.track("Checkout Started", properties);
}}
"""
FEW, MANY = 1_250, 5_000  # calls
READ = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(tuple(sys.argv[2:])):
            with open(os.path.join(folder, name), "rb") as stream:
                stream.read()
"""


def main() -> None:
    """Print the ratios, and files per second."""
    source = Path(sys.argv[1] if sys.argv[1:] else sysconfig.get_path("purelib"))
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        (tree / "tracking-plan.yaml").write_text(PLAN)
        copy_code(SHOP, tree / "shop")
        copy_code(source, tree / "code")
        subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
        files = [path for path in tree.rglob("*") if path.suffix in ENDINGS]
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        program = str(Path(sys.executable).with_name("tracking-plan"))
        usage = [program, "usage", "--format", "json"]
        read = [sys.executable, "-c", READ, folder, *ENDINGS]
        _seconds(usage, tree), _seconds(read, tree)
        pairs = [(_seconds(usage, tree), _seconds(read, tree)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"usage, {len(files):,} files, {megabytes:.0f} MB: {ours:.2f} s = {ours / theirs:.1f}x"
        f" reading them ({theirs:.2f} s); {len(files) / ours:,.0f} files a second"
    )
    few, many = _of_one_file(usage, FEW), _of_one_file(usage, MANY)
    print(f"a file with {MANY:,} calls: {many:.2f} s = {many / few:.1f}x one with {FEW:,}")


def _of_one_file(usage: list[str], calls: int) -> float:
    """The seconds that a file with so many calls takes."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        (tree / "tracking-plan.yaml").write_text(PLAN)
        code = "".join(CALL.format(number=number) for number in range(calls))
        (tree / "app.ts").write_text(
            f'import {{ altertable }} from "@altertable/altertable-js";\n{code}'
        )
        return statistics.median(_seconds(usage, tree) for _ in range(3))


def copy_code(source: Path, target: Path) -> None:
    """Copy the code below a folder, and nothing else."""
    for path in source.rglob("*"):
        if path.suffix in ENDINGS and "node_modules" not in path.parts and path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _seconds(command: list[str], folder: Path) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=environment)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
