"""Return copies: the region that erred gets its own workbook back, its cells marked and explained.

Comes in: the run. Goes out: workbooks in the folder 수정요청. It decides nothing about the data and never writes to the
input.
"""

from pipeline.reply.marked.copies import write_return_copies
from pipeline.reply.marked.request_sheet import ERROR_CELLS, WARNING_CELLS
from pipeline.reply.marked.requests import Request, RequestLine, cells_text, period_of, plan_requests, subject_of
from pipeline.reply.marked.texts import file_stem

__all__ = [
    "ERROR_CELLS",
    "WARNING_CELLS",
    "Request",
    "RequestLine",
    "cells_text",
    "file_stem",
    "period_of",
    "plan_requests",
    "subject_of",
    "write_return_copies",
]
