"""What markup calls so itself is not what its scripts call so."""

from pathlib import Path

import pytest

from tracking_plan.usage.scan import scan_project

WRAPPER = (
    "import { altertable } from '@altertable/altertable-js';\n"
    "export function send(n, p) { altertable.track(n, p); }\n"
)
SETUP = "<script setup>\nimport { send } from './w';\nconst name = 'Other';\n</script>\n"
SVELTE = "<script>\nimport { send } from './w';\nconst name = 'Other';\n</script>\n"


def _names(folder: Path, file: str, text: str) -> list[str]:
    (folder / "w.js").write_text(WRAPPER)
    (folder / file).write_text(text)
    calls = scan_project(folder, cwd=folder).calls
    return [event.name for call in calls for event in call.events]


VUE = {
    "loop": '<a v-for="send in all" @click="send(\'X\')">a</a>',
    "loop with an index": '<a v-for="(send, i) of all" @click="send(\'X\')">a</a>',
    "slot": '<L v-slot="{ send }"><a @click="send(\'X\')">a</a></L>',
    "slot by its sign": '<L><template #row="{ on: send }"><a @click="send(\'X\')"/></template></L>',
    "value": '<a v-for="name in all" @click="send(name)">a</a>',
    "nested": '<p v-for="send in all"><p>a</p><a @click="send(\'X\')"/></p>',
}
SVELTES = {
    "each": "{#each all as send}<a on:click={() => send('X')}>a</a>{/each}",
    "each of objects": "{#each all as { send, id } (id)}<a on:click={() => send('X')}/>{/each}",
    "each of lists": "{#each all as [id, send], i}<a on:click={() => send('X')}/>{/each}",
    "await": "{#await p then send}<a on:click={() => send('X')}/>{/await}",
    "then": "{#await p}wait{:then send}<a on:click={() => send('X')}/>{/await}",
    "snippet": "{#snippet row(send)}<a onclick={() => send('X')}/>{/snippet}",
    "let": "<L let:send><a on:click={() => send('X')}/></L>",
    "let renamed": "<L let:on={send}><a on:click={() => send('X')}/></L>",
    "constant": "{#if x}{@const send = log}<a on:click={() => send('X')}/>{/if}",
    "value": "{#each all as name}<a on:click={() => send(name)}>a</a>{/each}",
}


@pytest.mark.parametrize("case", VUE)
def test_variables_of_vues_markup_hide_names(tmp_path: Path, case: str) -> None:
    after = "<a @click=\"send('A', { b: 1 })\"></a>"
    text = f"<template>{VUE[case]}{after}</template>\n{SETUP}"
    assert _names(tmp_path, "C.vue", text) == ["A"]


@pytest.mark.parametrize("case", SVELTES)
def test_variables_of_sveltes_markup_hide_names(tmp_path: Path, case: str) -> None:
    text = f"{SVELTE}{SVELTES[case]}<a on:click={{() => send('A', {{ b: 1 }})}}/>\n"
    assert _names(tmp_path, "C.svelte", text) == ["A"]


@pytest.mark.parametrize(
    ("methods", "names"),
    [
        ("send(n) { console.log(n); }", []),
        ("send: function (n) { console.log(n); }", []),
        ("async send(n) { console.log(n); }", []),
        ("send", ["X"]),
    ],
)
def test_without_setup_vues_markup_calls_the_methods(
    tmp_path: Path, methods: str, names: list[str]
) -> None:
    script = f"import {{ send }} from './w';\nexport default {{ methods: {{ {methods} }} }};\n"
    text = f"<template><a @click=\"send('X')\"/></template>\n<script>\n{script}</script>\n"
    assert _names(tmp_path, "C.vue", text) == names


def test_keys_keep_their_names(tmp_path: Path) -> None:
    loop = '<a v-for="b in all" @click="send(\'A\', { b, c: b })">a</a>'
    (tmp_path / "w.js").write_text(WRAPPER)
    (tmp_path / "C.vue").write_text(f"<template>{loop}</template>\n{SETUP}")
    calls = scan_project(tmp_path, cwd=tmp_path).calls
    assert [p.name for p in calls[0].properties.properties] == ["b", "c"]


MARKS = {
    "a whole name": ("'{{ name }}'", "{}", []),
    "a part": ("'A {{ name }}'", "{}", ["A *"]),
    "in double quotes": ('"A <%= name %>"', "{}", ["A *"]),
    "of quotes in quotes": ("'A {{ name|default('x') }}'", "{}", ["A *"]),
    "a value": ("'A'", "{ b: {{ count }} }", ["A"]),
    "a statement": ("'A'", "{ b: 1 {% if x %}, c: 2{% endif %} }", ["A"]),
    "a comment": ("'A'", "{ b: 1 {# no more #} }", ["A"]),
    "no mark": ("'A'", "{ b: { c: { d: 1 }}}", ["A"]),
}


@pytest.mark.parametrize("case", MARKS)
def test_what_a_server_fills_in_is_unknown(tmp_path: Path, case: str) -> None:
    name, properties, names = MARKS[case]
    text = f"<script>\naltertable.track({name}, {properties});\n</script>\n"
    (tmp_path / "i.html").write_text(text)
    scan = scan_project(tmp_path, cwd=tmp_path)
    assert [event.name for call in scan.calls for event in call.events] == names
    assert len(scan.calls) == 1
    assert scan.unparsed == ()
