"""The user's guide: read completely, with a maker for every picture, and written by the program's own writers."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from docx import Document

from pipeline.report.blocks import ChartBlock, Heading, Item, PageBreak, Paragraph, TableBlock, TitleBox, text_of
from tools.guide.__main__ import GUIDE
from tools.guide.pictures import MAKERS
from tools.guide.reading import pictures_of, read_guide
from tools.guide.writing import write_guide

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
SMALL = """# 제목

## 부분

앞말 `코드`와 **굵게**와 [이름](곳.md)
이어진 줄

3. 셋째
4. 넷째

- 하나

### 표

| 왼쪽 | 오른쪽 |
|---|---|
| 가 | 나 |

```
명령 하나
명령 둘
```

![그림의 이름. 그림의 설명.](그림/가나.png)
"""


def test_each_part_of_markdown_becomes_its_block() -> None:
    title, page, part, line, third, fourth, item, head, table, one, two, picture = read_guide(SMALL).blocks
    assert isinstance(title, TitleBox)
    assert title.title == "제목"
    assert isinstance(page, PageBreak)
    assert (part, head) == (Heading(1, "부분"), Heading(2, "표"))
    assert isinstance(line, Paragraph)
    assert text_of(line.runs) == "앞말 코드와 굵게와 이름 이어진 줄"
    assert [run.text for run in line.runs if run.bold] == ["코드", "굵게"]
    assert [text_of(block.runs) for block in (third, fourth, item, one, two)] == [
        *("3. 셋째", "4. 넷째", "하나", "명령 하나", "명령 둘")
    ]
    assert isinstance(item, Item)
    assert isinstance(table, TableBlock)
    assert [column.header for column in table.columns] == ["왼쪽", "오른쪽"]
    assert [text_of(cell.lines[0]) for cell in table.rows[0].cells] == ["가", "나"]
    assert isinstance(picture, ChartBlock)
    assert (picture.key, picture.caption, picture.alt_text) == ("가나", "그림의 이름", "그림의 이름. 그림의 설명.")


@pytest.mark.parametrize("unknown", ["> 따온 말", "- 하나\n  > 따온 말", "줄 <b>태그</b>", "---"])
def test_what_no_writer_knows_is_refused(unknown: str) -> None:
    with pytest.raises(ValueError, match="no writer knows"):
        read_guide(f"# 제목\n\n{unknown}\n")


def test_every_picture_of_the_guide_has_a_maker_and_every_maker_a_place() -> None:
    assert sorted(pictures_of(read_guide(GUIDE.read_text(encoding="utf-8")))) == sorted(MAKERS)


def test_the_guide_stands_whole_in_both_files(tmp_path: Path) -> None:
    (tmp_path / "점.png").write_bytes(DOT)
    report = read_guide(GUIDE.read_text(encoding="utf-8"))
    pictures = dict.fromkeys(MAKERS, tmp_path / "점.png")
    written, page_path = write_guide(GUIDE, pictures, tmp_path)
    document, page = Document(str(written)), page_path.read_text(encoding="utf-8")
    paragraphs = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for heading in (block for block in report.blocks if isinstance(block, Heading)):
        assert heading.text in paragraphs
        assert f"{heading.text}</h" in page
    assert len(document.inline_shapes) == page.count("<img ") == len(MAKERS)
    assert len(document.tables) == page.count("<table ") == sum(isinstance(b, TableBlock) for b in report.blocks)
    assert "그림의 수" not in page
    assert "<script" not in page
