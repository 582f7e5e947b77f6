"""The row gate: what the cells of one row, or the rows of one table, say about each other.

Comes in: the frames of a table over all its returns. Goes out: findings; the rows that must not count are named in
them. The rules come from the form's declaration; this module only knows their kinds. Cells that could not be read are
not compared: one mistake, one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.check.context import gap_in_row
from pipeline.forms.form import Column, Form, RowRule, TableForm
from pipeline.model.findings import Effect, Finding
from pipeline.model.tables import Key, TableFrames, ValueRow, ValueTable
from pipeline.normalise import TotalKind, fold_name, total_kind
from pipeline.rules.catalogue import row_finding, rules, worded_finding


def check_rows(form: Form, table: TableForm, frames: TableFrames) -> list[Finding]:
    """Every finding of the table's declared rules and of its totals, in the order of the rows."""
    if frames.values.empty and not any(part.totals for part in frames.parts.values()):
        return []
    checker = _RowChecker(form, table, frames)
    found = [item for rule in table.rules for item in checker.check(rule)]
    found += [*checker.copies(), *checker.totals()]
    return sorted(found, key=lambda item: (item.place.file, item.row or 0))


_SIGNS = {"product": " × ", "difference": " − ", "sum": " + "}


class _RowChecker:
    def __init__(self, form: Form, table: TableForm, frames: TableFrames) -> None:
        self.form = form
        self.table = table
        self.frames = frames
        self.values = frames.values
        self.states = frames.states

    def check(self, rule: RowRule) -> Iterator[Finding]:
        if self.values.empty:
            return iter(())
        check = getattr(self, f"_{rule.kind}")
        return check(rule)

    def _say(self, rule: RowRule, key: Key, column: Column, **words: object) -> Finding:
        place = self.frames.place(key, column.id)
        words.setdefault("value", self.frames.typed(key, column.id))
        return row_finding(rule.rule, place, self.table.id, key[1], label=column.label, **words)

    def _pair(self, rule: RowRule, bad: pd.Series) -> Iterator[Finding]:
        column, other = self.table.column(rule.column), self.table.column(rule.other)
        for key in bad.index[bad.fillna(False).astype(bool)]:
            yield self._say(rule, key, column, other=other.label, other_value=self.frames.typed(key, other.id))

    def _not_below(self, rule: RowRule) -> Iterator[Finding]:
        return self._pair(rule, self.values[rule.column] < self.values[rule.other])

    def _not_above(self, rule: RowRule) -> Iterator[Finding]:
        return self._pair(rule, self.values[rule.column] > self.values[rule.other])

    def _equal(self, rule: RowRule) -> Iterator[Finding]:
        return self._pair(rule, self.values[rule.column] != self.values[rule.other])

    def _not_before(self, rule: RowRule) -> Iterator[Finding]:
        """A date in another year is already reported, so comparing it with a date of this year gives no second
        finding.
        """
        both = self.values[rule.column].notna() & self.values[rule.other].notna()
        later = self.values[both]
        told = all(self.table.column(name).type == "date" for name in (rule.column, rule.other)) and all(
            self.table.column(name).within != "any" for name in (rule.column, rule.other)
        )
        bad = pd.Series(
            [
                end < start and not (told and end.year != start.year)
                for end, start in zip(later[rule.column], later[rule.other], strict=True)
            ],
            index=later.index,
            dtype=bool,
        )
        return self._pair(rule, bad)

    def _product(self, rule: RowRule) -> Iterator[Finding]:
        first, second = rule.columns
        expected = self.values[first] * self.values[second]
        yield from self._computed(rule, expected)

    def _difference(self, rule: RowRule) -> Iterator[Finding]:
        first, second = rule.columns
        yield from self._computed(rule, self.values[first] - self.values[second])

    def _sum(self, rule: RowRule) -> Iterator[Finding]:
        yield from self._computed(
            rule, sum((self.values[name] for name in rule.columns[1:]), self.values[rule.columns[0]])
        )

    def _computed(self, rule: RowRule, expected: pd.Series) -> Iterator[Finding]:
        column = self.table.column(rule.column)
        bad = (self.values[rule.column] != expected).fillna(False)
        for key in self.values.index[bad.astype(bool)]:
            parts = [self.table.column(name).label for name in rule.columns]
            words = {"first": parts[0], "second": parts[1], "formula": _SIGNS[rule.kind].join(parts)}
            yield self._say(rule, key, column, expected=f"{int(expected.loc[key]):,}", **words)

    def _unique(self, rule: RowRule) -> Iterator[Finding]:
        """Rows with the same values in the rule's columns. Where their numbers agree, they count once; where these
        differ and the rule leaves rows out, none of them counts.
        """
        columns = list(rule.columns)
        leaves_out = rules()[rule.rule].effect is Effect.ROW_LEFT_OUT
        known = self.values[self.values[columns].notna().all(axis=1)]
        numbers = [c.id for c in self.table.columns if c.measure]
        alike: dict[tuple[object, ...], list[Key]] = {}
        for key, *told in zip(known.index, *(known[name] for name in columns), strict=True):
            alike.setdefault((key[0], *(fold_name(str(value)) for value in told)), []).append(key)
        for keys in alike.values():
            if len(keys) == 1:
                continue
            group = known.loc[keys]
            same = len(group[numbers].astype("string").fillna("").drop_duplicates()) == 1 if numbers else True
            first = group.index[0]
            column = self.table.column(columns[-1])
            shown = " · ".join(self.frames.typed(first, name) for name in columns)
            for key in group.index[1:] if same or not leaves_out else group.index:
                other = first if key != first else group.index[1]
                rows = {"first_row": other[1], "shown": shown, "value": self.frames.typed(key, column.id)}
                yield self._say(rule, key, column, **rows)

    def copies(self) -> Iterator[Finding]:
        """Rows that equal another row of the return in every cell; both are counted. Only in tables that have measures
        and no ``unique`` rule.
        """
        if self.values.empty or not self.table.measures or any(rule.kind == "unique" for rule in self.table.rules):
            return
        alike: dict[tuple[object, ...], list[Key]] = {}
        columns = [self.values[column.id] for column in self.table.columns]
        for key, *cells in zip(self.values.index, *columns, strict=True):
            alike.setdefault((key[0], *("" if pd.isna(cell) else str(cell) for cell in cells)), []).append(key)
        for first, *others in alike.values():
            for key in others:
                place, column = self.frames.place(key, self.table.columns[0].id), self.table.columns[0]
                typed = self.frames.typed(key, column.id)
                yield row_finding("ROW-012", place, self.table.id, key[1], first_row=first[1], value=typed)

    def _together(self, rule: RowRule) -> Iterator[Finding]:
        first, second = rule.columns
        for one, other in ((first, second), (second, first)):
            lone = (self.states[one].isin(("value", "zero"))) & (self.states[other] == "blank")
            for key in self.values.index[lone]:
                column = self.table.column(other)
                words = {"other": self.table.column(one).label, "other_value": self.frames.typed(key, one)}
                yield self._lacking(self._say(rule, key, column, **words), key, other)

    def _lacking(self, found: Finding, key: Key, *columns: str) -> Finding:
        """The same finding, with a gap for the numbers of these columns."""
        numbers = [name for name in columns if self.table.column(name).measure]
        return replace(found, gaps=(gap_in_row(self.table, self.frames, key, *numbers),)) if numbers else found

    def _at_least_one(self, rule: RowRule) -> Iterator[Finding]:
        blank = (self.states[list(rule.columns)] == "blank").all(axis=1)
        labels = ", ".join(self.table.column(name).label for name in rule.columns)
        for key in self.values.index[blank]:
            found = self._say(rule, key, self.table.column(rule.columns[0]), labels=labels)
            yield self._lacking(found, key, *rule.columns)

    def _listed(self, rule: RowRule) -> Iterator[Finding]:
        """Values that another table of the same return must list. Nothing here: the module ``listed`` checks them,
        because it has that table.
        """
        return iter(())

    def _when_equals(self, rule: RowRule) -> Iterator[Finding]:
        asked, own = self.values[rule.other].astype("string") == rule.value, self.values[rule.column]
        bad = asked & own.notna() & ~own.astype("string").isin(rule.allowed)
        yield from self._pair(rule, bad)

    def _when_at_least(self, rule: RowRule) -> Iterator[Finding]:
        asked = self.values[rule.other] == rule.value
        yield from self._pair(rule, asked & (self.values[rule.column] < rule.minimum))

    # -- totals that the sender typed -------------------------------------------------------------------------------

    def totals(self) -> Iterator[Finding]:
        """Typed totals that are not the sum of their rows, with both values. Only columns that may be summed. A
        subtotal (소계) covers the rows since the total before it, any other total all rows above it, and one above all
        rows covers them all; a running total (누계) also includes other files and is not compared.
        """
        for part in self.frames.parts.values():
            before = 0
            yield from self._unnamed_total(part)
            for number, total in enumerate(part.totals):
                kinds = {total_kind(text) for text in total.typed.values()}
                start = before if TotalKind.PART in kinds else 0
                before = total.row
                if TotalKind.RUNNING not in kinds:
                    is_on_top = TotalKind.PART not in kinds and all(total.row < row.row for row in part.rows)
                    above = [row for row in part.rows if is_on_top or start < row.row < total.row]
                    inner = [row for row in part.totals[:number] if start < row.row]
                    yield from self._totals_of_row(total, above, inner, part)

    def _unnamed_total(self, part: ValueTable) -> Iterator[Finding]:
        """The last row, if its numbers are the sums of all rows above in at least two columns, or in one column over at
        least three rows: it is a total under an unknown name, and would be counted on top of its rows.
        """
        *above, last = part.rows or (None,)
        first = self.table.columns[0]
        if last is None or len(above) < 2 or first.type != "text" or first.choices:
            return  # a total under a name from a list cannot get past the cell gate
        columns = [c for c in self.table.columns if c.measure and isinstance(last.values.get(c.id), int)]
        columns = [column for column in columns if last.values[column.id]]
        is_sum = bool(columns) and all(last.values[c.id] == _sum(above, c) for c in columns)
        if is_sum and (len(columns) > 1 or len(above) > 2) and (last.row, columns[0].id) not in part.as_text:
            words = {"value": last.typed.get(first.id, ""), "row": last.row}
            yield worded_finding("ROW-014", part.place(first.id, last.row), words, table=self.table.id, row=last.row)

    def _totals_of_row(
        self, total: ValueRow, above: Sequence[ValueRow], inner: Sequence[ValueRow], part: ValueTable
    ) -> Iterator[Finding]:
        told_twice = False
        for column in self.table.columns:
            if not column.measure or not column.is_number:
                continue
            place = part.place(column.id, total.row)
            stated = total.values.get(column.id)
            if total.states.get(column.id) == "unreadable":
                words = {"value": total.typed.get(column.id, ""), "label": column.label}
                yield worded_finding("ROW-008", place, words, table=self.table.id)
            elif isinstance(stated, int) and inner and stated == _sum([*above, *inner], column) != _sum(above, column):
                if not told_twice:  # there is one row to delete, however many columns are wrong
                    yield self._counted_twice(column, total, above, inner[-1], part)
                told_twice = True
            elif isinstance(stated, int):
                yield from self._total(column, stated, above, part, total.row)

    def _counted_twice(
        self, column: Column, total: ValueRow, above: Sequence[ValueRow], inner: ValueRow, part: ValueTable
    ) -> Finding:
        """The finding for a total that adds, besides the rows, a total typed among them."""
        words = {
            "value": inner.typed.get(column.id, ""),
            "total_row": total.row,
            "label": column.label,
            "stated": f"{total.values[column.id]:,}",
            "total": f"{_sum(above, column):,}",
        }
        return worded_finding("ROW-011", part.place(column.id, inner.row), words, table=self.table.id)

    def _total(
        self, column: Column, stated: int, above: Sequence[ValueRow], part: ValueTable, total_row: int
    ) -> Iterator[Finding]:
        if any(row.states.get(column.id) == "unreadable" for row in above):
            return  # the unreadable cell is already reported; comparing a sum without it would report it twice
        total = _sum(above, column)
        if total == stated:
            return
        words = {
            "value": f"{stated:,}",
            "label": column.label,
            "total": f"{total:,}",
            "difference": f"{stated - total:+,}",
        }
        added = [row for row in above if (row.row, column.id) not in part.as_text]
        lacks_text = (total_row, column.id) in part.worked_out and stated == _sum(added, column)
        place = part.place(column.id, total_row)
        yield worded_finding("ROW-013" if lacks_text else "ROW-005", place, words, table=self.table.id)


def _sum(rows: Sequence[ValueRow], column: Column) -> int:
    return sum(value for row in rows if isinstance(value := row.values.get(column.id), int))
