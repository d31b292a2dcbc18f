"""The press: a fixed template and data in, a tagged PDF (PDF/A-2a, PDF/UA-1) out. Only this file knows typst."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gkgen.findings import Text, UsageError
from gkgen.printing.fonts import Faces, faces_of
from gkgen.schema.printed import PaperForm

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Press:
    """Prints for one day with the fonts of this computer: the same data gives the same bytes."""

    fonts: Any
    faces: Faces
    day: date

    def pages(self, pdf: bytes) -> int:
        from pypdf import PdfReader

        return len(PdfReader(io.BytesIO(pdf)).pages)

    def inputs(self, data: dict[str, Any]) -> dict[str, str]:
        """What a template is given: data that is never read as markup."""
        told = {**data, "fonts": asdict(self.faces)}
        return {"data": json.dumps(told, ensure_ascii=False, sort_keys=True)}

    def pdf(self, form: PaperForm, data: dict[str, Any]) -> bytes:
        """Raises UsageError where a character has no font."""
        import typst

        begin = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        try:
            made = typst.compile(
                TEMPLATES / f"{form}.typ",
                root=TEMPLATES,
                font_paths=self.fonts,
                sys_inputs=self.inputs(data),
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(begin.timestamp()),
            )
        except typst.TypstError as failure:
            raise _refused(failure.message, str(data["title"])) from failure
        assert isinstance(made, bytes)
        return made


def press_of(font_paths: Sequence[Path], day: date) -> Press:
    """Raises UsageError where typst isn't installed, or no font for Chinese."""
    try:
        import typst
    except ImportError:
        raise UsageError(
            Text(
                "打印要用 typst，还没有装：pip install 'gkgen[print]'",
                "printing needs typst, which isn't installed: pip install 'gkgen[print]'",
            )
        ) from None
    fonts = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(each) for each in font_paths]
    )
    return Press(fonts, faces_of(fonts.families()), day)


def _refused(message: str, title: str) -> UsageError:
    """A character that no font has would be an empty box on paper: nothing is printed then."""
    found = re.search(r'the text `"(.+?)"` could not be displayed', message)
    if found is None:
        return UsageError(Text(f"“{title}”没有印成：{message}", f"“{title}” could not be printed: {message}"))
    return UsageError(
        Text(
            f"“{title}”里的“{found[1]}”没有字体能印；装上有这个字的字体，或者用 --font-path 指出它在哪里",
            f"no font has “{found[1]}” of “{title}”; install one that has, or name its folder by --font-path",
        )
    )
