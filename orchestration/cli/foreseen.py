"""Which exit code belongs to which error of steps, readers, lexicons and store.

Belongs here: that list. Does not: the messages, which the errors bring themselves.
"""

from __future__ import annotations

from assets.source_files import SourceError, SourceMissing
from orchestration.cli.options import Exit
from orchestration.settings import SettingsError
from warehouse.errors import StoreError
from warehouse.lexicon import LexiconError


def exit_code_of(error: BaseException) -> Exit | None:
    """The exit code of an error that is raised on purpose; None for one that nobody foresaw.

    A path that does not exist is wrong usage; a folder without articles, or a store that cannot be used, means that the
    command could not complete.
    """
    if isinstance(error, SettingsError | SourceMissing | LexiconError):
        return Exit.USAGE
    if isinstance(error, StoreError | SourceError):
        return Exit.INCOMPLETE
    return None
