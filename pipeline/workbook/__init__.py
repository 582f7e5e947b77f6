"""One received file, trusted in nothing and read twice -> its cells.

Comes in: a path. Goes out: ``FileReading``: cells as our own XML pass and as python-calamine read them, or the reason
why the file is not read. Child processes do the work (``pool``), so that no file can stop the run. It must not know a
form. Read ``reading`` first; ``gate`` says what is refused before anything is opened.
"""
