"""The charts of a DOCX as numbers and words, read as plain XML and with openpyxl.

Comes in: the path of a DOCX, or the bytes of one chart part and its workbook. Goes out: what is drawn, and the cells of
the workbook.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import openpyxl

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class DrawnBar:
    """One bar: its label is a number format or a text; ``fill`` is a colour, or "hatched"."""

    name: str
    value: float | None
    label: str | None
    fill: str


@dataclass(frozen=True)
class DrawnSeries:
    name: str
    bars: tuple[DrawnBar, ...]


@dataclass(frozen=True)
class DrawnChart:
    root: Element
    series: tuple[DrawnSeries, ...]
    cells: tuple[tuple[object, ...], ...]

    @property
    def title(self) -> str:
        title = self.root.find(f"{C}chart/{C}title")
        return "" if title is None else "".join(text.text or "" for text in title.iter(f"{A}t"))

    @property
    def values(self) -> list[list[float | None]]:
        return [[bar.value for bar in series.bars] for series in self.series]


def read_chart(xml: bytes, workbook: bytes) -> DrawnChart:
    """The chart and the cells of its workbook's only sheet."""
    root = ElementTree.fromstring(xml)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    cells = tuple(tuple(row) for row in sheet.iter_rows(values_only=True))
    return DrawnChart(root, tuple(_series(one) for one in root.iter(f"{C}ser")), cells)


def charts_of(path: Path) -> list[DrawnChart]:
    """The charts of a DOCX, in order."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        parts = [_target(package, "word/document.xml", shown.get(f"{R}id")) for shown in body.iter(f"{C}chart")]
        return [read_chart(package.read(part), package.read(_workbook(package, part))) for part in parts]


def _workbook(package: zipfile.ZipFile, part: str) -> str:
    link = ElementTree.fromstring(package.read(part)).find(f"{C}externalData")
    return _target(package, part, link.get(f"{R}id"))


def _target(package: zipfile.ZipFile, source: str, link: str) -> str:
    folder, name = posixpath.split(source)
    links = ElementTree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    (target,) = [one.get("Target") for one in links if one.get("Id") == link]
    return posixpath.normpath(posixpath.join(folder, target))


def _series(series: Element) -> DrawnSeries:
    names = [text or "" for text in _cached(series.find(f"{C}cat"))]
    values = [None if text is None else float(text) for text in _cached(series.find(f"{C}val"))]
    labels = {label.find(f"{C}idx").get("val"): _label(label) for label in series.iter(f"{C}dLbl")}
    points = {point.find(f"{C}idx").get("val"): _fill(point) for point in series.iter(f"{C}dPt")}
    bars = tuple(
        DrawnBar(name, value, labels.get(str(index)), points.get(str(index), _fill(series)))
        for index, (name, value) in enumerate(zip(names, values, strict=True))
    )
    return DrawnSeries(_cached(series.find(f"{C}tx"))[0] or "", bars)


def _cached(parent: Element) -> list[str | None]:
    count = int(next(parent.iter(f"{C}ptCount")).get("val"))
    told = {point.get("idx"): point.find(f"{C}v").text for point in parent.iter(f"{C}pt")}
    return [told.get(str(index)) for index in range(count)]


def _label(label: Element) -> str:
    if label.find(f"{C}tx") is not None:
        return "".join(text.text or "" for text in label.find(f"{C}tx").iter(f"{A}t"))
    return label.find(f"{C}numFmt").get("formatCode")


def _fill(part: Element) -> str:
    if part.find(f"{C}spPr/{A}pattFill") is not None:
        return "hatched"
    return part.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val")
