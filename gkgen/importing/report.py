"""What an import has done: the files it wrote, the files it left alone, and all that somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass

from gkgen.findings import Finding, Severity, Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The cells of a column that went into no file: each with its row, in the order of the rows."""

    label: str
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`read` counts the rows of a table or the files of a folder; the paths lie below the site's folder.

    `kept` are files that were there before and are as they were; `changed` are those into which the cells of an
    exported workbook were written. `organisations` are files made for publishers that the site didn't know.
    `findings` name the source's rows, or the files that were written.
    """

    source: str
    read: int
    written: tuple[str, ...]
    kept: tuple[str, ...]
    organisations: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    changed: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the findings would keep the site from being published."""
        return sum(1 for each in self.findings if each.rule.severity is Severity.ERROR)

    def summary(self) -> Text:
        """One line for the end of the report."""
        cells = sum(len(each.cells) for each in self.left_out)
        return Text(
            f"“{self.source}”：读了 {self.read} 条，写了 {len(self.written)} 个文件，改了 {len(self.changed)} 个，"
            f"原有 {len(self.kept)} 个没有动，新建机构 {len(self.organisations)} 个，"
            f"没有导入的单元格 {cells} 个，要看的问题 {len(self.findings)} 处。",
            f"“{self.source}”: {self.read} read, {len(self.written)} files written, {len(self.changed)} changed, "
            f"{len(self.kept)} left as they were, {len(self.organisations)} organisations made, "
            f"{cells} cells left out, {len(self.findings)} things to look at.",
        )
