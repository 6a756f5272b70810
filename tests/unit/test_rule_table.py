from devtools import rule_table
from tracking_plan.families import FAMILIES
from tracking_plan.triage.rule_index import all_codes


def test_the_table_of_rules_is_up_to_date() -> None:
    written = rule_table.PATH.read_text(encoding="utf-8")
    assert written == rule_table.table(), "run: python3 dev.py docs"


def test_every_family_and_every_code_has_a_row() -> None:
    table = rule_table.table()
    assert all(f"## {letter}: {one.title}\n" in table for letter, one in FAMILIES.items())
    assert all(f"| {code.id} | `{code.name}` |" in table for code in all_codes())
