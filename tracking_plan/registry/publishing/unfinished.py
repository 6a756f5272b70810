"""What a run of `publish` leaves that does not come to its end: files that nobody has published.

Before its files, a run writes down which they are, and which index it has found. As long as that
is the index, the run has not come to its end, and the files are none of the registry.
"""

import json
from collections.abc import Mapping

from tracking_plan.registry.publishing.json_text import file_hash, json_bytes

Left = frozenset[tuple[str, str]]
"""Files by their paths below the registry, each with the hash of its content."""


def journal(files: Mapping[str, bytes], index: bytes | None) -> bytes:
    """What a run writes down before it writes these files; `index` None: there is none yet."""
    return json_bytes(
        {
            "index": None if index is None else file_hash(index),
            "files": {path: file_hash(content) for path, content in files.items()},
        }
    )


def unfinished(journal: bytes, index: bytes | None) -> Left:
    """The files of a run that did not come to its end; none where the index is not as it was."""
    try:
        said = json.loads(journal)
        files, found = said["files"], said["index"]
        if found != (None if index is None else file_hash(index)):
            return frozenset()
        return frozenset((str(path), str(digest)) for path, digest in files.items())
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return frozenset()
