"""Changes that somebody makes in an open workbook (inserts a row, copies one, pastes), made with LibreOffice's Basic.

Comes in: a LibreOffice profile and Basic statements about ``Book``. Goes out: a module in that profile, which ``soffice
macro:///Standard.Module1.Main`` runs. LibreOffice does not report errors, so the macro writes them into a file beside
the result.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

CALL = "macro:///Standard.Module1.Main"
_SCHEMA = "http://openoffice.org/2000"
_MODULE = """Function Named(name, value)
    Dim property As New com.sun.star.beans.PropertyValue
    property.Name = name
    property.Value = value
    Named = property
End Function

Sub Main
    On Error Goto Wrong
    Book = StarDesktop.loadComponentFromURL(ConvertToURL("{source}"), "_blank", 0, Array(Named("Hidden", True)))
{statements}
    Book.calculateAll()
    Book.storeToURL(ConvertToURL("{target}"), Array(Named("FilterName", "Calc MS Excel 2007 XML")))
    Book.close(True)
    Exit Sub
Wrong:
    Told = Error$ & " in line " & Erl
    On Error Resume Next
    Book.close(True)
    Open "{target}.error" For Output As #1
    Print #1, Told
    Close #1
    StarDesktop.terminate()
End Sub
"""


def write_macro(profile: Path, source: Path, target: Path, statements: str) -> None:
    """The macro that opens ``source``, runs the statements and saves ``target``; on an error it writes ``target``.error
    instead. The profile must have been used before, because LibreOffice's first start with it replaces the module.
    """
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    _write(
        library.parent / "script.xlc",
        f'<library:libraries xmlns:library="{_SCHEMA}/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" '
        'library:link="false"/></library:libraries>',
    )
    _write(
        library / "script.xlb",
        f'<library:library xmlns:library="{_SCHEMA}/library" library:name="Standard" library:readonly="false" '
        'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>',
    )
    text = _MODULE.format(source=source, target=target, statements=statements)
    _write(
        library / "Module1.xba",
        f'<script:module xmlns:script="{_SCHEMA}/script" script:name="Module1" script:language="StarBasic">'
        f"{escape(text)}</script:module>",
    )


def _write(path: Path, element: str) -> None:
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{element}\n', encoding="utf-8")
