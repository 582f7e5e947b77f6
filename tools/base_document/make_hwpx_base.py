"""Make ``pipeline/assets/base.hwpx``: the empty A4 document that the HWPX report is written into.

Comes in: the empty document of python-hwpx (Apache-2.0) and the looks of ``pipeline.report.hwpx``. Goes out: the same
bytes every time. Run it with ``python -m tools.base_document.make_hwpx_base`` after a change; a test compares the
committed file with the output of this tool. The document must not hold anybody's text, names or dates.
"""

from __future__ import annotations

import io
import zipfile
from typing import cast

from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HWPML_COMPAT_ROOT_NAMESPACES
from lxml import etree
from lxml.etree import _Element as Element

from pipeline.assets import BASE_HWPX
from pipeline.report.hwpx.header_part import fill_reference_list
from pipeline.report.hwpx.looks import Looks

_NAMESPACES: dict[str, str] = dict(HWPML_COMPAT_ROOT_NAMESPACES)
_PICTURE_OF_ANOTHER_PAGE = "Preview/PrvImage.png"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def base_hwpx() -> bytes:
    """The archive, its parts uncompressed: so the bytes do not depend on a compressor."""
    document = HwpxDocument.new()
    header, section = document.parts.headers[0], document.sections[0]
    fill_reference_list(cast(Element, header.element), Looks())
    document.package.clear_document_metadata(keep=("language",))
    whole = {part.part_name: _rooted(cast(Element, part.element)) for part in (header, section)}
    names = sorted(document.package.part_names(), key=lambda name: (name != "mimetype", name))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            if name != _PICTURE_OF_ANOTHER_PAGE:
                entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
                entry.create_system = 0
                archive.writestr(entry, whole.get(name) or document.package.read(name))
    return written.getvalue()


def _rooted(part: Element) -> bytes:
    """The XML of a part whose root declares every namespace that 한글 itself writes there."""
    root = etree.Element(part.tag, {str(name): str(value) for name, value in part.attrib.items()}, nsmap=_NAMESPACES)
    root.extend(list(part))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


if __name__ == "__main__":
    BASE_HWPX.write_bytes(base_hwpx())
