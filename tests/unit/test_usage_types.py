"""Receivers that a type shows to be an SDK's client, and those that it leaves open."""

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project, scan_text

IN_USE = frozenset({"altertable"})
SDK = "from altertable import Altertable\n"
JS = "import { altertable, Altertable } from '@altertable/altertable-js';\n"


def _scan(code: str, ending: str) -> Scan:
    return scan_text(code.encode(), f"app.{ending}", sdks_in_use=IN_USE)


def _names(calls: Scan) -> tuple[list[str], list[str]]:
    certain = [event.name for call in calls.calls for event in call.events]
    return certain, [event.name for call in calls.doubtful for event in call.events]


@pytest.mark.parametrize(
    "declared",
    [
        "C = Annotated[Altertable, Depends(get)]",
        "C = Altertable",
        "C: TypeAlias = Altertable",
        "C: TypeAlias = 'Altertable'",
        "C = Optional[Altertable]",
        "C = typing.Union[Altertable, None]",
        "C = Altertable | None",
        "C = 'Altertable | None'",
        "C = NewType('C', Altertable)",
        "C = TypeVar('C', bound=Altertable)",
        "C = TypeVar('C', bound='Altertable')",
        "C = TypeAliasType('C', Altertable)",
        "type C = Altertable",
        "type C = Annotated[Altertable, 1] | None",
        "B = Altertable\nC = Optional[B]",
        "class C(Altertable): ...",
    ],
)
def test_another_name_of_the_python_client_is_followed(declared: str) -> None:
    scan = _scan(f"{SDK}{declared}\ndef f(c: C): c.track('X', 'u')", "py")
    assert _names(scan) == (["X"], [])


@pytest.mark.parametrize(
    "code",
    [
        "def f[T: Altertable](c: T): c.track('X', 'u')",
        "class A[T: Altertable]:\n    def __init__(self, c: T): self.c = c\n"
        "    def f(self): self.c.track('X', 'u')",
        "def f(c: type[Altertable]): c('k').track('X', 'u')",
        "def f(c: Annotated[Altertable, Depends(get)]): c.track('X', 'u')",
        "class A:\n    c: ClassVar[Altertable]\n    def f(self): self.c.track('X', 'u')",
        "c: Final[Altertable] = make()\nc.track('X', 'u')",
        "def f() -> Iterator[Altertable]: ...\nwith f() as c: c.track('X', 'u')",
        "match x:\n    case Altertable() as c: c.track('X', 'u')",
        "from typing import cast\ncast(Altertable, x).track('X', 'u')",
        "from typing import cast\ncast('Altertable', x).track('X', 'u')",
        "import typing\nc = typing.cast(Altertable, x)\nc.track('X', 'u')",
    ],
)
def test_python_types_that_name_the_client_count(code: str) -> None:
    assert _names(_scan(SDK + code, "py")) == (["X"], [])


@pytest.mark.parametrize(
    "written",
    [
        "Altertable | Video",
        "TypeVar('T', Altertable, Video)",
        "dict[str, Altertable]",
        "Inject[Altertable]",
        "Callable[[], Altertable]",
        "Any",
    ],
)
def test_python_types_that_leave_it_open_make_a_possible_receiver(written: str) -> None:
    scan = _scan(f"{SDK}T = {written}\ndef f(c: T): c.track('X', 'u')", "py")
    assert _names(scan) == ([], ["X"])


@pytest.mark.parametrize(
    "code",
    [
        "C = Video\ndef f(c: C): c.track('X', 'u')",
        "def f(c: Annotated[Video, Altertable]): c.track('X', 'u')",
        "class Video:\n    def track(self, *a): ...\ndef f(c: Video): c.track('X', 'u')",
        "def f(c: Literal['Altertable']): c.track('X', 'u')",
        "def f(c: str): c.track('X', 'u')",
        "from video import Video as C\ndef f(c: Optional[C]): c.track('X', 'u')",
    ],
)
def test_python_types_of_something_else_are_that(code: str) -> None:
    assert _names(_scan(SDK + code, "py")) == ([], [])


@pytest.mark.parametrize(
    "code",
    [
        "class P(Protocol):\n    def track(self, e, u): ...\ndef f(c: P): c.track('X', 'u')",
        "from .types import Client\ndef f(c: Client): c.track('X', 'u')",
        "def f[T](c: T): c.track('X', 'u')",
        "A = B\nB = A\ndef f(c: A): c.track('X', 'u')",
    ],
)
def test_a_client_may_have_a_python_type_that_names_no_class(code: str) -> None:
    assert _names(_scan(SDK + code, "py")) == ([], ["X"])


@pytest.mark.parametrize(
    "declared", ["Altertable | Box[Altertable]", "Union[Altertable, Box[Altertable]]", "Both"]
)
def test_a_python_type_may_be_something_else_by_any_of_its_parts(declared: str) -> None:
    code = f"Both = Altertable | Box[Altertable]\ndef f(c: {declared}): c.track('X', 'u')"
    assert _names(_scan(SDK + code, "py")) == ([], ["X"])


@pytest.mark.parametrize(
    "code",
    [
        "type C = Altertable;\nfunction f(c: C) { c.track('X') }",
        "export type C = Altertable | null;\nfunction f(c: C) { c?.track('X') }",
        "function f(c: typeof altertable) { c.track('X') }",
        "type C = typeof altertable;\nfunction f(c: C) { c.track('X') }",
        "function make() { return new Altertable() }\n"
        "function f(c: ReturnType<typeof make>) { c.track('X') }",
        "const make = async () => new Altertable();\n"
        "type C = Awaited<ReturnType<typeof make>>;\nfunction f(c: C) { c.track('X') }",
        "function f(c: InstanceType<typeof Altertable>) { c.track('X') }",
        "interface C extends Altertable { x: 1 }\nfunction f(c: C) { c.track('X') }",
        "class C extends Altertable {}\nfunction f(c: C) { c.track('X') }",
        "function f(c: Readonly<Altertable>) { c.track('X') }",
        "function f(c: Altertable | undefined) { c?.track('X') }",
        "function f(c: Pick<Altertable, 'track'>) { c.track('X') }",
        "function f(c: Altertable & { x: 1 }) { c.track('X') }",
        "function f(c: Pick<Altertable, 'flush' | 'track'>) { c.track('X') }",
        "function f(c: Omit<Altertable, 'flush' | 'identify'>) { c.track('X') }",
        "function f(c: Exclude<Altertable | null, null | undefined>) { c.track('X') }",
        "type C = Pick<Altertable, 'identify'> & Pick<Altertable, 'track'>;\n"
        "function f(c: C) { c.track('X') }",
        "function f(c: Video<Altertable> & Altertable) { c.track('X') }",
        "type C = Altertable | typeof altertable;\nfunction f(c: C) { c.track('X') }",
        "function f<T extends Altertable>(c: T) { c.track('X') }",
        "const f = <T extends Altertable>(c: T) => c.track('X')",
        "class A<T extends Altertable> { constructor(private c: T) {} f() { this.c.track('X') } }",
        "function f(c: import('@altertable/altertable-js').Altertable) { c.track('X') }",
        "function f(m: typeof import('@altertable/altertable-js')) { m.altertable.track('X') }",
        "function f(x: any) { (x as Altertable).track('X') }",
        "function f(x: any) { (<Altertable>x).track('X') }",
        "const c = services.get('c') as unknown as Altertable;\nc.track('X')",
        "(altertable as any).track('X')",
        "type C = Altertable;\nconst C = 1;\nfunction f(c: C) { c.track('X') }",
        "function f({ a, c }: { a: string; c: Altertable }) { c.track('X') }",
        "function f({ c }: { c?: Altertable | null }) { c?.track('X') }",
        "function f({ c: d }: { c: Altertable }) { d.track('X') }",
        "function f<T>({ a, c }: { a: T; c: Altertable }) { return () => { c.track('X') } }",
        "function f({ a: { c } }: { a: { c: Altertable } }) { c.track('X') }",
        "interface P { c: Altertable }\nfunction f({ c }: P) { c.track('X') }",
        "interface P { c: Altertable }\ninterface Q extends P { d: 1 }\n"
        "const f = ({ c }: Readonly<Q>) => c.track('X')",
        "type P = { c: Altertable } & { d: 1 };\nfunction f({ c }: P) { c.track('X') }",
        "type P = { c: Altertable } | { c: Altertable; d: 1 };\n"
        "function f({ c }: P) { c.track('X') }",
        "type P = { c: Altertable };\nfunction f({ c }: Pick<P, 'c'>) { c.track('X') }",
        "type P = { c: Altertable };\nfunction f({ c }: Omit<P, 'd'>) { c.track('X') }",
        "type P = { q: { c: Altertable } };\nfunction f({ c }: P['q']) { c.track('X') }",
        "type P = { c: Altertable };\nfunction f(p: P) { p.c.track('X') }",
        "type P = { c: Altertable };\nfunction f(p: P) { const { c } = p; c.track('X') }",
        "type P = { c: Altertable };\nfunction f(p: P) { const d = p.c; d?.track('X') }",
        "type P = { q: { c: Altertable } };\nfunction f({ q }: P) { q.c.track('X') }",
        "interface P { c: Altertable }\nfunction f(c: P['c']) { c.track('X') }",
    ],
)
def test_typescript_types_that_name_the_client_count(code: str) -> None:
    assert _names(_scan(JS + code, "ts")) == (["X"], [])


@pytest.mark.parametrize(
    "code",
    [
        "function f(c: Altertable | Video) { c.track('X') }",
        "function f(c: Video<Altertable>) { c.track('X') }",
        "function f(c: Altertable | Video<Altertable>) { c.track('X') }",
        "function f(c: Video<Altertable> | Altertable) { c.track('X') }",
        "type C = Altertable | Video<Altertable>;\nfunction f(c: C | null) { c?.track('X') }",
        "function f(c: Omit<Altertable, 'track'> & { track(n: string): void }) { c.track('X') }",
        "function f(c: Omit<Altertable, 'flush' | 'track'>) { c.track('X') }",
        "function f(c: Pick<Altertable, 'identify'> & Own) { c.track('X') }",
        "function f(c: Omit<Altertable, keyof Own> & Own) { c.track('X') }",
        "function f(c: Omit<Omit<Altertable, 'track'>, 'flush'>) { c.track('X') }",
        "function f(c: Altertable | Omit<Altertable, 'track'>) { c.track('X') }",
        "interface C extends Omit<Altertable, 'track'> { track(n: string): void }\n"
        "function f(c: C) { c.track('X') }",
        "type O = Omit<Altertable, 'track'>;\nfunction f(c: Readonly<O>) { c.track('X') }",
        "function f(c: Exclude<Altertable | Video, Altertable>) { c.track('X') }",
        "function f(c: Exclude<C, Altertable>) { c.track('X') }\ntype C = Altertable;",
        "function f(cs: Altertable[]) { cs[0].track('X') }",
        "type W<T> = Readonly<T>;\nfunction f(c: W<Altertable>) { c.track('X') }",
        "interface T { track(e: string): void }\nfunction f(c: T) { c.track('X') }",
        "type T = { track(e: string): void };\nfunction f(c: T) { c.track('X') }",
        "import { C } from './types';\nfunction f(c: C) { c.track('X') }",
        "function f({ c }: { c: Altertable | Video }) { c.track('X') }",
        "type P = { c: Altertable } | { c: Video };\nfunction f({ c }: P) { c.track('X') }",
        "type P = { c: Altertable } | { d: 1 };\nfunction f({ c }: P) { c.track('X') }",
        "type P = { c: Altertable };\nfunction f({ c }: Omit<P, 'c'>) { c.track('X') }",
        "type P = { c: Altertable };\nfunction f({ c }: Omit<P, K>) { c.track('X') }",
        "type P = { c: Altertable };\nfunction f({ d: c }: P) { c.track('X') }",
        "type P = { c: Video };\nfunction f({ c }: P) { c.track('X') }",
        "type P = { [k: string]: Altertable };\nfunction f({ c }: P) { c.track('X') }",
        "type P = P['c'];\nfunction f({ c }: P) { c.track('X') }",
        "type P = { c: Altertable };\nlet p: P = q();\np = { c: s };\n(p as any).c.track('X')",
        "function f<T>(c: T) { c.track('X') }",
        "type A = B; type B = A;\nfunction f(c: A) { c.track('X') }",
    ],
)
def test_typescript_types_that_leave_it_open_make_a_possible_receiver(code: str) -> None:
    assert _names(_scan(JS + code, "ts")) == ([], ["X"])


@pytest.mark.parametrize(
    "code",
    [
        "type C = Video;\nfunction f(c: C) { c.track('X') }",
        "class Video { track(s: string) {} }\nfunction f(c: Video) { c.track('X') }",
        "import type { Video } from 'video';\nfunction f(c: Video | null) { c?.track('X') }",
        "function f(c: string) { c.track('X') }",
    ],
)
def test_typescript_types_of_something_else_are_that(code: str) -> None:
    assert _names(_scan(JS + code, "ts")) == ([], [])


@pytest.mark.parametrize(
    "files",
    [
        {
            "t.py": SDK + "C = Annotated[Altertable, D(x)]",
            "app.py": "from t import C\ndef f(c: C): c.track('X', 'u')",
        },
        {
            "t.py": SDK + "type C = Altertable | None",
            "app.py": "import t\ndef f(c: t.C): c.track('X', 'u')",
        },
        {
            "t.py": SDK + "C = Optional[Altertable]",
            "d.py": "from t import C as D",
            "app.py": "from d import D\ndef f(c: D): c.track('X', 'u')",
        },
        {
            "t.py": SDK + "C = Altertable | None",
            "app.py": "from t import *\ndef f(c: C): c.track('X', 'u')",
        },
        {
            "t.ts": JS + "export type C = Altertable;",
            "app.ts": "import type { C } from './t';\nfunction f(c: C) { c.track('X') }",
        },
        {
            "t.ts": JS + "type B = Altertable;\nexport type { B as C };",
            "app.ts": "import type { C } from './t';\nfunction f(c: C) { c.track('X') }",
        },
        {
            "t.ts": JS + "export type C = Altertable;",
            "d.ts": "export type { C as D } from './t';",
            "app.ts": "import { D } from './d';\nfunction f(c: D) { c.track('X') }",
        },
        {
            "t.ts": JS + "export interface P { c?: Altertable }",
            "d.ts": "import type { P } from './t';\nexport interface Q extends P { d: 1 }",
            "app.tsx": "import type { Q } from './d';\n"
            "export const B = ({ c }: Q) => <a onClick={() => c?.track('X')} />;",
        },
        {
            "t.ts": JS + "export interface C extends Altertable {}",
            "d.ts": "export * from './t';",
            "app.ts": "import * as d from './d';\nfunction f(c: d.C) { c.track('X') }",
        },
    ],
)
def test_types_of_other_files_are_followed(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert _names(scan_project(tmp_path, cwd=tmp_path)) == (["X"], [])


@pytest.mark.parametrize(
    ("written", "is_followed"),
    [
        ("({ t }: Deps) { t.send('X') }", True),
        ("({ t: u }: { t?: Tracker }) { u?.send('X') }", True),
        ("(deps: Deps) { const { t } = deps; t.send('X') }", False),
        ("({ o }: Deps) { o.send('X') }", False),
        ("({ t }: Deps | { t: Other }) { t.send('X') }", False),
        ("({ t }: Omit<Deps, 't'>) { t.send('X') }", False),
    ],
)
def test_members_that_are_objects_of_the_projects_classes(
    tmp_path: Path, written: str, *, is_followed: bool
) -> None:
    files = {
        "t.ts": f"{JS}export class Tracker {{ send(n: string) {{ altertable.track(n) }} }}\n"
        "export class Other { send(n: string) {} }\n"
        "export interface Deps { t: Tracker; o: Other }",
        "app.ts": f"import type {{ Deps, Other, Tracker }} from './t';\nexport function f{written}",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert _names(scan_project(tmp_path, cwd=tmp_path))[0] == ["X"] * is_followed


def test_a_type_is_no_value() -> None:
    code = JS + "type Name = 'X';\nconst Name = 'Y';\naltertable.track(Name)"
    assert _names(_scan(code, "ts")) == (["Y"], [])


@pytest.mark.parametrize("ending", ["py", "ts"])
def test_types_may_be_nested_deeply(ending: str) -> None:
    written = "Optional[" * 300 + "X" + "]" * 300
    other = "Readonly<" * 300 + "X" + ">" * 300
    code = (
        f"{SDK}def f(c: {written}): c.track('X', 'u')\nAltertable('k').track('Y', 'u')"
        if ending == "py"
        else f"{JS}function f(c: {other}) {{ c.track('X') }}\naltertable.track('Y')"
    )
    assert _names(_scan(code, ending))[0] == ["Y"]
