"""What the office keeps of a run: ledger, findings, and both for machines.

Comes in: the run. Goes out: 집계대장 (``ledger``), 검증결과 (``findings``), results.json, manifest.json and run.log
(``results``). It must not judge or add up anything again. Read ``ledger`` first.
"""
