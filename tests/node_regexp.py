"""What `RegExp` of Node says, many patterns at once."""

import json
import subprocess
from collections.abc import Sequence
from typing import NamedTuple

_SCRIPT = """
const cases = JSON.parse(require('fs').readFileSync(0));
const said = cases.map(([pattern, flags, texts]) => {
  try {
    new RegExp(pattern, flags);
    // By itself, V8 also looks between the halves of a surrogate pair, which ECMA-262 does not.
    const found = new RegExp(`^[^]*?(?:${pattern})`, flags);
    return texts.map((text) => found.test(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
});
console.log(JSON.stringify(said));
"""


class Search(NamedTuple):
    """A pattern, the flags that it is compiled with, and the texts to search."""

    pattern: str
    flags: str
    texts: Sequence[str]


def node_says(searches: Sequence[Search]) -> list[list[bool] | None]:
    """In which texts each pattern is found; None where it is no regular expression."""
    done = subprocess.run(
        ["node", "-e", _SCRIPT],
        input=json.dumps(searches),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    said: list[list[bool] | None] = json.loads(done.stdout)
    return said
