"""Blocks -> the report as DOCX: real Word styles, numbering, captions and tables.

Comes in: a ``Report`` and its pictures. Goes out: one .docx file, the same bytes for the same report. It must not word
or compute anything. Read ``document`` first.
"""
