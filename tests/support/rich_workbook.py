"""A return as people send it after a year of office life: with everything that a careless program loses on saving.

Comes in: a form workbook with a table (as ``templates`` writes it). Goes out: its bytes with, on the first sheet, a
drop-down of the newer kind (x14), a sparkline, a text box, a picture, a note, a conversation (threaded comment) and
printer settings; in the workbook custom XML, a calculation chain and names of its own. Parts are written by hand, so
that a test can check each of them byte for byte.
"""

from __future__ import annotations

import io
import warnings
import zipfile

import openpyxl
from openpyxl.workbook import Workbook
from PIL import Image

SHEET = "xl/worksheets/sheet1.xml"
NOTE_CELL, NOTE_TEXT = "A10", "담당자 메모: 반장님 댁 포함"
TALK_CELL, TALK_TEXT = "A11", "이 숫자 확인 부탁드려요"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TALK = "{11111111-2222-3333-4444-555555555555}"
_PERSON = "{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}"

_EXTENSIONS = """<extLst>
<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>작성요령!$A$1:$A$3</xm:f></x14:formula1>
<xm:sqref>G9:G12</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup>
<x14:sparklines><x14:sparkline><xm:f>모니터링!E9:E12</xm:f><xm:sqref>K9</xm:sqref></x14:sparkline></x14:sparklines>
</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""

_DRAWING = f"""{_HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<xdr:twoCellAnchor><xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>
</xdr:from><xdr:to><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="글상자 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1200000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
</a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="ko-KR"/>
<a:t>팀장님 확인함</a:t></a:r></a:p>
</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>
<xdr:oneCellAnchor><xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff>
</xdr:from><xdr:ext cx="400000" cy="400000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="그림 2"/><xdr:cNvPicPr/>
</xdr:nvPicPr>
<xdr:blipFill><a:blip xmlns:r="{_OFFICE}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="400000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
</a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"""

_COMMENTS = f"""{_HEAD}<comments xmlns="{_MAIN}"><authors><author>담당자</author><author>tc={_TALK}</author></authors>
<commentList>
<comment ref="{NOTE_CELL}" authorId="0" shapeId="0"><text><r><rPr><i/><sz val="9"/><rFont val="돋움"/></rPr>
<t xml:space="preserve">{NOTE_TEXT}</t></r></text></comment>
<comment ref="{TALK_CELL}" authorId="1" shapeId="0"><text><t>[스레드 댓글]
{TALK_TEXT}</t></text></comment></commentList></comments>"""

_TALKS = f"""{_HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="{TALK_CELL}" dT="2021-07-12T01:02:03.00" personId="{_PERSON}" id="{_TALK}">
<text>{TALK_TEXT}</text></threadedComment></ThreadedComments>"""
_PERSONS = f"""{_HEAD}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<person displayName="담당자" id="{_PERSON}" userId="담당자" providerId="None"/></personList>"""

_BOX = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" style='position:absolute;margin-left:80pt;margin-top:90pt;
width:96pt;height:55pt;z-index:1;visibility:hidden' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style='mso-direction-alt:auto'>
<div style='text-align:left'></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
<x:Anchor>1, 15, {row}, 4, 2, 31, {last}, 1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>
<x:Column>0</x:Column></x:ClientData></v:shape>"""
_VML = f"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">
<o:idmap v:ext="edit" data="1"/></o:shapelayout>
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/>
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{_BOX.format(number=1025, row=9, last=13)}
{_BOX.format(number=1026, row=10, last=14)}</xml>"""

_SHEET_RELATIONS = (
    ("rIdD", "drawing", "../drawings/drawing1.xml"),
    ("rIdV", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
    ("rIdC", "comments", "../comments1.xml"),
    ("rIdP", "printerSettings", "../printerSettings/printerSettings1.bin"),
)
_OVERRIDES = (
    ("xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    ("xl/comments1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
    ("xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml"),
    ("xl/persons/person.xml", "application/vnd.ms-excel.person+xml"),
    ("xl/calcChain.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"),
    ("customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
)
_DEFAULTS = (
    ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    ("png", "image/png"),
    ("bin", "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"),
)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a workbook by name, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def workbook_of(parts: dict[str, bytes]) -> bytes:
    """The parts as a file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 7, 12, 9, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def open_book(data: bytes, *, values: bool = False) -> Workbook:
    """The workbook opened with openpyxl. openpyxl warns that it would lose each extension, so it is never saved with
    it.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* extension is not supported", category=UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def rich_workbook(data: bytes, *, formula_cell: str) -> bytes:
    """The workbook with all of it. ``formula_cell`` is a cell of the first sheet with a formula, for the chain."""
    parts = parts_of(data)
    parts[SHEET] = _sheet(parts[SHEET].decode())
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = _relations(_SHEET_RELATIONS).replace(
        b"</Relationships>",
        b'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        b' Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    )
    parts["xl/workbook.xml"] = _with_names(parts["xl/workbook.xml"])
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdCC" Type="{_OFFICE}/calcChain" Target="calcChain.xml"/>'
        f'<Relationship Id="rIdX" Type="{_OFFICE}/customXml" Target="../customXml/item1.xml"/>'
        '<Relationship Id="rIdPP" Type="http://schemas.microsoft.com/office/2017/10/relationships/person"'
        ' Target="persons/person.xml"/></Relationships>'.encode(),
    )
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _OVERRIDES)
    types += "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in _DEFAULTS)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode() + b"</Types>")
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), (31, 56, 100)).save(picture, "PNG")
    parts |= {
        "xl/drawings/drawing1.xml": _DRAWING.encode(),
        "xl/drawings/_rels/drawing1.xml.rels": _relations((("rId1", "image", "../media/image1.png"),)),
        "xl/media/image1.png": picture.getvalue(),
        "xl/drawings/vmlDrawing1.vml": _VML.encode(),
        "xl/comments1.xml": _COMMENTS.encode(),
        "xl/threadedComments/threadedComment1.xml": _TALKS.encode(),
        "xl/persons/person.xml": _PERSONS.encode(),
        "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
        "xl/calcChain.xml": f'{_HEAD}<calcChain xmlns="{_MAIN}"><c r="{formula_cell}" i="1"/></calcChain>'.encode(),
        "customXml/item1.xml": "<문서번호>복지-2021-7</문서번호>".encode(),
        "customXml/itemProps1.xml": (
            f'{_HEAD}<ds:datastoreItem ds:itemID="{_PERSON}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
        ).encode(),
        "customXml/_rels/item1.xml.rels": _relations((("rId1", "customXmlProps", "itemProps1.xml"),)),
    }
    return workbook_of(parts)


def _sheet(xml: str) -> bytes:
    xml = xml.replace("<pageSetup ", '<pageSetup r:id="rIdP" ', 1)
    return xml.replace(
        "</worksheet>", f'<drawing r:id="rIdD"/><legacyDrawing r:id="rIdV"/>{_EXTENSIONS}</worksheet>'
    ).encode()


def _with_names(workbook: bytes) -> bytes:
    names = '<definedName name="우리동네">모니터링!$B$9:$B$12</definedName>'
    names += '<definedName name="만든곳">"복지관"</definedName>'
    return workbook.replace(b"</definedNames>", names.encode() + b"</definedNames>")


def _relations(entries: tuple[tuple[str, str, str], ...]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'.encode()
