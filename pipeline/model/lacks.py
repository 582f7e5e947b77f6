"""What is missing from a sum: returns that have not come, values that the returns do not have, and rows that were left
out.

Comes in: what ``count`` found missing, or what an earlier results.json lists. Goes out: ``Lack``, plain data that is
judged by its kind and worded only where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

MOST_PLACES = 6


class LackKind(StrEnum):
    """Why something is not in a sum."""

    NOT_SUBMITTED = "not_submitted"
    NOT_WRITTEN = "not_written"  # the return came without it
    LEFT_OUT = "left_out"  # rows that came but cannot be counted yet
    TOLD = "told"  # known only as a sentence


_WORDS = {LackKind.NOT_SUBMITTED: "미제출", LackKind.NOT_WRITTEN: "미기재"}


@dataclass(frozen=True, slots=True)
class Lack:
    """One kind of thing that a sum lacks: the name of a ``form`` with all its ``places`` ("1권역 4월"), the number of
    ``rows`` that were left out, or the sentence ``told``. In the sum of a city, ``office`` is the office concerned.
    """

    kind: LackKind
    form: str = ""
    places: tuple[str, ...] = ()
    rows: int = 0
    told: str = ""
    office: str = ""

    @property
    def has_come(self) -> bool:
        """Whether it was submitted: nobody owes it, it only cannot be counted yet."""
        return self.kind in (LackKind.NOT_WRITTEN, LackKind.LEFT_OUT)

    def words(self, most: int = MOST_PLACES) -> str:
        """ "월별실적 미제출(1권역 4월, 2권역 4월)", at most so many places; "확인이 필요해 뺀 줄 2개"."""
        whose = f"{self.office}: " if self.office else ""
        if self.kind is LackKind.TOLD:
            return whose + self.told
        if self.kind is LackKind.LEFT_OUT:
            return f"{whose}확인이 필요해 뺀 줄 {self.rows}개"
        more = " 등" if len(self.places) > most else ""
        listed = f"({', '.join(self.places[:most])}{more})" if self.places else ""
        return whose + " ".join(part for part in (self.form, _WORDS[self.kind]) if part) + listed

    def entry(self) -> dict[str, Any]:
        """The lack as in results.json: the fields that are set."""
        given = {"form": self.form, "places": list(self.places), "rows": self.rows, "told": self.told}
        return {"kind": self.kind.value, **{name: value for name, value in given.items() if value}}


def lack_of(entry: Mapping[str, Any]) -> Lack:
    """The lack that ``Lack.entry`` wrote. Raises AttributeError, TypeError or ValueError for anything else."""
    rows = entry.get("rows", 0)
    if not isinstance(rows, int) or not isinstance(entry.get("places", []), list):
        raise TypeError(entry)
    places = tuple(str(place) for place in entry.get("places", ()))
    return Lack(LackKind(str(entry.get("kind"))), str(entry.get("form", "")), places, rows, str(entry.get("told", "")))


def in_question(lacks: Sequence[Lack]) -> bool:
    """Whether a value is missing only because of things that were submitted but cannot be counted; False for no
    lacks.
    """
    return bool(lacks) and all(lack.has_come for lack in lacks)


def merged(lacks: Iterable[Lack]) -> list[Lack]:
    """Each form once, with all its places; of several counts of left-out rows, the largest."""
    found: dict[Lack, Lack] = {}
    for lack in lacks:
        same = replace(lack, places=(), rows=0)
        before = found.get(same, same)
        places = tuple(dict.fromkeys((*before.places, *lack.places)))
        found[same] = replace(same, places=places, rows=max(before.rows, lack.rows))
    return sorted(found.values(), key=lambda lack: (lack.kind is LackKind.TOLD, lack.kind is LackKind.LEFT_OUT))
