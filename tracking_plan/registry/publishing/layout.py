"""How the files of a registry are called, below its folder."""

import re

INDEX = "index.json"
JOURNAL = ".unfinished.json"
VERSION_FILE = re.compile(r"(?:[a-z0-9]+-)*[0-9a-f]{8}/[0-9]+\.[0-9]+\.json")
