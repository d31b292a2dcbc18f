"""The parser's rules within a line, asked by the sign that they begin with, and those that gkgen adds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from markdown_it.rules_inline import StateInline, autolink, backtick, entity, escape, image, link

from gkgen.markdown.emphasis import emphasis
from gkgen.markdown.signs import SIGN

InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]{1,100})\](?P<link>[(\[])?")
_TAG = re.compile(r"<(?:/?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])[^<>]*>|!--|!\[CDATA\[|![a-zA-Z]|\?)")
_TAGS = frozenset(
    re.findall(
        "[a-z0-9]+",
        """
        a abbr acronym address animate applet area article aside audio b base basefont bdi bdo bgsound
        big blink blockquote body br button canvas caption center cite code col colgroup command content
        data datalist dd del details dfn dialog dir div dl dt element em embed fieldset figcaption
        figure font footer foreignobject form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr
        html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark
        marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup
        option output p param picture plaintext portal pre progress q rp rt ruby s samp script search
        section select set shadow slot small source spacer span strike strong style sub summary sup svg
        table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr
        xmp
        """,
    )
)


def by_sign(state: StateInline, silent: bool) -> bool:
    """The one inline rule: the character decides which rules are asked, and text goes on to the next sign."""
    position = state.pos
    rules = _BY_SIGN.get(state.src[position])
    if rules is not None:
        for rule in rules:  # noqa: SIM110 -- a generator takes twice as long, and this runs for every sign
            if rule(state, silent):
                return True
        return False
    sign = SIGN.search(state.src, position + 1, state.posMax)
    state.pos = sign.start() if sign else state.posMax
    if not silent:
        state.append_pending(state.src[position : state.pos])
    return True


def _placed(rule: InlineRule, kinds: tuple[str, ...]) -> InlineRule:
    """The rule, with the offset of what it found in the `meta` of the token."""

    def placed(state: StateInline, silent: bool) -> bool:
        position, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            found = next((token for token in state.tokens[count : count + 2] if token.type in kinds), None)
            if found is not None:
                found.meta["at"] = position
        return True

    return placed


def _line_end(state: StateInline, silent: bool) -> bool:
    """Two spaces or more break the line; any other space at a line's end or beginning is nothing."""
    position, source = state.pos, state.src
    start = position + 1
    while start < state.posMax and source[start] in " \t\u3000":
        start += 1
    state.pos = start
    if not silent:
        before = state.pending
        state.pending = before.rstrip(" \t\u3000")
        state.push("hardbreak" if before.endswith("  ") else "softbreak", "br", 0)
    return True


def _footnote(state: StateInline, silent: bool) -> bool:
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    is_defined = f":{found['label']}" in state.env["footnotes"]["refs"]
    if not is_defined and found["link"]:
        return False
    if not silent:
        token = state.push("footnote_ref" if is_defined else "footnote_lost", "", 0)
        token.content = found["label"]
        token.meta = {"at": state.pos}
    state.pos = found.end("label") + 1
    return True


def _raw_html(state: StateInline, silent: bool) -> bool:
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None or (found["name"] and found["name"].lower() not in _TAGS):
        return False
    if not silent:
        token = state.push("raw_html", "", 0)
        token.content = found.group()
        token.meta = {"at": state.pos}
    state.pos = found.end()
    return True


_BY_SIGN: dict[str, tuple[InlineRule, ...]] = {
    "\n": (_line_end,),
    "\\": (escape,),
    "`": (backtick,),
    "*": (emphasis,),
    "_": (emphasis,),
    "[": (_footnote, _placed(link, ("link_open",))),
    "!": (_placed(image, ("image",)),),
    "<": (_placed(autolink, ("link_open",)), _raw_html),
    "&": (_placed(entity, ("text_special",)),),
}
