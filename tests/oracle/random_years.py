"""Random small years: an office of a few regions and months with random numbers, and mistakes put into its returns.

Comes in: a seed. Goes out: a settings file, a folder of returns without a fault, and mistakes by name, each of which
rewrites one return (or writes another file beside it). The intended numbers stay the same, unless the mistake says
otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from random import Random

from examples.generator import Submission, build_year
from examples.generator.settings import settings_text
from examples.generator.submission import write_submission
from pipeline.forms.form import FormSet
from pipeline.main import load
from pipeline.settings.load import YearConfig
from pipeline.templates import Filling

YEAR = 2021
SETTINGS = Path(__file__).resolve().parents[2] / "config.yaml"


@dataclass(frozen=True, slots=True)
class RandomYear:
    config: YearConfig
    forms: FormSet
    submissions: list[Submission]
    folder: Path

    @property
    def budget(self) -> dict[tuple[int, str], int]:
        items = self.config.plan.budget.items if self.config.plan.budget else ()
        return {(region, item.name): item.per_region_won for region in self.config.regions for item in items}

    def path(self, submission: Submission) -> Path:
        return self.folder / submission.file


def make_year(seed: int, folder: Path) -> RandomYear:
    """A year of one to three regions and one or two months with random numbers; all its returns are in ``folder``."""
    chance = Random(f"year {seed}")
    months = sorted(chance.sample(range(1, 13), chance.choice((1, 1, 2))))
    folder.mkdir(parents=True)
    settings = folder / "config.yaml"
    settings.write_text(settings_text(SETTINGS, YEAR, chance.choice((1, 2, 2, 3)), months), encoding="utf-8")
    config, forms = load(settings, YEAR)
    submissions = [_jumbled(each, chance) for each in build_year(config, forms, seed)]
    year = RandomYear(config, forms, submissions, folder / "input")
    for submission in submissions:
        write_submission(forms, submission, year.folder)
    return year


def _jumbled(submission: Submission, chance: Random) -> Submission:
    """The same return with its rows in another order, and with other numbers where no other number depends on them."""
    tables = {name: [dict(row) for row in rows] for name, rows in submission.filling.tables.items()}
    for name in ("households", "monitoring", "newsletter", "spending", "problems", "organisations"):
        chance.shuffle(tables.get(name, []))
    for row in tables.get("households", []):
        row["found_count"], row["support_count"] = chance.randint(0, 9), chance.randint(0, 9)
        if chance.random() < 0.2:
            row.pop("shared_count")
    for row in tables.get("monitoring", []):
        row["people_count"] = chance.randint(100, 400)
        row["consultation_count"] = int(str(row["people_count"])) * chance.randint(2, 9) + chance.randint(0, 99)
        if "supported_people_count" in row:
            row["supported_people_count"] = chance.randint(1, 100)
    for row in tables.get("organisations", []):
        row["staff_count"] = chance.randint(1, 9)
    return replace(submission, filling=Filling(submission.filling.header, tables))


# -- mistakes: (what was intended, what lies in the folder instead); the intended numbers are the truth --------------

Rows = list[dict[str, object]]
Mistake = Callable[[RandomYear, Submission, Random], tuple[Submission, list[Submission]] | None]
TYPED: dict[str, Callable[[int], object]] = {
    "letter O for 0": lambda n: f"{n}O",
    "about": lambda n: f"약 {n}",
    "at least": lambda n: f"{n} 이상",
    "from to": lambda n: f"{n}~{n + 2}",
    "half": lambda n: n + 0.5,
    "below nothing": lambda n: -n - 1,
    "undecided": lambda n: "미정",
    "left blank": lambda n: None,
    "two numbers": lambda n: f"{n} {n}",
    "a slash": lambda n: f"{n}/2",
    "decimal comma": lambda n: f"{n},5",
    "with commas": lambda n: f"{n:,}",
    "full width": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "spaces around": lambda n: f"  {n} ",
}
NUMBERED = {
    "households": ("found_count", "support_count"),
    "meetings": ("supervisor_count", "lead_staff_count"),
    "monitoring": ("people_count", "consultation_count"),
    "organisations": ("staff_count",),
    "budget": ("unit_price_won", "quantity"),
    "spending": ("amount_won",),
    "grants": ("granted_won",),
}


def _typed(write: Callable[[int], object]) -> Mistake:
    """A number that is typed as something else than a number."""

    def mistake(year: RandomYear, meant: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
        places = [
            (table, number, column)
            for table, columns in NUMBERED.items()
            for number, row in enumerate(meant.filling.tables.get(table, []))
            for column in columns
            if row.get(column) is not None
        ]
        if not places:
            return None
        table, number, column = chance.choice(places)
        value = meant.filling.tables[table][number][column]
        assert isinstance(value, int)
        return meant, [with_cell(meant, table, number, {column: write(value)})]

    return mistake


def _other_dong(year: RandomYear, meant: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
    """The dong of a neighbour, or one that the table already has."""
    table = next((name for name in ("households", "monitoring") if meant.filling.tables.get(name)), None)
    if table is None:
        return None
    dongs = [dong for region in year.config.regions.values() for dong in region.dongs]
    rows = meant.filling.tables[table]
    number = chance.randrange(len(rows))
    others = [dong for dong in dongs if dong != rows[number]["dong"]]
    return meant, [with_cell(meant, table, number, {"dong": chance.choice(others)})]


def _row_gone(year: RandomYear, meant: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
    """The row of a dong is deleted."""
    table = next((name for name in ("households", "monitoring") if meant.filling.tables.get(name)), None)
    if table is None:
        return None
    rows = list(meant.filling.tables[table])
    del rows[chance.randrange(len(rows))]
    return meant, [with_tables(meant, {table: rows})]


def _row_twice(year: RandomYear, meant: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
    """A row is copied below itself."""
    tables = [name for name in NUMBERED if meant.filling.tables.get(name) and name not in ("meetings", "budget")]
    if not tables:
        return None
    table = chance.choice(tables)
    rows = list(meant.filling.tables[table])
    rows.append(dict(chance.choice(rows)))
    return meant, [with_tables(meant, {table: rows})]


def _copied(year: RandomYear, meant: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
    """The same file is sent a second time under another name."""
    return meant, [meant, beside(meant, " - 복사본")]


def _corrected(days: int | None) -> Mistake:
    """A second file with a corrected number, dated so many days later (None: not dated); its number is the intended
    one.
    """

    def mistake(year: RandomYear, first: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
        tables = first.filling.tables
        table = next((name for name in ("households", "monitoring", "organisations") if tables.get(name)), "")
        if not table:
            return None
        column = NUMBERED[table][-1]
        value = first.filling.tables[table][0][column]
        assert isinstance(value, int)
        written = first.filling.header["date"]
        assert isinstance(written, date)
        changed = with_cell(first, table, 0, {column: value + 1})
        dated = with_header(changed, {"date": None if days is None else written + timedelta(days=days)})
        return changed, [first, beside(dated, " 수정")]

    return mistake


def _header(**values: object) -> Mistake:
    """A mistake in the header block of a monthly return."""

    def mistake(year: RandomYear, meant: Submission, chance: Random) -> tuple[Submission, list[Submission]] | None:
        return (meant, [with_header(meant, values)]) if meant.slot.month is not None else None

    return mistake


MISTAKES: dict[str, Mistake] = {
    **{name: _typed(write) for name, write in TYPED.items()},
    "other dong": _other_dong,
    "row gone": _row_gone,
    "row twice": _row_twice,
    "copied": _copied,
    "corrected later": _corrected(1),
    "corrected the same day": _corrected(0),
    "corrected, older date": _corrected(-1),
    "corrected, no date": _corrected(None),
    "month 13": _header(month=13),
    "no month": _header(month=None),
    "nothing happened, yet rows": _header(activity_state="실적 없음"),
}


def put_in(year: RandomYear, count: int, chance: Random) -> tuple[RandomYear, dict[str, tuple[str, Submission]]]:
    """Write up to ``count`` mistakes, one per region and form, into the folder.

    Returns the year as it was intended, and the name of the mistake for each file that was changed or added.
    """
    meant, done = list(year.submissions), set()
    touched: dict[str, tuple[str, Submission]] = {}
    for number in chance.sample(range(len(meant)), len(meant)):
        slot = meant[number].slot
        if len(done) == count or (slot.form, slot.region) in done:
            continue
        name = chance.choice(list(MISTAKES))
        made = MISTAKES[name](year, meant[number], chance)
        if made is None:
            continue
        done.add((slot.form, slot.region))
        meant[number], files = made
        for submission in files:
            write_submission(year.forms, submission, year.folder)
            touched[submission.file] = (name, submission)
    return replace(year, submissions=meant), touched


def with_tables(submission: Submission, tables: dict[str, Rows]) -> Submission:
    filling = submission.filling
    return replace(submission, filling=Filling(filling.header, {**filling.tables, **tables}))


def with_cell(submission: Submission, table: str, number: int, values: dict[str, object]) -> Submission:
    rows = [dict(row) for row in submission.filling.tables[table]]
    rows[number] |= values
    return with_tables(submission, {table: rows})


def with_header(submission: Submission, values: dict[str, object]) -> Submission:
    filling = submission.filling
    return replace(submission, filling=Filling({**filling.header, **values}, filling.tables))


def beside(submission: Submission, suffix: str) -> Submission:
    path = PurePosixPath(submission.file)
    return replace(submission, file=str(path.with_stem(path.stem + suffix)))
