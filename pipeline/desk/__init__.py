"""What the officer at her desk needs beside the reports: a menu instead of commands, and a look at her computer.

Comes in: the program's folder, and answers. Goes out: the words of a command, lines for the screen. Nothing here reads
returns or writes reports. Begin with ``menu``.
"""
