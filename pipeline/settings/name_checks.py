"""Whether the names in the settings can be told apart, and used in names of files.

Comes in: regions, dongs, items of the budget, and the mistakes so far. Goes out: more mistakes. Names that people may
write for each other (``fold_name``) are one name here too: two regions with one name would get each other's numbers.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.korean import attach
from pipeline.letters.characters import fold_name
from pipeline.settings.mistakes import Mistakes
from pipeline.settings.schema import Region, Unit
from pipeline.settings.yaml_tree import NodePath

# Characters that some system refuses in a name, names that Windows reserves for devices, a dot or space at an end.
UNSAFE_FILE_NAME = re.compile(
    r'.*[/\\:*?"<>|\x00-\x1f\x7f].*|(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9])(?:\..*)?|[. ].*|.*[. ]', re.I | re.S
)


SAME = "띄어쓰기, 따옴표, 가운뎃점의 모양, 영문 대소문자는 가리지 않음"


@dataclass(frozen=True, slots=True)
class Named:
    """One name: whose it is (names of one owner may be alike), what it is called in a sentence, and where it stands."""

    owner: int
    what: str
    text: str
    path: NodePath


def check_alike(names: Iterable[Named], mistakes: Mistakes) -> None:
    """Report each name that is read like an earlier one of another owner, with the places of both."""
    first: dict[str, Named] = {}
    for name in names:
        other = first.setdefault(fold_name(name.text), name)
        if other.owner == name.owner:
            continue
        how = "" if name.text == other.text else f"({SAME})"
        quoted, others = f"'{name.text}'", f"'{other.text}'({mistakes.line(other.path)})"
        mistakes.add(
            name.path,
            f"{name.what} {attach(quoted, '이/가')} {other.what} {attach(others, '과/와')} "
            f"같은 이름으로 읽힙니다{how}. 한쪽을 고치거나 지워 주세요.",
        )


def check_list(what: str, texts: Sequence[str], path: NodePath, mistakes: Mistakes) -> None:
    """Report each name of a list that is read like an earlier one."""
    check_alike((Named(at, what, text, (*path, at)) for at, text in enumerate(texts)), mistakes)


def check_identities(unit: Unit, regions: Sequence[Region], path: NodePath, mistakes: Mistakes) -> None:
    """Check that numbers and all names are unique, and that every name can be part of a file name."""
    for number, count in Counter(region.number for region in regions).items():
        if count > 1:
            name = f"{number}{unit.word}"
            mistakes.add(path, f"{attach(name, '이/가')} {count}번 적혀 있습니다. {unit.word} 번호는 하나씩만 씁니다.")
    check_alike(_names_of(unit, regions, path), mistakes)
    for index, region in enumerate(regions):
        for text in (region.name, region.lead, region.short):
            check_file_name(text, (*path, index), mistakes)


def _names_of(unit: Unit, regions: Sequence[Region], path: NodePath) -> Iterator[Named]:
    """What people may write for each region. Other names come last: where two names are alike, it is usually one of
    them that has to go.
    """
    for index, region in enumerate(regions):
        by_number = f"{region.number}{unit.word}"
        is_numbered = region.name == by_number  # a region with a name of its own is not referred to by its number
        for text in (by_number, f"제{by_number}", str(region.number)) if is_numbered else (region.name,):
            yield Named(region.number, f"{region.name}의 이름", text, (*path, index, "이름"))
    for index, region in enumerate(regions):
        if region.lead:
            yield Named(region.number, f"{region.name}의 대표기관", region.lead, (*path, index, "대표기관"))
    for index, region in enumerate(regions):
        for at, text in enumerate(region.aliases):
            yield Named(region.number, f"{region.name}의 다른_이름", text, (*path, index, "다른_이름", at))


def check_file_name(text: str, path: NodePath, mistakes: Mistakes) -> None:
    """Check a text that names files and folders: it must not lead out of the folder, nor be a name that some system
    refuses.
    """
    if UNSAFE_FILE_NAME.fullmatch(text):
        mistakes.add(path, f"'{text}'에 파일 이름에 쓸 수 없는 글자가 있거나 파일 이름으로 쓸 수 없는 말입니다.")


def check_dongs(
    unit: Unit, regions: Sequence[Region], all_dongs: Sequence[str], path: NodePath, mistakes: Mistakes
) -> None:
    """Every dong of the district in exactly one region."""
    named = {region.number: region.name for region in regions}
    owners: dict[str, list[int]] = {}
    for index, region in enumerate(regions):
        for dong in region.dongs:
            owners.setdefault(dong, []).append(region.number)
            if dong not in all_dongs:
                near = difflib.get_close_matches(dong, list(all_dongs), n=1)
                hint = f" '{near[0]}'의 오타인가요?" if near else ""
                hint += " 새로 생긴 동이면 그 해 아래에 '모든_동'을 새로 적어 주세요."
                mistakes.add((*path, index, "동"), f"{region.name}의 '{dong}'은(는) '모든_동'에 없는 동입니다.{hint}")
    for dong, numbers in owners.items():
        if len(numbers) > 1:
            places = ", ".join(named[number] for number in numbers)
            mistakes.add(path, f"'{dong}'이(가) {places}에 함께 적혀 있습니다. 한 {unit.word}에만 적어 주세요.")
    for dong in all_dongs:
        if dong not in owners:
            mistakes.add(path, f"{len(all_dongs)}개 동 가운데 '{dong}'이(가) 어느 {unit.word}에도 없습니다.")
