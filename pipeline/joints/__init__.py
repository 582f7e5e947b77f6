"""What two documents say of the same thing, judged once: plan and done, grant and settlement, meetings, dongs, duties.

Comes in: the run's figures, tables and board. Goes out: verdicts (``projects``, ``meetings``, ``duties``) and
comparisons of documents (``comparisons``); ``returned`` answers what was due and what came. Report and 검증결과 show
these and must not judge anew; nothing here lays anything out. Read ``projects`` first.
"""
