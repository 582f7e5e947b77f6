"""Texts of report.yaml -> lines, with the words in braces filled in and numbers printed with their keys and particles.

Comes in: the run, a text and where it stands. Goes out: plain words, or a line of runs.
"""

from __future__ import annotations

from pipeline.count.derived import Shown
from pipeline.forms.declared_report import NumberInText, pieces_of
from pipeline.korean import short_period
from pipeline.model.result import RunResult
from pipeline.report.blocks import Inline, Run, line
from pipeline.report.sections.declared.numbers import adds_over_regions, shown_at
from pipeline.report.sections.declared.places import At
from pipeline.report.sections.finishing import attached, months_title, regions_title
from pipeline.report.sections.parts import NO_BREAK, figure_run, followed_by, share_run
from pipeline.report.sections.rounds import calls_name, period_of_round, round_name, round_words


def words(result: RunResult, text: str, at: At) -> str:
    """A caption, title or note with its words filled in."""
    filled = _words(result, at)
    return "".join(piece if isinstance(piece, str) else filled[piece.word] for piece in pieces_of(text)).rstrip()


def _words(result: RunResult, at: At) -> dict[str, str]:
    year = result.config.year
    filled = {
        "unit": result.config.unit.word,
        "each": result.config.unit.each,
        "year": f"{year}",
        "year_before": f"{year - 1}",
        "months": attached(months_title(result.config)),
        "regions": attached(regions_title(result.config.unit)),
    }
    if at.round is not None:
        days = period_of_round(result, at.round)
        filled |= {
            "round": "".join(f"({name})" for name in round_words(result.config, at.round)),
            "round_name": round_name(result.config, at.round),
            "period": f"({short_period(*days)})".replace(" ", NO_BREAK) if days else "",
            "calls_name": calls_name(result.config, at.round),
        }
    return filled


def numbers_in(result: RunResult, text: str, at: At) -> list[Shown]:
    """The numbers that a sentence prints."""
    return [
        shown
        for piece in pieces_of(text)
        if isinstance(piece, NumberInText) and piece.number is not None
        and (shown := shown_at(result, piece.number, at.dimensions, at.dimensions)) is not None
    ]  # fmt: skip


def sentence(result: RunResult, text: str, at: At) -> Inline:
    """A sentence with its numbers; in a region's own report the first number also says its share of the whole, where it
    has one.
    """
    filled, parts = _words(result, at), list[str | Run]()
    has_share = at.region is None
    for piece in pieces_of(text):
        if isinstance(piece, str):
            parts.append(piece)
        elif piece.number is None:
            parts.append(filled[piece.word])
        else:
            shown = shown_at(result, piece.number, at.dimensions, at.dimensions)
            assert shown is not None  # only numbers of last year may be None, and a sentence has none of these
            parts.append(figure_run(shown, bold=bool(piece.number.measure)))
            if not has_share and piece.number.measure and adds_over_regions(result.forms, piece.number):
                whole = result.figures.get(piece.number.measure, **{**at.dimensions, "region": None})
                parts += ["(전체의 ", share_run(shown, whole), ")"] if shown.value and whole.value else []
                has_share = True
            parts.append(followed_by(shown, piece.pair) if piece.pair else "")
    return line(*(part for part in parts if part))
