"""Some work of a build, or what has broken it as a finding: the server outlives both."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from gkgen.findings import Finding, Place, Text, UsageError, error

LOG = logging.getLogger(__name__)
FAULT = error(
    "S101",
    Text("生成网站时出错：{cause}", "the site can't be built: {cause}"),
    Text("改好这里提到的地方并保存；页面会自动更新", "mend what is named here and save it; the page follows"),
)
Made = TypeVar("Made")


def attempted(work: Callable[[], Made], folder: Path) -> Made | Finding:
    """What came of some work, or its fault as a finding.

    This is the one place of gkgen where any exception is caught, for the sake of a promise: whatever a save does to
    the content, the settings or the theme, the server lives, shows the last good site and says what is wrong.
    """
    try:
        return work()
    except UsageError as fault:
        return FAULT.at(Place(str(folder)), cause=fault.said)
    except Exception as fault:
        LOG.debug("a build broke down", exc_info=True)
        return FAULT.at(_place(fault, folder), cause=f"{type(fault).__name__}: {fault}")


def _place(fault: Exception, folder: Path) -> Place:
    """Where a fault says that it is (a template does), or else where it came from: a theme before a program."""
    said, line = getattr(fault, "filename", None), getattr(fault, "lineno", None)
    if isinstance(said, str) and isinstance(line, int):
        return Place(_below(said, folder), line)
    steps = [step for step in traceback.extract_tb(fault.__traceback__) if not step.filename.startswith("<")]
    steps = [step for step in steps if not step.filename.endswith(".py")] or steps
    return Place(_below(steps[-1].filename, folder), steps[-1].lineno or 0) if steps else Place(str(folder))


def _below(file: str, folder: Path) -> str:
    """A path below the site's folder, if it is there."""
    path, root = os.path.abspath(file), os.path.abspath(folder)
    return os.path.relpath(path, root).replace(os.sep, "/") if path.startswith(root + os.sep) else file
