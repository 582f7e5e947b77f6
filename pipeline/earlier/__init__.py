"""What was known before this run: the year before, and the run before.

Comes in: an earlier results.json, or what another year's returns add up to. Goes out: last year's figures
(``year_before``), what became of each request (``follow_up``), and which printed numbers changed (``revision``);
``since`` finds the run to hold both against. It must not run a year itself: the function that does is handed in. Read
``results`` first, it reads what a run left behind.
"""
