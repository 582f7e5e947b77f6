"""Blocks -> the report as HWPX, the file format of 한글: real styles, bullets, captions, tables and page numbers.

Comes in: a ``Report`` and its pictures. Goes out: one .hwpx file, the same bytes for the same report. It must not write
or compute anything of its own. Read ``document`` first, then ``looks``.
"""
