"""What was known before this run: the year before, and the run before.

Comes in: an earlier results.json, or the sums of another year's returns. Goes out: last year's figures
(``year_before``), how each request turned out (``follow_up``), and which printed numbers changed (``revision``);
``since`` finds the earlier run for both comparisons. It must not run a year itself: the function that does is passed
in. Read ``results`` first: it reads what an earlier run wrote.
"""
