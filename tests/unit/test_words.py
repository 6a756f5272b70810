from pathlib import Path

import pytest

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
    found = {one.text for one in words.avoided([module])}
    assert found == {"lanes", "links", "Held", "told", "bears", "extent", "damage", "needle"}


@pytest.mark.parametrize("name", ["damaged", "_is_damaging", "Supposition", "stretched", "HeedAll"])
def test_other_forms_of_a_word_are_refused_too(name: str) -> None:
    assert words.is_avoided(name)


@pytest.mark.parametrize("name", ["part", "symlink", "text", "lanyard", "threshold", "unbearable"])
def test_longer_words_are_others(name: str) -> None:
    assert not words.is_avoided(name)


def test_texts_have_none_of_the_words_that_they_may_not_have(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""What holds and links.\n\nIs to an extent damaged."""\n'
        'KEY = "damaged"\n'
        "def said(count: int) -> str:\n"
        '    return f"{count} Needles, as supposed; a plane, told"\n',
        encoding="utf-8",
    )
    found = [(one.line, one.text) for one in words.avoided([module])]
    assert sorted(found) == [
        (3, "damaged"),
        (3, "extent"),
        (4, "damaged"),
        (6, "Needles"),
        (6, "supposed"),
    ]
