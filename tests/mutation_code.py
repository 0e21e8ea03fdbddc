"""One thing at a time changed in a function: the changes are mutmut's, and here they are made also in functions with decorators.

mutmut's own runs do not fit this project: each repeats the whole suite twice before its first change, leaves what has a
decorator alone (properties, validators), hands a test the code that the tests before it have cached, and slows every call.
Here the changed code takes its function's place in a forked process, with caches emptied; see `mutation_coverage` for the tests.
"""

from __future__ import annotations

import ast
import functools
import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, FunctionType
from typing import Any

import libcst as cst  # type: ignore[import-not-found,unused-ignore]
from libcst.metadata import MetadataWrapper, PositionProvider  # type: ignore[import-not-found,unused-ignore]
from mutmut.mutation.file_mutation import NEVER_MUTATE_FUNCTION_NAMES, Mutation, MutationVisitor  # type: ignore[import-not-found,unused-ignore]
from mutmut.mutation.mutators import mutation_operators  # type: ignore[import-not-found,unused-ignore]
from mutmut.mutation.pragma_handling import IgnoredCode  # type: ignore[import-not-found,unused-ignore]

ROOMS = ("checker", "facts", "rules", "reports")


@dataclass(frozen=True)
class CodeMutant:
    """A file with one thing changed: where, and both texts."""

    file: str
    function: str
    lines: range
    before: str
    after: str
    source: str

    @property
    def key(self) -> str:
        """What the list of survivors knows it by."""
        return f"{self.file}:{self.function}: {self.before} → {self.after}"


class _Visitor(MutationVisitor):  # type: ignore[misc,unused-ignore]
    """mutmut's, with functions that have decorators."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            return node.name.value in NEVER_MUTATE_FUNCTION_NAMES
        return bool(super()._skip_node_and_children(node))


class Mutable:
    """A file and all changes of it."""

    def __init__(self, root: Path, file: str) -> None:
        self.file, self.source = file, (root / file).read_text(encoding="utf-8")
        self._tree = ast.parse(self.source)
        wrapper = MetadataWrapper(cst.parse_module(self.source))
        visitor = _Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
        self._module, self._places = wrapper.visit(visitor), wrapper.resolve(PositionProvider)
        self._mutations = [found for found in visitor.mutations if isinstance(found.contained_by_top_level_function, cst.FunctionDef)]

    def __len__(self) -> int:
        return len(self._mutations)

    def mutant(self, number: int) -> CodeMutant | None:
        """One of the changes; nothing where it cannot be read as Python."""
        mutation = self._mutations[number]
        source = self._spliced(mutation)
        try:
            ast.parse(source)
        except SyntaxError:
            return None
        before, after, first = _differing(self.source.splitlines(), source.splitlines())
        return CodeMutant(self.file, *self._around(first), before, after, source)

    def _spliced(self, mutation: Mutation) -> str:
        place: Any = self._places[mutation.original_node]
        lines = self.source.splitlines(keepends=True)
        start, end = int(place.start.line), int(place.end.line)
        head = "".join(lines[: start - 1]) + lines[start - 1][: place.start.column]
        tail = lines[end - 1][place.end.column :] + "".join(lines[end:])
        own = self.source[len(head) : len(self.source) - len(tail)]
        written = str(self._module.code_for_node(mutation.mutated_node)).strip()
        return head + own[: len(own) - len(own.lstrip())] + written + own[len(own.rstrip()) :] + tail

    def _around(self, line: int) -> tuple[str, range]:
        """The function that a line stands in, and the lines of its statement (of its head, where it holds others)."""
        names, statement = [], range(line, line + 1)
        for node in _enclosing(self._tree, line):
            names += [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
            body: list[ast.stmt] = getattr(node, "body", [])
            ends = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            statement = range(node.lineno, max(ends, node.lineno) + 1)
        return ".".join(names), statement


def _enclosing(node: ast.AST, line: int) -> Iterator[ast.stmt]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and child.lineno <= line <= (child.end_lineno or child.lineno):
            yield child
            yield from _enclosing(child, line)
        elif isinstance(child, ast.excepthandler | ast.match_case):
            yield from _enclosing(child, line)


def _differing(before: list[str], after: list[str]) -> tuple[str, str, int]:
    """The lines that differ in each, and the number of the first."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    tail = 0
    while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    one, other = (" ".join(line.strip() for line in lines[same : len(lines) - tail]) for lines in (before, after))
    return one, other, same + 1


def chosen(mutable: Sequence[Mutable], most: int | None, random: Random) -> list[CodeMutant]:
    """So many changes of the files, drawn at random, or all; those that change nothing in the text apart."""
    every = [(one, number) for one in mutable for number in range(len(one))]
    taken = every if most is None else random.sample(every, min(most, len(every)))
    made = (one.mutant(number) for one, number in taken)
    unique = {mutant.key: mutant for mutant in made if mutant and mutant.before != mutant.after}
    return list(unique.values())


# --- in its place -------------------------------------------------------------------------


class Loaded:
    """The project's functions that are there, by file, and what they cache by; looked up once, since the objects are many."""

    def __init__(self, root: Path) -> None:
        gc.unfreeze()  # what is frozen is not among the objects
        self._functions: defaultdict[str, list[FunctionType]] = defaultdict(list)
        self.caches: list[Any] = []
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(root)):
                self._functions[one.__code__.co_filename].append(one)
            elif isinstance(one, functools._lru_cache_wrapper) and _is_own(one.__module__):
                self.caches.append(one)

    def put_in_place(self, mutant: CodeMutant, root: Path, original: str) -> None:
        """Give the functions of the file that the change is in their changed code, and empty every cache."""
        path = str(root / mutant.file)
        before, after = (dict(_codes(compile(text, path, "exec"))) for text in (original, mutant.source))
        changed = {name for name, code in before.items() if name in after and code != after[name]}
        heads = _arguments(original), _arguments(mutant.source)
        for function in self._functions[path]:
            name = function.__code__.co_qualname
            if name in changed and function.__code__.co_freevars == after[name].co_freevars:
                function.__code__ = after[name]
            if name in heads[0] and name in heads[1] and ast.dump(heads[0][name]) != ast.dump(heads[1][name]):
                _give_defaults(function, heads[1][name])
        for cached in self.caches:
            cached.cache_clear()


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner.co_qualname, inner
            yield from _codes(inner)


def _arguments(source: str) -> dict[str, ast.arguments]:
    """The arguments of each function that is a module's or a class's own, by its qualified name."""
    tree = ast.parse(source)
    methods = [(f"{one.name}.", one.body) for one in tree.body if isinstance(one, ast.ClassDef)]
    return {f"{of}{node.name}": node.args for of, body in (("", tree.body), *methods) for node in body if isinstance(node, ast.FunctionDef)}


def _give_defaults(function: FunctionType, arguments: ast.arguments) -> None:
    """What stands in for arguments that are not given is not in the code of a function but beside it."""

    def value(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), "<default>", "eval"), function.__globals__)

    named = {one.arg: node for one, node in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if node is not None}
    function.__defaults__ = tuple(map(value, arguments.defaults)) or None
    function.__kwdefaults__ = {name: value(node) for name, node in named.items()} or None


def _is_own(module: str) -> bool:
    return module.partition(".")[0] in ROOMS or module.startswith("test_")
