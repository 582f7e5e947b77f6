"""A settings file with one change, and the mistakes that the program finds in it.

Comes in: the text of a faultless file and what to replace in it. Goes out: the sentences of ConfigError.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.settings.load import YearConfig, load_config


def mistakes(
    folder: Path, text: str, old: str, new: str, check: Callable[[YearConfig], object] = lambda _: None
) -> list[str]:
    """The mistakes of 2021 once ``old``, which occurs once, is ``new``; those that ``check`` raises too."""
    assert not old or text.count(old) == 1
    path = folder / "config.yaml"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    try:
        check(load_config(path, 2021))
    except ConfigError as error:
        return list(error.details)
    return []
