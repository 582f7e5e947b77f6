"""What people type -> values, by a closed grammar that never guesses.

Comes in: raw cells (``model.cells.Cell``, None for a blank one). Goes out: a ``Reading`` for each: a value, a typed
zero, not applicable, blank, or unreadable with the id of the rule in ``rules/cell.yaml`` that says why. Pure functions:
nothing here knows a form, a region or a file, and nothing is dropped without a note.
"""

from pipeline.letters.characters import clean_text, fold_name, fold_width, one_line
from pipeline.normalise.choices import read_choice, read_name, read_region, read_yes_no
from pipeline.normalise.dates import read_date, read_month
from pipeline.normalise.display import date_of_serial, display_of, shortened, shows_anything
from pipeline.normalise.names import (
    NUMBERING,
    Match,
    NameList,
    RegionList,
    RegionMatch,
    match_dong,
    regions_of,
    split_dongs,
)
from pipeline.normalise.numbers import LARGEST_AMOUNT_WON, LARGEST_COUNT, read_amount, read_count
from pipeline.normalise.personal import (
    ACCOUNT_NUMBER,
    CARD_NUMBER,
    EMAIL,
    HOME_ADDRESS,
    MOBILE_NUMBER,
    RESIDENT_NUMBER,
    PersonalData,
    find_in_cell,
    find_personal_data,
    mask,
    mask_spans,
    stored_text,
)
from pipeline.normalise.reading import Reading, Value, ValueState, unusable
from pipeline.normalise.text import LONGEST_TEXT, read_text
from pipeline.normalise.totals import TotalKind, total_kind

__all__ = [
    "ACCOUNT_NUMBER",
    "CARD_NUMBER",
    "EMAIL",
    "HOME_ADDRESS",
    "LARGEST_AMOUNT_WON",
    "LARGEST_COUNT",
    "LONGEST_TEXT",
    "MOBILE_NUMBER",
    "NUMBERING",
    "RESIDENT_NUMBER",
    "Match",
    "NameList",
    "PersonalData",
    "Reading",
    "RegionList",
    "RegionMatch",
    "TotalKind",
    "Value",
    "ValueState",
    "clean_text",
    "date_of_serial",
    "display_of",
    "find_in_cell",
    "find_personal_data",
    "fold_name",
    "fold_width",
    "mask",
    "mask_spans",
    "match_dong",
    "one_line",
    "read_amount",
    "read_choice",
    "read_count",
    "read_date",
    "read_month",
    "read_name",
    "read_region",
    "read_text",
    "read_yes_no",
    "regions_of",
    "shortened",
    "shows_anything",
    "split_dongs",
    "stored_text",
    "total_kind",
    "unusable",
]
