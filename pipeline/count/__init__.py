"""Tables -> facts -> figures: every number that may be printed, added up once.

Comes in: the checked tables of all returns, and the returns that the year expects. Goes out: one fact per number with
its cell, and ``Figures``, the sums that the forms allow, each with its cells, its state and what it lacks. It must not
write sentences, round or compare anything. Read ``facts`` first, then ``figures``.
"""
