"""What every paged format of the report shares: the names and sizes of styles, how wide columns are, where tables
break.

Comes in: blocks. Goes out: names, measures and cells ready to print. Nothing here knows a file format; ``docx`` and
``hwpx`` make their elements from it. Read ``styles`` first, then ``tables``.
"""
