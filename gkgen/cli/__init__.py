"""argv → one call → exit status: the only room that prints."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from gkgen import __version__
from gkgen.cli.commands import Commands
from gkgen.cli.options import CLEAN, INTERRUPTED, USAGE, language_asked_for, say
from gkgen.findings import UsageError

# A site is millions of records that hold no cycles: to go through all of them at each 700 new ones, as Python does of
# itself, finds nothing and costs a quarter of a check.
_COLLECTED = (100_000, 50, 100)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command. Exit status: 0 clean, 1 findings, 2 usage or environment, 130 interrupted."""
    gc.set_threshold(*_COLLECTED)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with cli.make_context("gkgen", list(sys.argv[1:] if arguments is None else arguments)) as context:
            status = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except UsageError as failure:
        click.echo(f"gkgen: {failure.said.say(language_asked_for())}", err=True)
        status = USAGE
    except click.ClickException as failure:
        failure.show()
        status = USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        status = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = USAGE
    sys.exit(status if isinstance(status, int) else CLEAN)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "从文件夹里的 Markdown 和 YAML 生成政务公开站点。",
        "Make a disclosure portal from a folder of Markdown and YAML.",
    ),
)
@click.version_option(__version__, "-V", "--version", message="gkgen %(version)s")
def cli() -> None:
    """The command line."""
