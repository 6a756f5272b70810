from devtools import module_table


def test_the_table_of_modules_is_up_to_date() -> None:
    page = module_table.PAGE.read_text(encoding="utf-8")
    assert module_table.table() in page, "run: python3 dev.py docs"


def test_every_module_says_its_idea_and_every_package_is_there() -> None:
    table = module_table.table()
    assert "|  |" not in table
    assert "| `place.py` | " in table
    assert "| `plan/load.py` | " in table
    assert "| `lint/rules/` | The P rules" in table
    assert "lint/rules/own_rule.py" not in table
