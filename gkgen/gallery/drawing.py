"""A component's examples, drawn: as a browser shows them, and as the HTML that is to be written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gkgen.findings import Text, UsageError
from gkgen.gallery.sheets import Example, Given, Sheet
from gkgen.stages.render import FAULTS, Components, Renderer

_IDS = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_PLACES = re.compile(r'(href="|url\()#(?!main\b)')


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: `drawn` has ids of its own, so that many stand on one page; `source` is as a page has it."""

    title: str
    drawn: str
    source: str


@dataclass(frozen=True, slots=True)
class Drawn:
    sheet: Sheet
    examples: tuple[Shown, ...]


def drawn(sheet: Sheet, renderer: Renderer) -> Drawn:
    examples = (
        _shown(each, f"{sheet.name}-{number}-", sheet, renderer)
        for number, each in enumerate(sheet.examples, 1)
    )
    return Drawn(sheet, tuple(examples))


def _shown(example: Example, prefix: str, sheet: Sheet, renderer: Renderer) -> Shown:
    source = re.sub(r"\n{2,}", "\n", _source(example, sheet, renderer)).strip()
    own = _IDS.sub(
        lambda found: f'{found[1]}="{" ".join(prefix + each for each in found[2].split())}"', source
    )
    return Shown(example.title, _PLACES.sub(rf"\g<1>#{prefix}", own), source)


def _source(example: Example, sheet: Sheet, renderer: Renderer) -> str:
    if not example.macro:
        return example.html
    page = Given(**({"root": "", "address": "index.html", "feeds": []} | example.page))
    try:
        macro = Components(renderer, {"page": page, "view": Given(documents={})})[example.macro]
        return str(macro(**example.values))
    except FAULTS as fault:
        said = f"{type(fault).__name__}: {fault}"
        raise UsageError(
            Text(
                f"部件 {sheet.name} 的例子“{example.title}”画不出来：{said}",
                f"the example “{example.title}” of the component {sheet.name} can't be drawn: {said}",
            )
        ) from fault
