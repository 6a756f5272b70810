from pathlib import Path

import pytest

from devtools import possessive


@pytest.mark.parametrize(
    "pattern", ["a*+", "a++b", "a?+", "a{2}+", "(?:a|b)*+", "(?>a|b)", b"[^a]*+"]
)
def test_possessive_quantifiers_and_atomic_groups_are_found(pattern: str | bytes) -> None:
    assert possessive.is_possessive(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\*+", "[*+]", "[a}+]", r"\(?>", "a+?", "a*b+", "(", r"[?+*]+"]
)
def test_what_only_looks_like_them_is_not(pattern: str) -> None:
    assert not possessive.is_possessive(pattern)


def test_patterns_are_found_where_they_are_compiled_and_where_they_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "odd_patterns.py"
    module.write_text(
        "import re\n"
        "ATOM = '[()*+,]'  # is fine\n"
        "TABLE = {'a': (re.compile(ATOM + '*+'),)}\n"
        "def first(text): return re.search(f'{ATOM}++', text)\n"
        "def second(text, one): return re.sub(rf'(?>{one})', '', text)\n"
        "def third(text, one): return re.sub(one, '', text) or re.escape('a*+')\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(possessive, "ROOT", tmp_path)
    found = [line.partition(": ")[2] for line in possessive.found([module])]
    assert sorted(found) == [
        "'(?>x)' is possessive",
        "'[()*+,]*+' is possessive",
        "'[()*+,]++' is possessive",
    ]
