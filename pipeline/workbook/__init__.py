"""One received file, not trusted and read twice -> its cells.

Comes in: a path. Goes out: ``FileReading``: the cells as read by our own XML pass and compared with python-calamine's
reading, or the reason why the file is not read. Child processes do the work (``pool``), so that no file can stop the
run. It knows nothing about forms. Read ``reading`` first; ``gate`` says what is refused before anything is opened.
"""
