"""Errors about the *run*: raised, told in one Korean sentence, each with its own exit code.

Comes in: nothing. Goes out: the exception classes that ``pipeline.cli`` turns into exit codes. Data problems are never
raised; they are ``pipeline.model.findings.Finding`` rows. The codes are the contract of the command line.
"""

from __future__ import annotations

EXIT_OK = 0
EXIT_BUG = 1
EXIT_CONFIG = 10
EXIT_NO_USABLE_RETURN = 11
EXIT_OUTPUT_LOCKED = 12
EXIT_SELF_CHECK = 13
EXIT_ALREADY_RUNNING = 14
EXIT_PROVISIONAL = 20


class PipelineError(Exception):
    """A run that cannot go on. ``message`` is the Korean sentence shown to the officer."""

    exit_code = EXIT_BUG

    def __init__(self, message: str, *, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class ConfigError(PipelineError):
    """The settings or the command line cannot be used; ``details`` lists every mistake found."""

    exit_code = EXIT_CONFIG


class NoUsableReturnError(PipelineError):
    """The input folder is missing, empty, or holds no return that could be read."""

    exit_code = EXIT_NO_USABLE_RETURN


class OutputLockedError(PipelineError):
    """An output is open in another program or the folder cannot be written; the earlier outputs are untouched."""

    exit_code = EXIT_OUTPUT_LOCKED


class SelfCheckError(PipelineError):
    """Two outputs disagree about a number; nothing was published."""

    exit_code = EXIT_SELF_CHECK


class AlreadyRunningError(PipelineError):
    """Another run is writing the same output folder."""

    exit_code = EXIT_ALREADY_RUNNING
