"""XML that is cut, doubled and spliced, in an intact package: the workbook is refused, or both readers agree."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.cell_gate import CellGate
from pipeline.main import load
from pipeline.receive.reader import Reader, reading_limits
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import zipped

ROOT = Path(__file__).resolve().parents[2]
RETURN = ROOT / "examples" / "2021" / "1권역" / "1권역_전화모니터링_2021년_1차.xlsx"
SPLICES = [
    b"<",
    b">",
    b"/",
    b'"',
    b"&",
    b"&#0;",
    b"<c/>",
    b'<c r="A1"><v>7</v></c>',
    b'<row r="1048576"/>',
    b"<f>NOW()</f>",
]
SPLICES += [
    b"<x:v xmlns:x='y'>1</x:v>",
    b"<!-- -->",
    b"<![CDATA[7]]>",
    b"1e999",
    b"\xff",
    "３".encode(),
    b' t="s"',
    b' r="XFE1"',
]
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)

with zipfile.ZipFile(BytesIO(RETURN.read_bytes())) as package:
    CONTENTS = {name: package.read(name) for name in package.namelist()}
CONFIG, FORMS = load(ROOT / "config.yaml", 2021)
READER, CELLS, LIMITS = Reader(FORMS, CONFIG), CellGate(FORMS, CONFIG), reading_limits(CONFIG)


@given(st.data())
def test_spliced_xml_ends_in_words_and_never_in_an_exception(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([part for part in PARTS if part in CONTENTS]))
    content = CONTENTS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.sampled_from([0, 0, 1, 5, 40]))
        content = content[:at] + data.draw(st.sampled_from([b"", *SPLICES])) + content[at + gone :]
    result = READER.read(0, read_bytes(zipped({**CONTENTS, name: content}), LIMITS, RETURN.name))
    if not result.is_refused:
        CELLS.check(result)
    assert all(item.message for item in result.findings)
