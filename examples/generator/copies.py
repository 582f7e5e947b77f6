"""Returns by the thousand: one region's workbooks are made, and turned into any other's by changing a few texts.

Comes in: settings with many regions. Goes out: packages, some hundred a second on one core. The numbers of all regions
are the same; names, stamps and months are right. For measuring, not for reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from examples.generator.days import MONTHS
from examples.generator.packages import Parts, packed, unpacked
from examples.generator.submission import Submission, write_submission
from examples.generator.year import build_year
from pipeline.forms.form import FormSet
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Region

QUICK = 1  # of zlib's levels: writing must not take longer than what is measured


def write_copies(config: YearConfig, forms: FormSet, seed: int, folder: Path) -> int:
    """How many returns were written into ``folder``: every return that the year expects.

    The last region's workbooks are written as they are and serve as the patterns of all others. Raises ValueError
    where its number could be mistaken for a month's in the hidden stamp.
    """
    *others, last = config.regions.values()
    if last.number in MONTHS:
        raise ValueError("too few regions for copies")
    year = build_year(config, forms, seed)
    patterns = [_pattern(forms, each, folder) for each in year if each.slot.region == last.number]
    offices = [write_submission(forms, each, folder) for each in year if each.slot.region is None]
    for region in others:
        for submission, parts, named in patterns:
            path = folder / submission.file.replace(last.name, region.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(packed({**parts, **_renamed(named, last, region)}, level=QUICK))
    return len(patterns) * len(config.regions) + len(offices)


def _pattern(forms: FormSet, submission: Submission, folder: Path) -> tuple[Submission, Parts, Parts]:
    """A submission with its parts, and those of them in which the region's own texts stand.

    Its workbook offers only its own region's name, as one of a small office would.
    """
    context = submission.context
    alone = replace(context, regions=(context.region_name,), leads=(context.lead,))
    path = write_submission(forms, replace(submission, context=alone), folder)
    parts = unpacked(path.read_bytes())
    return submission, parts, {name: content for name, content in parts.items() if _names_the_region(name)}


def _names_the_region(part: str) -> bool:
    return part == "xl/sharedStrings.xml" or part.startswith(("xl/worksheets/", "docProps/"))


def _renamed(parts: Mapping[str, bytes], old: Region, new: Region) -> Parts:
    """The parts with the other region's texts. The stamp's number is a text of its own in the shared strings."""
    pairs = [(old.lead, new.lead), (old.name, new.name), *zip(old.dongs, new.dongs, strict=True)]
    pairs += [(f"<t>{old.number}</t>", f"<t>{new.number}</t>")]
    return {name: _replaced(content, pairs) for name, content in parts.items()}


def _replaced(content: bytes, pairs: list[tuple[str, str]]) -> bytes:
    for old, new in pairs:
        before, after = (text if text.startswith("<t>") else escape(text) for text in (old, new))
        content = content.replace(before.encode(), after.encode())
    return content
