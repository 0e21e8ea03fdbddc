"""Fact files being put together from rows: where a new fact goes, and the way from each of its parts back to its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from facts.errors import InputError, Path, Place, advice, shown
from facts.factfile import MadeFile
from facts.importers.importer import FILE_NAME, KEPT
from facts.importers.workbook.columns import FILE, ID_KEY, Column, Parent, Sheet
from facts.importers.workbook.found import Found
from facts.importers.workbook.placing import Usual
from facts.importers.workbook.rows import Row, file_of
from facts.reading import SECTIONS
from facts.yamltree import SIZE_LIMIT
from facts.yamlwriting import to_yaml

_ORPHANS = "utan-plats.yaml"  # never written: there is a mistake wherever it holds something


@dataclass
class Draft:
    """A file being put together: its tree, and where its parts were read."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """A fact that others belong to or go with: its file, its path there, its tree and where it stands."""

    file: str
    path: Path
    tree: dict[str, Any]
    place: Place


@dataclass
class Drafts:
    """All files being put together, and the facts with an id by the sheet they stand on."""

    found: Found
    schema: str | None = None
    files: dict[str, Draft] = field(default_factory=dict)
    homes: dict[str, dict[str, Home]] = field(default_factory=dict)

    def file(self, name: str) -> Draft:
        """The draft of a file."""
        return self.files.setdefault(name, Draft(places={(): Place(self.found.file, 0, 0)}))

    def add_rows(self, sheet: Sheet, rows: list[Row]) -> None:
        """Add the facts of a sheet."""
        usual = Usual((self._followed(sheet, row), file_of(row)) for row in rows) if not sheet.parent else Usual(())
        for row in rows:
            if sheet.parent:
                self._add_child(sheet, sheet.parent, row)
            elif sheet.whole:
                self._add_groups(sheet, row)
            elif sheet.keyed:
                self._add_keyed(sheet, row, self._file_of(sheet, row, usual))
            else:
                self._add_listed(sheet, row, self._file_of(sheet, row, usual))

    def name_of(self, named: str, place: Place, otherwise: str) -> str:
        """The file that is named, or another where none is or the name cannot be one."""
        if not named:
            return otherwise
        if FILE_NAME.fullmatch(named) and named not in KEPT:
            return named
        action = "rätta namnet, eller lämna rutan tom"
        self.found.refuse(place, f"filen {shown(named)}", f"en av årets faktafiler, med små bokstäver och ändelsen .yaml, som {otherwise}", action)
        return otherwise

    def _file_of(self, sheet: Sheet, row: Row, usual: Usual) -> str:
        followed = self._followed(sheet, row)
        return self.name_of(file_of(row), row.places[FILE], usual.file(followed, followed or sheet.file))

    def _followed(self, sheet: Sheet, row: Row) -> str:
        """The file of the fact that the row is about; empty where that is on no sheet."""
        header = next((column.header for column in sheet.columns if column.path == (sheet.follows,)), "")
        return next((homes[row.text(header)].file for homes in self.homes.values() if row.text(header) in homes), "") if header else ""

    def _add_listed(self, sheet: Sheet, row: Row, name: str) -> None:
        facts = self.file(name).data.setdefault(sheet.section, [])
        tree = tree_of(sheet, row)
        self._put(sheet, row, Home(name, (sheet.section, len(facts)), tree, row.place))
        facts.append(tree)

    def _add_keyed(self, sheet: Sheet, row: Row, name: str) -> None:
        tree = tree_of(sheet, row)
        key = str(tree.pop(ID_KEY, ""))
        self.put_keyed(name, sheet.section, key, tree, row.places[sheet.columns[0].header])
        self._note_places(sheet, row, Home(name, (sheet.section, key), tree, row.place))

    def put_keyed(self, name: str, section: str, key: str, tree: dict[str, Any], place: Place) -> None:
        """Put a fact under its id in a section of a file, where no other may stand under it."""
        facts = self.file(name).data.setdefault(section, {})
        if key in facts:
            self.found.refuse(place, f'id:t "{key}" en andra gång', "varje id en gång", "ge det ena ett annat id, eller ta bort det")
        facts.setdefault(key, tree)

    def _add_groups(self, sheet: Sheet, row: Row) -> None:
        name = self.name_of(file_of(row), row.places[FILE], sheet.file)
        data = self.file(name).data
        for key, part in tree_of(sheet, row).items():
            if key in data:
                words = (f"{key.replace('_', ' ')} för filen {name} en andra gång", "en rad för varje fil", "behåll en av raderna")
                self.found.refuse(row.place, *words)
            data.setdefault(key, part)
        self._note_places(sheet, row, Home(name, (), data, row.place))

    def _add_child(self, sheet: Sheet, parent: Parent, row: Row) -> None:
        homes = self.homes.get(parent.sheet, {})
        home = homes.get(row.text(parent.column.header)) or self._refuse_orphan(sheet, parent, row)
        children = home.tree.setdefault(parent.key, [])
        tree = tree_of(sheet, row)
        self._put(sheet, row, Home(home.file, (*home.path, parent.key, len(children)), tree, row.place))
        children.append(tree)

    def _refuse_orphan(self, sheet: Sheet, parent: Parent, row: Row) -> Home:
        """Note that the fact a row belongs to is not there. What stands in its place is refused at the row, and known to what refers to it."""
        wanted, place = row.text(parent.column.header), row.places[parent.column.header]
        if wanted:
            action = advice(wanted, self.homes.get(parent.sheet, {}), f"rätta id:t, eller lägg till det på bladet {parent.sheet}")
            self.found.refuse(place, f"id:t {shown(wanted)}", f"ett id på bladet {parent.sheet}", action)
        facts = self.file(_ORPHANS).data.setdefault(sheet.section, [])
        home = Home(_ORPHANS, (sheet.section, len(facts)), {ID_KEY: wanted}, place)
        facts.append(home.tree)
        self.file(_ORPHANS).places[home.path] = place
        return home

    def _put(self, sheet: Sheet, row: Row, home: Home) -> None:
        self._note_places(sheet, row, home)
        if fact_id := home.tree.get(ID_KEY):
            self.homes.setdefault(sheet.name, {}).setdefault(str(fact_id), home)

    def _note_places(self, sheet: Sheet, row: Row, home: Home) -> None:
        places = self.file(home.file).places
        if home.path:
            places[home.path] = row.place
        for column in sheet.columns:
            if home.path or column.header in row.values:
                for end in range(1, len(column.path)):
                    places.setdefault((*home.path, *column.path[:end]), row.place)
                places[(*home.path, *column.path)] = row.places[column.header]

    def refuse_childless(self, sheets: Mapping[str, Sheet]) -> None:
        """Note the facts that must have others belonging to them and have none."""
        for sheet in sheets.values():
            for home in self.homes.get(sheet.parent.sheet, {}).values() if sheet.parent and sheet.parent.needed else ():
                if sheet.parent and not home.tree.get(sheet.parent.key):
                    words = f"minst en rad på bladet {sheet.name} med dess id", "lägg till raden, eller ta bort den här"
                    self.found.refuse(home.place, f'"{home.tree[ID_KEY]}" utan {sheet.parent.key}', *words)
                    home.tree[sheet.parent.key] = []

    def made(self) -> dict[str, MadeFile]:
        """The files, each with its sections in their order."""
        return {name: self._made(name, draft) for name, draft in sorted(self.files.items())}

    def _made(self, name: str, draft: Draft) -> MadeFile:
        data = {key: draft.data[key] for key in SECTIONS.values() if key in draft.data}
        if self.found.errors:
            return MadeFile(name, b"", data, draft.places)  # never written, and there may be no way to write it
        raw = to_yaml(data, self.schema)
        if len(raw) > SIZE_LIMIT:
            words = (f"uppgifter till {name} på {len(raw)} byte", f"högst {SIZE_LIMIT} byte i varje fil", f"ange en annan fil i kolumnen {FILE}")
            self.found.errors.append(InputError(self.found.file, 0, 0, *words))
        return MadeFile(name, raw, data, draft.places)


def tree_of(sheet: Sheet, row: Row) -> dict[str, Any]:
    """A row as the tree of its fact, its keys in the order of the model."""
    tree: dict[str, Any] = {}
    for column in sheet.in_order:
        if column.header in row.values:
            _set(tree, column, row.values[column.header])
        elif column.nullable:
            _set(tree, column, None)
    return tree


def _set(tree: dict[str, Any], column: Column, value: Any) -> None:
    for key in column.path[:-1]:
        tree = tree.setdefault(key, {})
    tree[column.path[-1]] = value
