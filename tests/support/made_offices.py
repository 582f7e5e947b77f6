"""Results of offices without any files: two measures of one form, given by a few numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.city.offices import Basis, OfficeRun
from pipeline.errors import EXIT_OK
from pipeline.model.figures import Figure, State
from pipeline.model.lacks import Lack, LackKind

FORM = "phone_monitoring"


def basis(version: str = "1", *, measure: str = "consultations", adds_up: bool = True) -> Basis:
    """The definition of a measure of one form in some version."""
    form = (FORM, version)
    return Basis(form, (form,), "전화모니터링", measure, "상담", "건", adds_up)


def office(
    name: str,
    regions: Sequence[int],
    *,
    version: str = "1",
    code: int = EXIT_OK,
    missing: Sequence[str] = (),
    items: Mapping[str, int] | None = None,
    expected: Sequence[Mapping[str, object]] = (),
) -> OfficeRun:
    """An office whose regions have these numbers; with ``missing`` its sum is partial (without any number: missing)."""
    value = sum(regions) if regions else None
    whole = Figure(
        "consultations",
        "건",
        value,
        _state(value, missing),
        missing=tuple(Lack(LackKind.TOLD, told=words) for words in missing),
    )
    own = [
        Figure("consultations", "건", number, _state(number, ()), region=region)
        for region, number in enumerate(regions, start=1)
    ]
    told = [Figure("consultations", "건", number, State.VALUE, item=item) for item, number in (items or {}).items()]
    return OfficeRun(
        name,
        code,
        status="확정" if code == EXIT_OK else "잠정",
        as_of=date(2021, 12, 31),
        sha256="0" * 64,
        figures=(whole, *own, *told),
        bases={"consultations": basis(version)},
        expected=tuple(expected),
    )


def failed_office(name: str, code: int = 10, version: str | None = None) -> OfficeRun:
    """An office without a result; its forms are known if ``version`` is given."""
    return OfficeRun(name, code, "설정 파일을 고쳐 주세요.", bases={"consultations": basis(version)} if version else {})


def _state(value: int | None, missing: Sequence[str]) -> State:
    if value is None:
        return State.MISSING
    return State.PARTIAL if missing else State.VALUE if value else State.ZERO
