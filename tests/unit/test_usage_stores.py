"""Functions in stores of state, as Zustand makes them: what a hook's selector takes is followed."""

# ruff: noqa: E501  a line is a case

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

SDK = "import { altertable } from '@altertable/altertable-js';\n"
CREATE = f"{SDK}import {{ create }} from 'zustand';\nimport {{ devtools, persist }} from 'zustand/middleware';\n"
STATE = "{ n: 1, sent: (name: string, p: any) => { altertable.track(name, p); } }"
STORES = {
    "plain": f"export const useStore = create((set, get) => ({STATE}));\n",
    "typed": f"export const useStore = create<S>()((set) => ({STATE}));\n",
    "around": f"export const useStore = create<S>()(devtools(persist((set) => ({STATE}), {{ name: 'x' }})));\n",
    "block": f"export const useStore = create((set) => {{ return {STATE}; }});\n",
    "slices": f"const other = (set: any) => ({{ m: 1 }});\nconst own = (set: any) => ({STATE});\n"
    "export const useStore = create((...a) => ({ ...own(...a), ...other(...a) }));\n",
    "vanilla": "import { createStore } from 'zustand/vanilla';\n"
    f"export const useStore: any = createStore((set) => ({STATE}));\n",
}


def _scan(folder: Path, store: str, use: str) -> Scan:
    (folder / "store.ts").write_text(CREATE + store)
    head = (
        "import { useStore } from './store';\nimport { useShallow } from 'zustand/react/shallow';\n"
    )
    (folder / "a.tsx").write_text(head + use.replace("|", "\n"))
    return scan_project(folder, cwd=folder)


def _names(scan: Scan) -> list[str]:
    return [sent.name for call in scan.calls for sent in call.events if call.at.path == "a.tsx"]


@pytest.mark.parametrize(
    "use",
    [
        "const sent = (name) => 1;|sent('X');",
        "const sent = useStore((s) => s.n);|sent('X');",
        "const sent = useStore((s) => s.other);|sent('X');",
        "const [sent, n] = useStore(useShallow((s) => [s.n, s.sent]));|sent('X');",
        "const [n, ...sent] = useStore((s) => [s.n, s.sent]);|sent('X');",
        "const [n, sent] = useStore((s) => [...s.list, s.sent]);|sent('X');",
        "const [n, sent] = useOther((s) => [s.n, s.sent]);|sent('X');",
        "const sent = useStore(selector);|sent('X');",
        "const sent = useStore((s) => { if (on) { return s.n; } return s.sent; });|sent('X');",
        "useStore.setState('X');",
        "useStore('X');",
        "const f = (useStore: any) => { const sent = useStore((s) => s.sent); sent('X'); };",
    ],
)
def test_what_a_selector_does_not_take_is_something_else(tmp_path: Path, use: str) -> None:
    assert _names(_scan(tmp_path, STORES["plain"], use)) == []


@pytest.mark.parametrize(
    "store",
    [
        f"const create = (f: any) => (s: any) => ({{}});\nexport const useStore = create((set) => ({STATE}));\n",
        f"import {{ create as make }} from 'other';\nexport const useStore = make((set) => ({STATE}));\n",
        f"export const useStore = create((set) => ({{ ...{STATE}, ...load() }}));\n",
        "export const useStore = create(made);\n",
        f"export const useStore = create(() => {{ if (on) {{ return other; }} return {STATE}; }});\n",
    ],
)
def test_what_makes_no_store_that_is_seen_is_left_alone(tmp_path: Path, store: str) -> None:
    (tmp_path / "store.ts").write_text(SDK + store)
    if "const create" not in store:
        (tmp_path / "store.ts").write_text(CREATE + store)
    (tmp_path / "a.tsx").write_text(
        "import { useStore } from './store';\nconst sent = useStore((s) => s.sent);\nsent('X');\n"
    )
    assert _names(scan_project(tmp_path, cwd=tmp_path)) == []


@pytest.mark.parametrize("store", STORES)
def test_a_function_of_the_state_is_followed(tmp_path: Path, store: str) -> None:
    use = "const sent = useStore((s) => s.sent);|sent('X', { a: 1 });"
    scan = _scan(tmp_path, STORES[store], use)
    assert _names(scan) == ["X"]
    assert not scan.doubtful


@pytest.mark.parametrize(
    "use",
    [
        "const sent = useStore((state) => state.sent);|sent('X');",
        "const sent = useStore(function (s) { return s.sent; });|sent('X');",
        "const { sent } = useStore();|sent('X');",
        "const s = useStore();|s.sent('X');",
        "const { sent } = useStore((s) => ({ sent: s.sent, n: s.n }));|sent('X');",
        "const { sent } = useStore(useShallow((s) => ({ sent: s.sent })));|sent('X');",
        "const [n, sent] = useStore((s) => [s.n, s.sent]);|sent('X');",
        "const [sent] = useStore(useShallow((s) => [s.sent]));|sent('X');",
        "const sent = useStore(({ sent }) => sent);|sent('X');",
        "useStore.getState().sent('X');",
        "const { sent } = useStore.getState();|sent('X');",
    ],
)
def test_so_is_what_a_hook_gives_of_it(tmp_path: Path, use: str) -> None:
    assert _names(_scan(tmp_path, STORES["typed"], use)) == ["X"]
