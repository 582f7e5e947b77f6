"""How our own workbooks are made with XlsxWriter: one look, one way to write a cell, one way to fit a text.

Comes in: rows of values and links. Goes out: sheets of the workbooks that ``records`` writes. It must not know what a
number means. Read ``drawing`` first.
"""
