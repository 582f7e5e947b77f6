"""Tools that only developers run; the program never imports them (``run.py bundle`` starts one as a process)."""
