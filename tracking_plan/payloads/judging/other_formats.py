"""What a line that is no JSON looks like, and the way to JSON from there."""

import re
from typing import NamedTuple

from tracking_plan import git_lfs

_LOOKED_AT = 300  # bytes


class OtherFormat(NamedTuple):
    """A format that people take for one payload a line."""

    name: str
    hint: str


_FORMATS = (
    (
        re.compile(rb"version https://git-lfs\.github\.com/spec/v1"),
        OtherFormat("a Git LFS pointer, without the content", git_lfs.HINT),
    ),
    (
        re.compile(rb"\s*<(?:!DOCTYPE|\?xml|/?[A-Za-z][\w:-]*[\s/>])", re.IGNORECASE),
        OtherFormat("HTML or XML", "capture what is sent to the API, not the page it answers with"),
    ),
    (
        re.compile(
            rb"\s*[\[{][^\"]*(?:'[^']*'\s*:|\b(?:None|True|False)\b)|.*: (?:None|True|False)[,}]"
        ),
        OtherFormat("Python, not JSON", "write it with json.dumps, not with print or str"),
    ),
    (
        re.compile(rb"\s*\{\s*[A-Za-z_$][\w$]*\s*:"),
        OtherFormat(
            "JavaScript, not JSON", "write it with JSON.stringify: keys have double quotes"
        ),
    ),
    (
        re.compile(rb"---|\s*(?:- +)?[A-Za-z_$][\w $]*:(?:\s|$)|\s*- +\S"),
        OtherFormat("YAML, not JSON", "write it as JSON, for example with yq -o json"),
    ),
    (
        re.compile(rb"\"?[\w$. -]+\"?(?:([,;\t])\"?[\w$. -]*\"?)(?:\1.*)?\Z"),
        OtherFormat(
            "CSV without a header", "begin the file with the names of its columns: event,properties"
        ),
    ),
)
_GOES_ON = OtherFormat(
    "the first line of JSON that goes on below, and the file has a payload on each line",
    "`jq -c . FILE` writes each on one line",
)


def other_format(raw: bytes) -> OtherFormat | None:
    """The format that bytes which are no JSON look like; None where they look like none."""
    if raw.strip() in (b"{", b"["):
        return _GOES_ON
    head = raw[:_LOOKED_AT].split(b"\n", 1)[0].rstrip(b"\r")
    return next((form for pattern, form in _FORMATS if pattern.match(head)), None)
