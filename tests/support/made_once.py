"""Blank forms, each made once per test run: the letters for a folder of two files have forty of them attached every
time.

Comes in: the real function. Goes out: a function that gives the same bytes for the same arguments, from memory after
the first time.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.forms.form import Column, Form
from pipeline.templates import TemplateContext

Made = Callable[[Form, tuple[Column, ...], TemplateContext], bytes]


def remembering(make: Made) -> Made:
    """``make`` with a cache by all its arguments."""
    made: dict[tuple[str, tuple[str, ...], TemplateContext], bytes] = {}

    def remembered(form: Form, header: tuple[Column, ...], context: TemplateContext) -> bytes:
        key = (form.model_dump_json(), tuple(column.model_dump_json() for column in header), context)
        if key not in made:
            made[key] = make(form, header, context)
        return made[key]

    return remembered
