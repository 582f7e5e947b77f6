"""Blank forms, each made once in a run of the tests: the letters of a folder of two files owe forty of them every time.

Comes in: the real function. Goes out: one that gives the same bytes for the same arguments, the second time from
memory.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.forms.form import Column, Form
from pipeline.templates import TemplateContext

Made = Callable[[Form, tuple[Column, ...], TemplateContext], bytes]


def remembering(make: Made) -> Made:
    """``make``, which remembers what it has made by the whole of its arguments."""
    made: dict[tuple[str, tuple[str, ...], TemplateContext], bytes] = {}

    def remembered(form: Form, header: tuple[Column, ...], context: TemplateContext) -> bytes:
        key = (form.model_dump_json(), tuple(column.model_dump_json() for column in header), context)
        if key not in made:
            made[key] = make(form, header, context)
        return made[key]

    return remembered
