"""What the officer needs besides the reports: a menu, a check of her computer, a start for another programme.

Comes in: the program's folder, and answers. Goes out: the words of a command, lines for the screen, a new folder.
Nothing here reads returns or writes reports. Begin with ``menu``.
"""
