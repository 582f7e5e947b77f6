"""What may explain a difference: exactly one thing of exactly that size.

Comes in: a figure, her number less ours, and what is behind the figure. Goes out: a sentence; "" where nothing fits or
several things do. It reports that amounts coincide and claims no cause.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.explain.behind import Behind
from pipeline.korean import attach, count_text
from pipeline.model.figures import Figure

_NUMBER = re.compile(r"([0-9][0-9,]*)\D{0,4}")


def hint_of(difference: int, figure: Figure, behind: Behind) -> str:
    """The earlier version that gives the difference, else the left-out value, cell or return of that size."""
    found = list(_earlier_versions(difference, figure, behind))
    if not found:
        found = list(_left_out(difference, figure, behind) if difference > 0 else _added(-difference, figure, behind))
    if len(found) != 1:
        return ""
    return f"차이 {attach(count_text(abs(difference), figure.unit), '은/는')} {found[0]}"


def _left_out(more: int, figure: Figure, behind: Behind) -> Iterator[str]:
    """She has more: what she counted and we had to leave out."""
    out = behind.uncounted(figure)
    for place, amount in out:
        if amount == more:
            yield f"확인이 필요해 합계에서 뺀 '{place}' 칸의 값과 같습니다."
    if len(out) > 1 and sum(amount for _, amount in out) == more:
        yield f"확인이 필요해 합계에서 뺀 칸 {len(out)}개를 모두 더한 값과 같습니다."


def _added(less: int, figure: Figure, behind: Behind) -> Iterator[str]:
    """She has less: what we added and she did not."""
    amounts = [(place, amount) for place, amount in behind.amounts(figure) if amount is not None]
    if len(amounts) < 2:
        return
    of_file, cells = Counter[str](), Counter(place.file for place, _ in amounts)
    for place, amount in amounts:
        of_file[place.file] += amount
        if amount == less:
            yield f"우리가 더한 '{place}' 칸의 값과 같습니다."
    for file, amount in of_file.items():
        if amount == less and 1 < cells[file] < len(amounts):
            yield f"우리가 더한 '{file}' 파일의 합과 같습니다."


def _earlier_versions(difference: int, figure: Figure, behind: Behind) -> Iterator[str]:
    """She counted an earlier version of a return that has been replaced since."""
    sources = set(figure.sources)
    changes: defaultdict[str, list[int | None]] = defaultdict(list)
    for change in behind.result.differences:
        if change.place in sources:
            old, new = _number(change.old_value), _number(change.new_value)
            changes[change.older].append(None if old is None or new is None else old - new)
    for file, amounts in changes.items():
        known = [amount for amount in amounts if amount is not None]
        if len(known) == len(amounts) and sum(known) == difference:
            yield f"새 제출본으로 바뀐 '{file}' 파일로 세면 나오는 차이와 같습니다."


def _number(text: str) -> int | None:
    """The number that a cell of a version shows; 0 where the cell is blank, None where it is something else."""
    if not text.strip():
        return 0
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1].replace(",", "")) if found else None
