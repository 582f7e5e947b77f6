"""What the officer at her desk needs beside the reports: a menu, a look at her computer, a start of another programme.

Comes in: the program's folder, and answers. Goes out: the words of a command, lines for the screen, a new folder.
Nothing here reads returns or writes reports. Begin with ``menu``.
"""
