"""Code in Vue, Svelte, Astro and HTML is read where it stands."""

from pathlib import Path

import pytest
from effort import at_most

from tracking_plan.usage.languages.javascript.markup import code_in
from tracking_plan.usage.scan import scan_project

SDK = "import { altertable } from '@altertable/altertable-js';\n"
HELPER = SDK + "export function send(n: string) { altertable.track(n); }\n"
IMPORT = "import { send } from './w';"


def _found(folder: Path, name: str, text: str) -> list[tuple[str, str | None]]:
    """The names that a file sends, each with the code at the place of its call."""
    (folder / "w.ts").write_text(HELPER)
    (folder / name).write_text(text, encoding="utf-8")
    scan = scan_project(folder, cwd=folder)
    assert not scan.unparsed
    found: list[tuple[str, str | None]] = []
    for call in (call for call in scan.calls if call.at.path == name):
        span = call.at.span
        line = text.splitlines()[span.line - 1] if span else ""
        code = line[span.column - 1 : span.column + 4] if span else None
        found.extend((event.name, code) for event in call.events)
    return found


VUE = f"<script setup lang='ts'>\n{IMPORT}\n</script>\n<template>\n%s\n</template>\n"


@pytest.mark.parametrize(
    "markup",
    [
        "<a @click=\"send('A')\"/>",
        "<a @click.prevent='send(\"A\")'/>",
        '<a v-on:click="send(\'A\')" class="b"/>',
        "<a :on-done=\"() => send('A')\"/>",
        "<b>é — ü</b><a @click=\"if (ok) send('A')\"/>",
        '<a v-if="x > 1" @click="send(\'A\')">it\'s > {{ x }}</a>',
        "<!-- <a @click=\"send('B')\"/> --><a @click=\"send('A')\"/>",
        "<a title=\"send('B')\" @click=\"send('A'); close()\"/>",
        '<li v-for="x in xs" :key="x.id" @click="send(\'A\')"/>',
    ],
)
def test_handlers_in_vue_are_code(tmp_path: Path, markup: str) -> None:
    assert _found(tmp_path, "page.vue", VUE % markup) == [("A", "send(")]


@pytest.mark.parametrize(
    "text",
    [
        f"<script>\n{IMPORT}\nsend('A');\n</script>",
        f"<script lang=\"ts\">\n{IMPORT}\nconst n: string = 'A';\nsend(n);\n</script>",
        f"<template/>\n<SCRIPT>\n{IMPORT}\nsend('A')\n</SCRIPT>\n<style>a {{ b: c }}</style>",
        f"<script>\nexport default {{ name: 'x' }}\n</script>\n"
        f"<script setup>\n{IMPORT}\nsend('A')\n</script>",
        f"<!-- <script>\nsend('B')\n</script> -->\n<script>\n{IMPORT}\nsend('A')\n</script>",
    ],
)
@pytest.mark.parametrize("ending", ["vue", "svelte", "html"])
def test_scripts_are_code(tmp_path: Path, text: str, ending: str) -> None:
    assert _found(tmp_path, f"page.{ending}", text) == [("A", "send(")]


@pytest.mark.parametrize(
    "markup",
    [
        "<a on:click={() => send('A')}>x</a>",
        "<a onclick={() => { if (x) { send('A'); } }}>it's</a>",
        "{#if x}<p>it's {x}</p>{:else}<a on:click={() => send('A')}/>{/if}",
        "<p title=\"{x}\">{`${x} }`}</p><a on:click={() => send('A')}/>",
        "{@html x}<b>don't</b><a {x} {...rest} on:click={() => send('A')}/>",
    ],
)
def test_expressions_in_svelte_are_code(tmp_path: Path, markup: str) -> None:
    text = f"<script>\n{IMPORT}\n</script>\n{markup}\n"
    assert _found(tmp_path, "page.svelte", text) == [("A", "send(")]


def test_the_head_and_the_scripts_of_astro_are_code(tmp_path: Path) -> None:
    text = (
        f"---\n{IMPORT}\nsend('A');\n---\n<ul>{{xs.map((x) => <li>{{x}}</li>)}}</ul>\n"
        f"<script>\n{IMPORT}\nsend('B');\n</script>\n"
    )
    assert _found(tmp_path, "page.astro", text) == [("A", "send("), ("B", "send(")]


def test_handlers_in_html_are_code_and_data_is_none(tmp_path: Path) -> None:
    text = (
        "<script type='application/json'>{\"a\": \"altertable.track('B')\"}</script>\n"
        "<button onclick=\"altertable.track('A')\">x</button>\n"
        '<script type="text/template"><a onclick="altertable.track(\'C\')"></script>\n'
    )
    assert _found(tmp_path, "page.html", text) == [("A", "alter")]


@pytest.mark.parametrize("ending", [".vue", ".svelte", ".astro", ".html"])
@pytest.mark.parametrize(
    "piece",
    [b"{", b"<script", b"<a {", b'<a @b="', b"<!--", b"{'", b"</script>", b"<", b"\xf0\x9f\x8e"],
)
def test_markup_of_any_kind_is_cut_in_time(ending: str, piece: bytes) -> None:
    content = piece * (300_000 // len(piece))
    with at_most(seconds=1):
        code = code_in(content, ending=ending).code
    assert len(code) == len(content)
