"""An earlier results.json -> its figures: last year's, for comparison with this year's, or those of this year's
previous run.

Comes in: a results.json (or its content) and the forms. Goes out: ``Figures`` with the same keys as when they were
written, and for this year's earlier run also its findings. Measures that no form declares any more are left out. Raises
ConfigError where the file is not as the program wrote it: last year's numbers are shown as published or not at all. An
earlier run of this year that cannot be read counts as none.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.forms.dimensions import DIMENSIONS, WHOLE_NUMBERS
from pipeline.forms.form import FormSet
from pipeline.model.figures import Figure, Figures, State
from pipeline.model.findings import Place
from pipeline.model.lacks import Lack, LackKind, lack_of

MANIFEST = "manifest.json"
_BEYOND = 10**15  # no sum is that large; Excel itself holds 15 digits
_WITH_VALUE = (State.VALUE, State.ZERO, State.PARTIAL)


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What a run knows about the year before. ``figures`` are compared with this year's; ``note`` says what they lack,
    or why there are none. ``published`` is the file that holds ``figures``, for a year that was published; ``again``
    holds the same figures added up again from that year's returns, None where the returns are no longer there.
    """

    figures: Figures | None = None
    note: str = ""
    again: Figures | None = None
    published: str = ""


NOT_KNOWN = YearBefore()


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """What an earlier run of the same year printed and asked for; the entries of its results.json, unchanged. It asked
    ``region`` alone, or (None) all.
    """

    as_of: date | None
    is_final: bool
    figures: Figures
    findings: list[Mapping[str, Any]]
    returns: list[Mapping[str, Any]]
    region: int | None = None


def earlier_run(path: Path, year: int, forms: FormSet) -> EarlierRun | None:
    """The run that wrote this results.json; None where there was none, it is another year's, or it cannot be read."""
    try:
        content = read_results(path)
        figures = figures_from_results(content, forms, year)
        is_final, as_of = standing_of_results(content)
    except ConfigError:
        return None
    lists = [content.get(name) for name in ("findings", "returns")]
    findings, returns = (
        [e for e in entries if isinstance(e, Mapping)] if isinstance(entries, list) else [] for entries in lists
    )
    region = content.get("of_region")
    return EarlierRun(as_of, is_final, figures, findings, returns, region if isinstance(region, int) else None)


def found_the_same(first: Path, second: Path) -> bool:
    """Whether two results.json agree in everything but the reference day; False where one cannot be read."""
    try:
        contents = [{**read_results(path), "as_of": None} for path in (first, second)]
    except ConfigError:
        return False
    return contents[0] == contents[1]


def figures_from_results(source: Path | Mapping[str, Any], forms: FormSet, year: int | None = None) -> Figures:
    """The figures of an earlier run, in their order; with ``year`` only where the run was of that year.

    ``source`` is the path of a results.json or its content. Missing dimensions are None, as in the file. A measure's
    unit must be the one that the forms declare today; otherwise the years would be compared in different units.
    """
    content, name = (source, "results.json") if isinstance(source, Mapping) else (read_results(source), _name(source))
    if year is not None and content.get("year") != year:
        raise _broken(name, f"{year}년의 것이 아님(적힌 연도: {content.get('year', '없음')})")
    entries = content.get("figures")
    if not isinstance(entries, list):
        raise _broken(name, "'figures' 목록이 없음")
    figures = list(_figures(entries, forms, name))
    for key, count in Counter(figure.key for figure in figures).items():
        if count > 1:
            raise _broken(name, f"같은 수({key})가 {count}번 적혀 있음")
    return Figures(figures, forms.measures)


def standing_of_results(source: Path | Mapping[str, Any]) -> tuple[bool, date | None]:
    """Whether an earlier run was final (확정), and its reference day; (True, None) where an old file does not say. The
    whole office's figures are not final because those of one region are.
    """
    content, name = (source, "results.json") if isinstance(source, Mapping) else (read_results(source), _name(source))
    as_of = content.get("as_of")
    try:
        day = date.fromisoformat(as_of) if as_of is not None else None
    except (TypeError, ValueError):
        raise _broken(name, f"기준일 {as_of!r}을 읽을 수 없음") from None
    return content.get("status") != "잠정" and content.get("of_region") is None, day


def read_results(path: Path) -> Mapping[str, Any]:
    """What a results.json holds. Raises ConfigError where it is not one, or not the one that the manifest beside it
    names: a number changed by hand is nobody's figure.
    """
    try:
        data = path.read_bytes()
        content = json.loads(data.decode("utf-8"))
    except OSError as error:
        raise _broken(_name(path), "파일을 열 수 없음") from error
    except (ValueError, RecursionError) as error:  # not JSON, or not UTF-8
        raise _broken(_name(path), "내용을 읽을 수 없음") from error
    if not isinstance(content, Mapping):
        raise _broken(_name(path), "내용의 모양이 다름")
    sha256 = hashlib.sha256(data).hexdigest()
    if (hashes_in_manifest(path.parent) or {}).get(path.name, sha256) != sha256:
        raise _broken(_name(path), f"만든 뒤에 바뀜: {MANIFEST}에 적힌 것과 다름")
    return content


def hashes_in_manifest(folder: Path) -> Mapping[str, str] | None:
    """The sha256 of each file by its name, as the run that made the folder noted them; None where no run did."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return dict(content["outputs"]) if isinstance(content["year"], int) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _name(path: Path) -> str:
    """A name that says which year's results.json it is: "2020/results.json"."""
    return f"{path.parent.name}/{path.name}"


def _figures(entries: list[Any], forms: FormSet, name: str) -> Iterator[Figure]:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("measure"), str):
            raise _broken(name, f"{number}번째 수의 이름이 없음")
        measure = forms.measures.get(entry["measure"])
        if measure is None:
            continue
        if entry.get("unit") != measure.unit:
            raise _broken(
                name, f"{number}번째 수의 단위 '{entry.get('unit')}'이(가) 지금의 '{measure.unit}'과(와) 다름"
            )
        yield _figure(entry, measure.unit, f"{number}번째 수({entry['measure']})", name)


def _figure(entry: Mapping[str, Any], unit: str, which: str, name: str) -> Figure:
    try:
        state = State(entry["state"])
    except (KeyError, ValueError):
        raise _broken(name, f"{which}의 상태를 알 수 없음") from None
    value = entry.get("value")
    if (value is not None) != (state in _WITH_VALUE) or not _is_whole(value) or (state is State.ZERO and value != 0):
        raise _broken(name, f"{which}의 값 {value!r}이(가) 상태 '{state.value}'과(와) 맞지 않음")
    at: dict[str, Any] = {dimension: entry.get(dimension) for dimension in DIMENSIONS}
    for dimension, given in at.items():
        kind: type = int if dimension in WHOLE_NUMBERS else str
        if given is not None and (not isinstance(given, kind) or isinstance(given, bool)):
            raise _broken(name, f"{which}의 '{dimension}' 값을 읽을 수 없음")
    try:
        missing = _lacks(entry)
    except (TypeError, ValueError, AttributeError):
        raise _broken(name, f"{which}의 'missing' 목록을 읽을 수 없음") from None
    return Figure(
        entry["measure"],
        unit,
        value,
        state,
        **at,
        sources=_places(entry),
        missing=missing,
    )


def _lacks(entry: Mapping[str, Any]) -> tuple[Lack, ...]:
    """What the figure lacks. Where the file has it only in words, those words are kept."""
    if "lacks" in entry:
        return tuple(lack_of(each) for each in entry["lacks"])
    missing = entry.get("missing", [])
    if not isinstance(missing, list):
        raise TypeError(missing)
    return tuple(Lack(LackKind.TOLD, told=str(words)) for words in missing)


def _is_whole(value: object) -> bool:
    """Whether it is a whole number, not larger than a sum of cells can be."""
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < _BEYOND)


def _places(entry: Mapping[str, Any]) -> tuple[Place, ...]:
    listed = entry.get("sources", [])
    places = [place for place in listed if isinstance(place, Mapping)] if isinstance(listed, list) else []
    return tuple(Place(*(str(place.get(part, "")) for part in ("file", "sheet", "cell"))) for place in places)


def _broken(name: str, why: str) -> ConfigError:
    return ConfigError(f"전년 결과 파일 '{name}'을 쓸 수 없습니다({why}). 전년에 만든 파일을 그대로 두거나 빼 주세요.")
