"""The `tieout` command: its groups, its exit codes, and one line instead of a traceback for whatever goes wrong.

Belongs here: dispatch and error messages. Does not: any command.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, TextIO, cast

import click

from orchestration.cli.options import Exit
from orchestration.settings import SettingsError

# a command's module is imported when the command is used, so that `tieout --help` and `tieout sql` start at once
_COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("orchestration.cli.run", "Read the bundled articles and show what does not hold. Start here."),
    "run": ("orchestration.cli.run", "Read folders and files, compare, publish: the whole job."),
    "fetch": ("orchestration.cli.fetch", "Fetch pages of feeds, addresses and sitemaps into files."),
    "check": ("orchestration.cli.drafts", "Check texts without keeping a warehouse."),
    "extract": ("orchestration.cli.drafts", "JSON lines of texts in, JSON lines of figures out."),
    "findings": ("orchestration.cli.why", "List the findings of a warehouse."),
    "why": ("orchestration.cli.why", "Show what a finding or a figure rests on."),
    "verify": ("orchestration.cli.why", "Read every quote again from its source file."),
    "triage": ("orchestration.cli.triage", "List, dismiss and reopen findings."),
    "sql": ("orchestration.cli.query", "Ask the published warehouse in SQL."),
    "report": ("orchestration.cli.query", "Write the evidence report, one HTML page."),
    "export": ("orchestration.cli.query", "Write the public views as CSV or Parquet files."),
    "lexicon": ("orchestration.cli.lexicon", "Check the lexicons, list words they lack."),
    "doctor": ("orchestration.cli.doctor", "Say what is installed, configured and stored."),
}


class _LazyGroup(click.Group):
    """A group that knows its commands' names and one-line help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(_COMMANDS[cmd_name][0])
        found = (
            value for value in vars(module).values() if isinstance(value, click.Command) and value.name == cmd_name
        )
        return next(found)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from orchestration.settings import did_you_mean

            raise click.UsageError(f"no command {args[0]!r}; {did_you_mean(args[0], _COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.version_option(package_name="tieout", message="%(prog)s %(version)s")
def tieout(debug: bool) -> None:
    """Ties every figure in articles to the characters that say it, and flags where figures disagree.

    Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not complete, 3 wrong usage or configuration.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Entry point of the `tieout` script."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Runs one command line and returns its exit code; says on stderr what went wrong."""
    for stream in (sys.stdout, sys.stderr):
        # text of articles may hold what the terminal's encoding does not
        reconfigure = getattr(cast(TextIO, stream), "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        result = tieout.main(args=arguments, prog_name="tieout", standalone_mode=False)
        sys.stdout.flush()
        return int(result or 0)
    except click.ClickException as error:
        error.show()
        return int(Exit.USAGE) if isinstance(error, click.UsageError) else error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("tieout: stopped; what was written before is whole, run again to go on", err=True)
        return int(Exit.INCOMPLETE)
    except SettingsError as error:
        click.echo(f"tieout: {error}", err=True)
        return int(Exit.USAGE)
    except BrokenPipeError:
        # the reader of our output left, as `head` does; nothing is wrong
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)
    except Exception as error:
        return _say_what_went_wrong(error, debug="--debug" in arguments)


def _say_what_went_wrong(error: Exception, *, debug: bool) -> int:
    """One line for an error that steps and store foresee; for any other, what to report."""
    known = _foreseen(error)
    if debug:
        traceback.print_exception(error)
    if known is not None:
        click.echo(f"tieout: {error}", err=True)
        return int(known)
    click.echo(
        f"tieout: unexpected {type(error).__name__}: {error}\n"
        "This is a fault in Tieout. Please report this line, the command and `tieout doctor`; "
        "`tieout --debug …` shows where it happened.",
        err=True,
    )
    return int(Exit.INCOMPLETE)


def _foreseen(error: Exception) -> Exit | None:
    """The exit code of an error that a step raises on purpose; None for one that nobody foresaw."""
    from orchestration.cli.foreseen import exit_code_of

    return exit_code_of(error)
