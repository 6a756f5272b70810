"""What all reports as a page of HTML share: a style, and what a browser lets them do.

A page needs nothing else: no network, no font, no file. Whatever names hold, it is shown as text.
"""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracking_plan.report.escape import visible


def shared_style() -> str:
    """The style of all pages."""
    return own_text("tracking_plan.report", "page.css")


def own_text(package: str, name: str) -> str:
    """The text of a file of the package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def policy(style: str, script: str | None = None) -> str:
    """What a browser lets a page do: use its own style and script, if any, and nothing else."""
    uses = f"style-src '{_hash(style)}'"
    if script is not None:
        uses += f"; script-src '{_hash(script)}'"
    return f"default-src 'none'; {uses}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def environment(package: str) -> Environment:
    """The templates of a package, which escape all that they are given."""
    name, _, folder = package.partition(".")
    found = Environment(
        loader=PackageLoader(name, folder),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["visible"] = visible
    return found
