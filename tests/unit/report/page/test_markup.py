"""Markup: text from outside stays text, whatever it contains."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.layout.plain_text import clean_text
from pipeline.report.page.markup import data_block, tag, text


class Seen(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


anything = st.text() | st.sampled_from(["</p><script>", '" onclick="x', "&lt;", "<!--", "]]>"])


@given(anything)
def test_any_text_reads_back_as_itself(value: str) -> None:
    seen = Seen(tag("p", text(value)))
    assert [name for name, _ in seen.tags if name != "br"] == ["p"]
    assert seen.text == clean_text(value).replace("\n", "")


@given(anything)
def test_any_attribute_reads_back_as_itself(value: str) -> None:
    seen = Seen(tag("img", alt=value))
    assert seen.tags == [("img", [("alt", clean_text(value))])]


@given(st.recursive(anything, st.lists, max_leaves=5))
def test_data_reads_back_and_cannot_end_its_element(value: object) -> None:
    markup = data_block("data", value)
    inside = markup.removeprefix('<script type="application/json" id="data">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside) == value


def test_what_is_none_or_false_is_no_attribute() -> None:
    assert tag("th", scope=None, hidden=False, class_="a", data_k=0, open=True) == '<th class="a" data-k="0" open></th>'
