"""Markup that no cell's text can break: elements have names of ours, and text is always escaped.

Comes in: tag names, attributes, text. Goes out: ``Markup``, the only kind of string that is written without escaping.
"""

from __future__ import annotations

import json
from html import escape
from typing import NewType

from pipeline.report.layout.plain_text import clean_text

Markup = NewType("Markup", str)

_VOID = frozenset({"meta", "img", "input", "br"})
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def tag(name: str, /, *inside: Markup, **attributes: object) -> Markup:
    """An element. ``class_`` is class and ``data_x`` data-x; an attribute that is None or False is left out."""
    written = "".join(
        f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escape(clean_text(str(value)))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{''.join(inside)}</{name}>")


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def text(value: str) -> Markup:
    """Text as text, its line ends as line breaks."""
    return Markup("<br>".join(escape(part, quote=False) for part in clean_text(value).split("\n")))


def joined(*parts: Markup) -> Markup:
    """Several pieces as one."""
    return Markup("".join(parts))


def data_block(name: str, value: object) -> Markup:
    """Data that a script reads; no text in it can end the element or begin another."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return Markup(f'<script type="application/json" id="{name}">{written}</script>')
