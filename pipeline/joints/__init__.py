"""What two documents say about one thing, judged once: plan and done, grant and settlement, meetings, dongs, duties.

Comes in: the run's figures, tables and board. Goes out: verdicts (``projects``, ``meetings``, ``duties``) and
comparisons of documents (``comparisons``); ``returned`` answers what was due and what came. Report and 검증결과 show
these verdicts and must not judge again; nothing here decides a layout. Read ``projects`` first.
"""
