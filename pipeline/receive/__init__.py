"""A folder of received workbooks -> returns, in which every table knows its cells.

Comes in: the cells of workbooks that passed the file gate. Goes out: ``Return`` (which form, from whom, for which
period), raw tables, findings of the workbook gate, and which version of a return counts. It must not judge a value;
that is ``check``. Read ``reader`` first for one workbook, then ``folder``, ``versions`` and ``board`` for all of them.
"""
