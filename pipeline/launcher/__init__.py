"""What ``run.py`` needs before any package is installed: the standard library only, no syntax newer than Python 3.7.

``environment`` tells whether everything is installed, and is quick; ``making`` installs it; ``messages`` holds the
sentences for the screen. Nothing here knows about reports, and ``pipeline`` never imports it.
"""
