"""A form's declaration -> its workbook, blank or filled.

Comes in: a ``Form``, the fields of its header block and what is known of one region and year. Goes out: one .xlsx
file. It reads no workbook, knows no form by name and decides nothing about the data.
"""

from pipeline.templates.context import Filling, TemplateContext, choices_of, workbook_name
from pipeline.templates.workbook import workbook_bytes, write_workbook

__all__ = ["Filling", "TemplateContext", "choices_of", "workbook_bytes", "workbook_name", "write_workbook"]
