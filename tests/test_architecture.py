"""The shape that holds the program together: four folders, one direction, one host of the engine, nothing registered by import."""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from reports.formats import FORMATS
from rules import packs
from rules.catalogue import all_rules
from rules.language import Rule

ROOT = Path(__file__).parents[1]
ROOMS = ("facts", "rules", "reports", "checker")  # from the lowest; a higher one may use any lower one
HOST = "checker.engine"
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").glob("*.py"))
LOADERS = {"import_module", "__import__", "find_spec", "files", "resolve_name"}
CHANGING = {"append", "add", "update", "setdefault", "extend", "insert", "pop", "popitem", "remove", "discard", "clear", "register"}


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def shown(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module that a file names: imports anywhere in it, relative ones, those for types alone, and those made by a call."""
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module or ""
            yield from ((f"{base}.{alias.name}", node) for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in LOADERS:
            yield from ((name, node) for name in words_of_modules(path))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def words_of_modules(path: Path) -> Iterator[str]:
    """What a file that imports by call can name: every text in it that looks like one of our modules."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(rf"({'|'.join(ROOMS)})(\.[\w.]*)?", node.value):
            yield node.value


def room_of(module: str) -> str:
    return module.partition(".")[0]


def in_a_room(node: ast.ImportFrom) -> bool:
    return node.level > 0 or room_of(node.module or "") in ROOMS


# --- one direction --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_itself_and_lower_ones(room: str) -> None:
    allowed = ROOMS[: ROOMS.index(room) + 1]
    wrong = [
        f"{shown(path, node)} imports {module}"
        for path in SOURCES
        if room_of(name_of(path)) == room
        for module, node in imports(path)
        if room_of(module) in (*ROOMS, "tests") and room_of(module) not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_importing_every_module_of_a_room_brings_in_no_higher_room(room: str) -> None:
    modules = [name_of(path) for path in SOURCES if room_of(name_of(path)) == room]
    higher = [*ROOMS[ROOMS.index(room) + 1 :], *(["durable"] if room != "checker" else [])]
    code = f"import importlib, sys; [importlib.import_module(name) for name in {modules}]; print(*(set({higher}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_every_way_to_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "facts").mkdir()
    path = tmp_path / "facts" / "sample.py"
    path.write_text(
        "from typing import TYPE_CHECKING\n"
        "from . import units\n"
        "if TYPE_CHECKING:\n    from rules.language import Rule\n"
        "def late():\n    import checker.cli\n    return importlib.import_module(f'reports.{late}')\n",
        encoding="utf-8",
    )
    assert {module for module, _ in imports(path)} == {"typing.TYPE_CHECKING", "facts.units", "rules.language.Rule", "checker.cli", "reports."}


def test_one_module_alone_is_the_host_of_the_engine() -> None:
    hosts = {name_of(path) for path in SOURCES for module, _ in imports(path) if room_of(module).startswith("durable")}
    assert hosts == {HOST}


CLUSTER = "checker.batch.cluster"


def test_one_module_alone_reaches_other_machines_and_only_when_it_is_asked_to() -> None:
    users = {name_of(path) for path in SOURCES for module, _ in imports(path) if room_of(module) in ("distributed", "dask")}
    assert users == {CLUSTER}
    code = f"import importlib, sys; importlib.import_module('{CLUSTER}'); print('distributed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


ITS_PROCESS, IN_PARTS = "checker.hosting.server", "checker.parting"


def test_one_module_alone_uses_the_host_and_it_runs_in_the_engines_own_process() -> None:
    assert (users_of(HOST), users_of(IN_PARTS)) == ({IN_PARTS}, {ITS_PROCESS})


def users_of(used: str) -> set[str]:
    return {name_of(path) for path in SOURCES for module, _ in imports(path) if module.startswith(f"{used}.") or module == used}


def test_importing_everything_else_brings_in_no_engine() -> None:
    modules = [name_of(path) for path in SOURCES if name_of(path) not in (HOST, IN_PARTS)]
    code = f"import importlib, sys; [importlib.import_module(name) for name in {modules}]; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {HOST, "durable", "durable_rules_engine"} & set(done.stdout.split()) == set()


EVALUATOR = "checker.evaluator"
WITNESS = [path for path in SOURCES if name_of(path).startswith(EVALUATOR)]


@pytest.mark.parametrize("path", WITNESS, ids=name_of)
def test_the_evaluator_shares_only_the_facts_with_what_it_is_held_against(path: Path) -> None:
    used = {module for module, _ in imports(path) if not module.startswith(f"{EVALUATOR}.")}
    assert {room_of(module) for module in used} - set(sys.stdlib_module_names) <= {"facts"}


def test_importing_the_evaluator_brings_in_neither_rules_nor_engine() -> None:
    modules = [name_of(path) for path in WITNESS]
    code = f"import importlib, sys; [importlib.import_module(name) for name in {modules}]; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    brought = [name for name in done.stdout.split() if room_of(name) in ("rules", "reports", "checker", "durable", "durable_rules_engine")]
    assert [name for name in brought if name not in ("checker", EVALUATOR) and not name.startswith(f"{EVALUATOR}.")] == []


def test_one_module_alone_knows_both_the_evaluator_and_what_it_is_held_against() -> None:
    users = {name_of(path) for path in SOURCES for module, _ in imports(path) if module.startswith(f"{EVALUATOR}.")}
    assert {name for name in users if not name.startswith(EVALUATOR)} == {"checker.doublecheck"}


def test_there_is_an_evaluator() -> None:
    assert f"{EVALUATOR}.evaluate" in {name_of(path) for path in WITNESS}


DISTRIBUTIONS = {
    "durable_rules_engine": "durable-rules",
    "jinja2": "Jinja2",
    "pydantic_core": "pydantic",
    "xlsxwriter": "XlsxWriter",
    "yaml": "PyYAML",
}


def test_what_is_imported_and_what_is_declared_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["signera"], *project["optional-dependencies"]["kluster"]]
    declared = {re.split(r"[<>=]", requirement)[0] for requirement in required}
    known = set(sys.stdlib_module_names) | set(ROOMS)
    used = {room_of(module) for path in SOURCES for module, _ in imports(path)} - known
    assert {DISTRIBUTIONS.get(name, name) for name in used} == declared


# --- the engine decides, Python does not ----------------------------------------------------------------------------


def choices(node: ast.AST) -> list[ast.AST]:
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.If | ast.IfExp | ast.Match | ast.While | ast.BoolOp | ast.Compare)]


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)}


def test_an_action_maps_matched_facts_to_one_fact_without_a_choice() -> None:
    act = functions(ROOT / "checker" / "engine.py")["act"]
    of_the_phase = [node for node in choices(act) if ast.unparse(node) == "alias != PHASE_ALIAS"]
    assert choices(act) == of_the_phase, "the trace leaves out the phase; nothing else may depend on what was matched"


def test_a_field_of_a_conclusion_is_made_without_a_choice() -> None:
    maker = functions(ROOT / "checker" / "compiling.py")["maker"]
    made = [node for node in ast.walk(maker) if isinstance(node, ast.Lambda)]
    assert made
    assert [ast.unparse(choice) for node in made for choice in choices(node)] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path.parent.name == "packs"], ids=lambda path: path.stem)
def test_a_rule_pack_declares_and_does_nothing(path: Path) -> None:
    doing = (ast.If, ast.Match, ast.While, ast.Try, ast.With, ast.Lambda)
    assert [shown(path, node) for node in ast.walk(parsed(path)) if isinstance(node, doing)] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_number_is_a_float(path: Path) -> None:
    """The one float allowed is how alike two words must be, in difflib's own measure."""
    tree = parsed(path)
    matchings = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) == "get_close_matches"]
    measures = {id(inner) for node in matchings for inner in ast.walk(node)}
    literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float) and id(node) not in measures]
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in ("float", "complex")]
    assert [shown(path, node) for node in (*literals, *names)] == []


# --- nothing is registered by import --------------------------------------------------------------------------------


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def is_for_types_or_for_running_as_a_script(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_importing_a_module_only_defines(path: Path) -> None:
    defining = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef)
    others = [node for node in parsed(path).body if not isinstance(node, defining) and not is_docstring(node)]
    assert [f"{shown(path, node)} {ast.unparse(node)[:60]}" for node in others if not is_for_types_or_for_running_as_a_script(node)] == []


def names_of_the_module(path: Path) -> set[str]:
    """The names that stand at module level: the module's own values and what it imports."""
    own: set[str] = set()
    for node in parsed(path).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            own |= {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            own |= {alias.asname or alias.name for alias in node.names}
    return own


def changed(node: ast.AST) -> str:
    """The name at the root of what a node changes in place: a call of .append and the like, an assignment to a part, a global."""
    root: ast.AST | None = None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        root = node.func.value
    elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
        root = node.value
    elif isinstance(node, ast.Global):
        return node.names[0]
    while isinstance(root, ast.Attribute | ast.Subscript):
        root = root.value
    return root.id if isinstance(root, ast.Name) else ""


def local_names(path: Path) -> set[str]:
    """Names that some function of the file binds itself; they are not the module's."""
    bound: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            bound |= {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs)}
        if isinstance(node, ast.FunctionDef):
            bound |= {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}
    return bound


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_module_changes_a_value_of_a_module(path: Path) -> None:
    kept = names_of_the_module(path) - local_names(path)
    wrong = [node for node in ast.walk(parsed(path)) if changed(node) in kept]
    assert [f"{shown(path, node)} {ast.unparse(node)}" for node in wrong] == []


@pytest.mark.parametrize("line", ["FOUND.append(rule)", "FOUND[rule] = 1", "FOUND.by_name.update(rule)", "global FOUND", "del FOUND[0]"])
def test_every_way_to_change_a_value_of_a_module_is_seen(line: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(f"FOUND = []\ndef register(rule):\n    {line}\n", encoding="utf-8")
    assert [changed(node) for node in ast.walk(parsed(path)) if changed(node)] == ["FOUND"]
    assert names_of_the_module(path) - local_names(path) == {"FOUND"}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_decorator_of_ours_registers_what_it_stands_on(path: Path) -> None:
    ours = {alias.asname or alias.name for node in parsed(path).body if isinstance(node, ast.ImportFrom) and in_a_room(node) for alias in node.names}
    decorators = [one for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.ClassDef) for one in node.decorator_list]
    assert [ast.unparse(one) for one in decorators if re.split(r"\W", ast.unparse(one))[0] in ours] == []


# --- each folder is complete ----------------------------------------------------------------------------------------


def rules_in(values: Iterable[object]) -> Iterator[Rule]:
    for value in values:
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, tuple | list):
            yield from rules_in(value)


PACKS = sorted(path.stem for path in Path(packs.__path__[0]).glob("*.py") if path.stem != "__init__")


def test_there_are_rule_packs() -> None:
    assert len(PACKS) > 1


@pytest.mark.parametrize("name", PACKS)
def test_the_catalogue_finds_every_rule_that_a_pack_declares(name: str) -> None:
    module = importlib.import_module(f"rules.packs.{name}")
    declared = {rule.id for rule in rules_in(vars(module).values())}
    assert declared
    assert declared == {rule.id for rule in module.RULES}
    assert declared <= {rule.id for rule in all_rules()}


def test_the_catalogue_holds_each_rule_once_by_id() -> None:
    ids = [rule.id for rule in all_rules()]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_function(name: str) -> None:
    assert callable(getattr(importlib.import_module(FORMATS[name].module), f"to_{name}"))


def test_there_is_no_other_source_folder() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".") and any(path.rglob("*.py"))}
    assert folders == {*ROOMS, "tests"}
    assert list(ROOT.glob("*.py")) == []


def test_the_tests_lie_flat_so_that_no_folder_shadows_a_room() -> None:
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("*.py") if path.parent != ROOT / "tests"}
    assert folders == set()


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(parsed(path)), f"{shown(path, parsed(path))} has no docstring"
