"""Names as people write them: lists with aliases, and several dongs written together.

Comes in: text, and the names of the office's own lists. Goes out: the listed name, or none with the nearest ones. It
must not take a similar name for a listed one: a near name is only ever a suggestion.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.letters.characters import DOTS, clean_text, fold_name, fold_width, one_line
from pipeline.settings.load import YearConfig

_LONGEST_NAME = 200  # a longer text is no name, and comparing it would only cost time
_NEAR = 0.7

_SEPARATOR = re.compile(rf"[{DOTS}.,、/&\n]|(?<=동)\s*및\s*(?=[가-힣])")
_DONG = re.compile(r"([가-힣]{0,10}?) ?([0-9]{0,2}) ?(동?)")
_ROMAN = {letters: str(number) for number, letters in enumerate(("I", "II", "III", "IV", "V", "VI", "VII"), 1)}
_ONE_SIGN = {chr(ord(first) + n): str(n + 1) for first, count in (("Ⅰ", 12), ("①", 20)) for n in range(count)}
NUMBERING = re.compile(r"(?:[0-9]{1,2} ?[.)]|\([0-9]{1,2}\)|[①-⑳]|[가-하][.)]|[-·○●□■※▶])\s*(?=[가-힣A-Za-z(「'\"])")
_OFFICE = re.compile(r"(?<=동)\s*(?:주민센터|행정복지센터|주민자치센터|사무소)$")
_DONG_NUMBER = re.compile(r"(?<=[가-힣])\s*(제?)\s*[-–]?\s*제?\s*([0-9]{1,2})\s*동?$")


@dataclass(frozen=True, slots=True)
class Match:
    """``name`` is the listed name or None; ``how`` is "exact", "folded", "alias" or ""; ``nearest`` holds
    suggestions.
    """

    name: str | None
    how: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """``number`` is the region or None; ``how`` and ``nearest`` as in ``Match``."""

    number: int | None
    how: str
    nearest: tuple[str, ...] = ()


class NameList:
    """Listed names and their aliases (alias -> listed name).

    Raises ValueError where an alias names no listed name, or where one spelling would mean two names.
    """

    def __init__(self, names: Iterable[str], aliases: Mapping[str, str] | None = None) -> None:
        self.names = tuple(names)
        self._folded: dict[str, tuple[str, str]] = {}
        for name in self.names:
            self._add(name, name, "folded")
        for alias, name in (aliases or {}).items():
            if name not in self.names:
                raise ValueError(f"alias {alias!r} stands for {name!r}, which is not listed")
            self._add(alias, name, "alias")

    def _add(self, spelling: str, name: str, how: str) -> None:
        key = fold_name(spelling)
        if self._folded.setdefault(key, (name, how))[0] != name:
            raise ValueError(f"{spelling!r} would stand for both {self._folded[key][0]!r} and {name!r}")

    def match(self, text: str) -> Match:
        """The listed name that ``text`` spells; where there is none, up to three nearest names, the best first."""
        if text in self.names:
            return Match(text, "exact")
        key = fold_name(text[:_LONGEST_NAME])
        if key in self._folded and len(text) <= _LONGEST_NAME:
            return Match(*self._folded[key])
        return Match(None, "", self._nearest(key))

    def _nearest(self, key: str) -> tuple[str, ...]:
        """Compared jamo by jamo (ㅅㅣㄴ), so that a short name with one wrong vowel is still near."""
        matcher = difflib.SequenceMatcher(b=unicodedata.normalize("NFD", key), autojunk=False)
        scores: dict[str, float] = {}
        for folded, (name, _) in self._folded.items():
            matcher.set_seq1(unicodedata.normalize("NFD", folded))
            if matcher.quick_ratio() >= _NEAR:
                scores[name] = max(matcher.ratio(), scores.get(name, 0))
        near = [name for name, score in scores.items() if score >= _NEAR]
        return tuple(sorted(near, key=lambda name: -scores[name]))[:3]


class RegionList:
    """The regions with the organisations that stand for them: each number's lead and its aliases.

    ``word`` follows the number in a region's name ("권역"); ``names`` holds the regions with names of their own, which
    nobody refers to by number.
    """

    def __init__(
        self, organisations: Mapping[int, Iterable[str]], word: str = "권역", names: Mapping[int, str] | None = None
    ) -> None:
        self.called = {number: (names or {}).get(number, f"{number}{word}") for number in organisations}
        self._by_name = {name: number for number, name in self.called.items()}
        self._numbered = frozenset(self.called) - frozenset(names or {})
        self._roman = re.compile(rf"(제 ?)?([IVX]{{1,4}})(?= ?{re.escape(word)})")
        self._number = re.compile(rf"(?:제 ?)?([0-9]{{1,3}})(?: ?{re.escape(word)})?")
        self._in_a_name = re.compile(rf"(?<!\d)(\d{{1,3}})\s*{re.escape(word)}")
        self._with_lead = re.compile(rf"(?:제 ?)?([0-9]{{1,3}}) ?{re.escape(word)} ?[(:/-]? ?([^()]+)\)?")
        self._names = NameList(
            self._by_name,
            {spelling: self.called[number] for number, others in organisations.items() for spelling in others},
        )

    def match(self, text: str) -> RegionMatch:
        """The number of "1권역", "１ 권역", "제1권역", "Ⅰ권역", "①권역", "1", or of a lead's name or alias.

        Both together ("1권역(…복지관)") match where they agree.
        """
        plain = self._plain(text)
        told = self._number.fullmatch(plain) if self._numbered else None
        if told:
            number = int(told[1])
            if number not in self._numbered:
                return RegionMatch(None, "")
            return RegionMatch(number, "exact" if text == self.called[number] else "folded")
        matched = self._names.match(text)
        if matched.name is not None:
            return RegionMatch(self._by_name[matched.name], matched.how)
        if both := self._with_lead.fullmatch(plain):
            number, lead = int(both[1]), self._names.match(both[2])
            agree = lead.name is not None and self._by_name[lead.name] == number
            return RegionMatch(number, "alias") if agree else RegionMatch(None, "")
        return RegionMatch(None, "", matched.nearest)

    def named_in(self, text: str) -> list[int]:
        """The regions that a longer text (for example a file name) mentions, by number or by a name of their own."""
        named = [number for number, name in self.called.items() if number not in self._numbered and name in text]
        return named or [int(number) for number in self._in_a_name.findall(text)]

    def _plain(self, text: str) -> str:
        """The text in half-width characters, with Roman and circled numbers as digits."""
        plain = one_line(fold_width(clean_text(text[:_LONGEST_NAME]).text))
        plain = "".join(_ONE_SIGN.get(character, character) for character in plain)
        return self._roman.sub(lambda found: (found[1] or "") + _ROMAN.get(found[2], found[2]), plain)


def regions_of(config: YearConfig) -> RegionList:
    """The regions of a year, as people may write them."""
    own = {r.number: r.name for r in config.regions.values() if r.name != f"{r.number}{config.unit.word}"}
    spellings = {r.number: [*([r.lead] if r.lead else []), *r.aliases] for r in config.regions.values()}
    return RegionList(spellings, config.unit.word, own)


def match_dong(names: NameList, text: str, district: str) -> Match:
    """The listed dong that ``text`` means, in any usual spelling: "불광제1동", "불광1", "1. 불광1동", "불광-1동",
    "불광1동주민센터", "은평구 불광1동". Where two listed dongs may be meant, none matches.
    """
    match = names.match(text)
    if match.name is not None:
        return match
    plain = one_line(fold_width(clean_text(text[:_LONGEST_NAME]).text))
    plain = NUMBERING.sub("", plain, count=1) if NUMBERING.match(plain) else plain
    plain = re.sub(rf"^(?:서울(?:특별)?시? ?)?{re.escape(district)} ?", "", plain)
    plain = _OFFICE.sub("", plain)
    spellings = {plain, f"{plain}동", _DONG_NUMBER.sub(r"\2동", plain), _DONG_NUMBER.sub(r"\1\2동", plain)}
    found = {name for spelling in spellings if (name := names.match(spelling).name)}
    return Match(found.pop(), "alias") if len(found) == 1 else match


def split_dongs(text: str) -> tuple[str, ...]:
    """The single dongs of "신사1․2동", "신사1,2동", "신사1동․신사2동" (신사1동 and 신사2동 each); () for an empty text.

    A number without a name takes the name before it; any dot, comma, slash, "및" or line break separates. A text that
    does not fit this grammar ("종로1·2·3·4가동", "신사1~2동", a name without 동) is returned unsplit, to be judged by
    the office's list of dongs. Look a text up in that list first where a listed name may itself contain a dot.
    """
    plain = one_line(fold_width(clean_text(text[:_LONGEST_NAME]).text.replace("\n", ",")))
    if not plain:
        return ()
    parts = [part.strip() for part in _SEPARATOR.split(plain)]
    tokens = [token for part in parts if part for token in _words(part)]
    dongs, stem, last = [], "", len(tokens) - 1
    for index, token in enumerate(tokens):
        found = _DONG.fullmatch(token)
        if found is None:
            return (plain,)
        name, number, suffix = found.groups()
        stem = name or stem
        complete = bool(suffix) or (bool(number) and index < last)
        if not stem or not complete or not (name or number):
            return (plain,)
        dongs.append(f"{stem}{number}동")
    return tuple(dongs)


def _words(part: str) -> list[str]:
    """The dongs in a part, separated by spaces: "신사1동 신사2동" are two, "신사 1동" is one."""
    words: list[str] = []
    for word in part.split(" "):
        if words and not words[-1].endswith("동") and not words[-1][-1].isdigit():
            words[-1] += word
        else:
            words.append(word)
    return words
