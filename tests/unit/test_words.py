from pathlib import Path

from devtools import words


def test_the_words_of_a_name_are_those_between_underscores_and_capitals() -> None:
    assert words.words("_is_heldBack2") == {"is", "held", "back"}
    assert words.words("HTTPLink") == {"http", "link"}
    assert words.words("withhold") == {"withhold"}


def test_every_kind_of_name_is_looked_at(tmp_path: Path) -> None:
    module = tmp_path / "lanes.py"
    module.write_text(
        "import os as links\n"
        "class Held:\n"
        "    told: int\n"
        "    def bears(self, extent):\n"
        "        self.damage = extent\n"
        "        for needle in (): pass\n"
        "def fine(whole): return whole.parts\n",
        encoding="utf-8",
    )
    found = {name.text for name in words.avoided([module])}
    assert found == {"lanes", "links", "Held", "told", "bears", "extent", "damage", "needle"}
