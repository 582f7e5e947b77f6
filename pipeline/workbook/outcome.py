"""The possible outcomes of reading one file: the reading, or the one reason why the file was refused.

Comes in: nothing. Goes out: the records and the rule ids shared by every module of this package. Nothing here opens a
file. ``Refused`` never leaves the package: ``reading`` turns it into a ``FileReading`` with a problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline.model.cells import WorkbookReading

Words = dict[str, object]
Note = tuple[str, Words]


class FileRule(StrEnum):
    """Ids of the rules in ``pipeline/rules/file.yaml``; the sentences live there."""

    # The entry in the folder
    LINK = "FILE-001"
    DEVICE = "FILE-002"
    FOLDER = "FILE-003"
    EMPTY = "FILE-004"
    CLOUD_ONLY = "FILE-005"
    NO_PERMISSION = "FILE-006"
    UNREADABLE = "FILE-007"
    TOO_BIG = "FILE-008"
    CHANGED = "FILE-009"
    GONE = "FILE-010"
    PATH_TOO_LONG = "FILE-011"
    # What the content really is
    ENCRYPTED = "FILE-020"
    DRM = "FILE-021"
    XLS = "FILE-022"
    XLSB = "FILE-023"
    ODS = "FILE-024"
    HWP = "FILE-025"
    HWPX = "FILE-026"
    CELL = "FILE-027"
    NUMBERS = "FILE-028"
    PDF = "FILE-029"
    HTML = "FILE-030"
    CSV = "FILE-031"
    DOCX = "FILE-032"
    ZIP_BUNDLE = "FILE-033"
    MAIL = "FILE-034"
    OUTLOOK_MAIL = "FILE-035"
    TEXT = "FILE-036"
    OTHER_OFFICE = "FILE-037"
    PICTURE = "FILE-038"
    ARCHIVE = "FILE-039"
    SHORTCUT = "FILE-040"
    XML_TABLE = "FILE-041"
    ZEROS = "FILE-042"
    UNKNOWN = "FILE-049"
    # The package and its parts
    TRUNCATED = "FILE-050"
    DAMAGED = "FILE-051"
    TAMPERED = "FILE-052"
    ZIP_PASSWORD = "FILE-053"
    TOO_MANY_PARTS = "FILE-054"
    BOMB = "FILE-055"
    DOCTYPE = "FILE-056"
    STRICT = "FILE-057"
    ENCODING = "FILE-058"
    MISSING_PART = "FILE-059"
    NO_SHEETS = "FILE-060"
    FAR_CELL = "FILE-061"
    REPEATED_CELL = "FILE-062"
    TOO_MANY_CELLS = "FILE-063"
    SECOND_READING = "FILE-064"
    NEW_ERROR_VALUE = "FILE-065"
    TOO_SLOW = "FILE-066"
    TOO_MUCH_MEMORY = "FILE-067"
    CRASHED = "FILE-068"
    # Read, with a note
    MACROS = "FILE-070"
    PASSWORD_PROTECTION = "FILE-071"
    DECOMPOSED_NAME = "FILE-072"
    ODD_NAME = "FILE-073"
    OTHER_EXTENSION = "FILE-074"
    DATE_1904 = "FILE-075"
    EXTERNAL_LINKS = "FILE-076"
    CONNECTIONS = "FILE-077"
    EMBEDDED_OBJECTS = "FILE-078"
    OTHER_PROGRAM = "FILE-079"
    EMPTY_ROWS = "FILE-080"
    NOT_A_WORKSHEET = "FILE-081"
    WAS_STRICT = "FILE-082"
    # Entries that are not returns
    OPEN_IN_EXCEL = "FILE-090"
    HALF_WRITTEN = "FILE-091"
    SYSTEM_FILE = "FILE-092"
    CLOUD_STUB = "FILE-093"
    GUIDE_FILE = "FILE-094"


class Refused(Exception):
    """One reason to refuse the file at hand: a rule and the words of its sentence."""

    def __init__(self, rule: FileRule, **words: object) -> None:
        super().__init__(rule.name)
        self.rule = rule
        self.words: Words = words


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Limits for one file, in bytes, seconds and counts. ``max_ratio`` is inflated bytes divided by stored bytes of one
    part.

    The ratio applies only above ``ratio_floor_bytes``. ``max_rows`` and ``max_columns`` limit where filled cells may
    be; formatted but empty cells may be anywhere. ``max_cells`` limits the filled cells of all sheets together.
    """

    max_file_bytes: int = 20_000_000
    max_inflated_bytes: int = 200_000_000
    max_ratio: int = 200
    max_parts: int = 2_000
    max_rows: int = 20_000
    max_columns: int = 200
    seconds_per_file: float = 20
    memory_bytes: int = 1_000_000_000
    max_cells: int = 500_000
    ratio_floor_bytes: int = 1_000_000


@dataclass(frozen=True, slots=True)
class FileReading:
    """The outcome for one file.

    ``file`` is the name relative to the input folder, in NFC, with forward slashes. ``problem`` is the id of the rule
    that refused the file and "" if it was read; ``workbook`` is None exactly when there is a problem. ``words`` fill
    that rule's sentence. ``notes`` are (rule id, words) of rules that do not refuse. ``sha256`` is "" where no byte was
    read.
    """

    path: Path
    file: str
    sha256: str
    size: int
    workbook: WorkbookReading | None
    problem: str = ""
    words: Words = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
