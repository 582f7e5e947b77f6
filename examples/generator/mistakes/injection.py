"""Mistakes put into a folder of returns, so that each can be looked for.

Comes in: a year without a mistake, kinds of mistakes, a seed. Goes out: the changed workbooks and what must be found in
them. Nothing is put where another mistake is felt: in its row, in all tables that refer to each other, or in its file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from lxml import etree

from examples.generator.days import dice
from examples.generator.mistakes.books import book_mistakes
from examples.generator.mistakes.cells import cell_mistakes
from examples.generator.mistakes.rows import row_mistakes
from examples.generator.mistakes.scene import WIDEST_FIRST, Change, Edit, Expected, Mistake, Scene, Spot, neighbours
from examples.generator.packages import MAIN, Parts, packed, sheet_parts, unpacked
from examples.generator.submission import Submission, write_submission
from pipeline.model.cells import cell_address, column_number

Lock = tuple[str, str, int | None]  # file, table, row; None is the whole table
VERY_SCARCE = 2  # a kind that fits into so few files goes first


@dataclass(frozen=True, slots=True)
class Injected:
    """A mistake that was made: its kind, the file, and every finding that it has to bring (files filled in)."""

    mistake: str
    file: str
    expected: tuple[Expected, ...]


def catalogue() -> list[Mistake]:
    """Every kind of mistake."""
    return [*cell_mistakes(), *row_mistakes(), *book_mistakes()]


def inject(folder: Path, scene: Scene, count: int, seed: int, kinds: Sequence[Mistake] = ()) -> list[Injected]:
    """Write the year of ``scene`` into ``folder`` with ``count`` mistakes in it, every kind in turn; what was made.

    ``kinds`` are those of the catalogue where none are given. There are fewer mistakes where no place is left.
    """
    return _Injection(folder, scene, dice(seed, "mistakes")).run(kinds or catalogue(), count)


class _Injection:
    def __init__(self, folder: Path, scene: Scene, chance: Random) -> None:
        self.folder, self.scene, self.chance = folder, scene, chance
        self.taken: set[Lock] = set()
        self.current = {submission.file: submission for submission in scene.submissions}
        self.edits: dict[str, list[Edit]] = {}

    def run(self, kinds: Sequence[Mistake], count: int) -> list[Injected]:
        order, made = self._in_order(kinds), list[tuple[str, str, tuple[Expected, ...]]]()
        before = -1
        while before < len(made) < count:
            before = len(made)
            for mistake in order:
                spot = self._free_spot(mistake) if len(made) < count else None
                if spot is not None:
                    change = mistake.change(spot, self.chance)
                    self._keep(spot, change)
                    made.append((mistake.name, spot.submission.file, change.expected))
        parts = {file: self._write(file) for file in self.current}
        return [
            Injected(name, file, tuple(_resolved(each, file, parts[file]) for each in expected))
            for name, file, expected in made
        ]

    def _in_order(self, kinds: Sequence[Mistake]) -> list[Mistake]:
        """Kinds that fit into hardly any file first, then those that need a whole one, then the rest."""
        files = {
            kind.name: sum(any(True for _ in kind.spots(self.scene, each)) for each in self.scene.submissions)
            for kind in kinds
        }
        return sorted(
            kinds, key=lambda kind: (files[kind.name] > VERY_SCARCE, WIDEST_FIRST.index(kind.reach), files[kind.name])
        )

    def _free_spot(self, mistake: Mistake) -> Spot | None:
        """A place where no other mistake is felt, taken now; forms are drawn first, so that each gets its share."""
        submissions = list(self.scene.submissions)
        self.chance.shuffle(submissions)
        forms = list(self.scene.forms.forms)
        self.chance.shuffle(forms)
        for submission in sorted(submissions, key=lambda each: forms.index(each.slot.form)):
            spots = mistake.spots(self.scene, self.current[submission.file])
            free = [(spot, locks) for spot in spots if (locks := self._free_locks(mistake, spot))]
            if free:
                spot, locks = self.chance.choice(free)
                self.taken |= locks
                return spot
        return None

    def _free_locks(self, mistake: Mistake, spot: Spot) -> set[Lock]:
        """Where the mistake is felt, if it is felt alone there; empty where another one is felt too."""
        own = self._own_locks(mistake, spot)
        if not self._are_free(own):
            return set()
        others = {lock for submission in mistake.also(spot) for lock in self._all_tables(submission)}
        return own | others if self._are_free(others) else set()

    def _own_locks(self, mistake: Mistake, spot: Spot) -> set[Lock]:
        file = spot.submission.file
        if mistake.reach == "file":
            return self._all_tables(spot.submission)
        if mistake.reach == "row":
            return {(file, spot.table.id, spot.row)}
        return {(file, table, None) for table in neighbours(spot.form, spot.table.id)}

    def _are_free(self, locks: set[Lock]) -> bool:
        """Whether none of the rows, and no row of the tables, is taken."""
        tables = {(file, table) for file, table, row in locks if row is None}
        clash = any(lock in self.taken or (lock[0], lock[1], None) in self.taken for lock in locks)
        return not clash and not any((file, table) in tables for file, table, _ in self.taken)

    def _all_tables(self, submission: Submission) -> set[Lock]:
        form = self.scene.forms[submission.slot.form]
        return {(submission.file, table.id, None) for _, table in form.tables()}

    def _keep(self, spot: Spot, change: Change) -> None:
        file = spot.submission.file
        self.current[file] = change.submission
        if change.edits:
            self.edits.setdefault(file, []).extend(change.edits)

    def _write(self, file: str) -> Parts:
        path = write_submission(self.scene.forms, self.current[file], self.folder)
        parts = unpacked(path.read_bytes())
        for edit in self.edits.get(file, ()):
            parts = edit(parts)
        if file in self.edits:
            path.write_bytes(packed(parts))
        return parts


def _resolved(expected: Expected, file: str, parts: Parts) -> Expected:
    """With its file, and with the cell beside its label."""
    here = replace(expected, file=expected.file or file)
    return replace(here, cell=_beside(expected, parts), label="") if expected.label else here


def _beside(expected: Expected, parts: Parts) -> str:
    strings = [
        "".join(piece.text or "" for piece in item.iter(f"{{{MAIN}}}t"))
        for item in etree.fromstring(parts["xl/sharedStrings.xml"])
    ]
    tree = etree.fromstring(parts[sheet_parts(parts)[expected.sheet]])
    for cell in tree.iter(f"{{{MAIN}}}c"):
        stored = cell.findtext(f"{{{MAIN}}}v")
        if cell.get("t") == "s" and stored and strings[int(stored)].rstrip("*") == expected.label:
            address = str(cell.get("r"))
            letters = address.rstrip("0123456789")
            return cell_address(int(address[len(letters) :]), column_number(letters) + 1)
    raise KeyError(expected.label)
