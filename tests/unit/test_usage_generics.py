"""What a function returns by its type parameters is what the types at its call say."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

OWN = """import { altertable } from '@altertable/altertable-js';
export class Own { send(n: string) { altertable.track(n); } }
export interface Sender { send(n: string): void }
"""
CORE = """export class Token<T> { constructor(readonly text: string) {} }
export class Pair<K, T> { constructor(readonly text: string) {} }
export function take<T>(token: Token<T>): T { return found(token.text); }
export function maybe<T>(token: Token<T>): T | undefined { return found(token.text); }
export async function later<T>(token: Token<T>): Promise<T> { return found(token.text); }
export function second<K, T>(pair: Pair<K, T>): T { return found(pair.text); }
export function after<T>(scope: object, token: Token<T>): T { return found(token.text); }
export function get<T>(name: string): T { return found(name); }
export function fixed<T>(token: Token<T>): string { return found(token.text); }
export class Box { take<T>(token: Token<T>): T { return found(token.text); } }
export const arrow = <T>(token: Token<T>): T => found(token.text);
"""
IMPORTS = """import { Token, Pair, Box, take, maybe, later } from './core';
import { second, after, get, fixed, arrow } from './core';
import { Own, Sender } from './own';
"""


def _events(folder: Path, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).write_text(text)
    found = scan_project(folder, cwd=folder).calls
    return [event.name for call in found for event in call.events]


TYPED = {
    "token": "const T = new Token<Own>('a');\ntake(T).send('A');",
    "variable": "const T = new Token<Own>('a');\nconst own = take(T);\nown.send('A');",
    "in place": "take(new Token<Own>('a')).send('A');",
    "declared token": "declare const T: Token<Own>;\ntake(T).send('A');",
    "or nothing": "const T = new Token<Own>('a');\nmaybe(T)?.send('A');",
    "later": "const T = new Token<Own>('a');\nasync function f() { (await later(T)).send('A'); }",
    "second of two": "const T = new Pair<string, Own>('a');\nsecond(T).send('A');",
    "second argument": "const T = new Token<Own>('a');\nafter({}, T).send('A');",
    "given at the call": "get<Own>('own').send('A');",
    "method": "const T = new Token<Own>('a');\nconst box = new Box();\nbox.take(T).send('A');",
    "arrow": "const T = new Token<Own>('a');\narrow(T).send('A');",
    "field": "const T = new Token<Own>('a');\n"
             "class A { own = take(T); f() { this.own.send('A'); } }",
}  # fmt: skip


@pytest.mark.parametrize("form", TYPED)
def test_a_type_at_the_call_says_what_is_returned(form: str, tmp_path: Path) -> None:
    files = {"own.ts": OWN, "core.ts": CORE, "use.ts": IMPORTS + TYPED[form]}
    assert _events(tmp_path, files) == ["A"]


def test_a_token_may_be_of_another_file(tmp_path: Path) -> None:
    tokens = "import { Token } from './core';\nimport { Own } from './own';\n"
    tokens += "export const T = new Token<Own>('a');\n"
    use = "import { take } from './core';\nimport { T } from './tokens';\ntake(T).send('A');\n"
    files = {"own.ts": OWN, "core.ts": CORE, "tokens.ts": tokens, "use.ts": use}
    assert _events(tmp_path, files) == ["A"]


OTHERS = {
    "no type": "const T = new Token('a');\ntake(T).send('A');",
    "other class": "class Own2 { send(n) {} }\nconst T = new Token<Own2>('a');\ntake(T).send('A');",
    "interface": "const T = new Token<Sender>('a');\ntake(T).send('A');",
    "other result": "const T = new Token<Own>('a');\nfixed(T).send('A');",
    "other token": "class Tag<T> {}\nconst T = new Tag<Own>('a');\ntake(T).send('A');",
    "several tokens": "let T = new Token<Own>('a');\nT = load();\ntake(T).send('A');",
    "spread": "const T = [new Token<Own>('a')];\ntake(...T).send('A');",
    "first of two": "const T = new Pair<Own, string>('a');\nsecond(T).send('A');",
    "foreign function": "import { grab } from 'other';\nconst T = new Token<Own>('a');\n"
                        "grab(T).send('A');",
}  # fmt: skip


@pytest.mark.parametrize("form", OTHERS)
def test_other_types_say_nothing(form: str, tmp_path: Path) -> None:
    files = {"own.ts": OWN, "core.ts": CORE, "use.ts": IMPORTS + OTHERS[form]}
    assert _events(tmp_path, files) == []


DECLARED = {
    "function": "function own(): Own { return found('own'); }\nown().send('A');",
    "arrow": "const own = (): Own => found('own');\nown().send('A');",
    "hook": "const useOwn = (): Own => { const c = useContext(C); return c; };\n"
            "function f() { const own = useOwn(); own.send('A'); }",
}  # fmt: skip


@pytest.mark.parametrize("form", DECLARED)
def test_a_declared_result_counts_where_what_is_returned_is_not_followed(
    form: str, tmp_path: Path
) -> None:
    files = {"own.ts": OWN, "core.ts": CORE, "use.ts": IMPORTS + DECLARED[form]}
    assert _events(tmp_path, files) == ["A"]
