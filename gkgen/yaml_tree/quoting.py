"""A text on one line of YAML: plain where no reader can take it for anything else, else in quotation marks."""

from __future__ import annotations

import re

# What a text may begin and go on with so that no YAML reader takes it for anything else than that text.
_PLAIN = re.compile(r"[^\W_][^\n\t]*|[《（“‘〔【〈「][^\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$|^(?:---|\.\.\.)")
_LIKE_NUMBER = re.compile(
    r"[\d_.,]+(?:[eE][-+]?\d+)?|0[xXoObB][\da-fA-F_]+|\d+(?::\d+)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?"
)
_NUMBER_OR_DAY = re.compile(r"0|[1-9]\d{0,8}|\d{4}-\d{2}-\d{2}")
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)
# What YAML can't hold as it is, what it takes for a line's end, and what gkgen's parser would blank.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def scalar(text: str) -> str:
    """A text on one line: plain where that is safe, else quoted."""
    if is_escaped(text) or "\n" in text or "\t" in text:
        return _quoted(text)
    if _is_plain(text):
        return text
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def is_escaped(text: str) -> bool:
    """Whether a text holds a character that YAML can only hold between quotation marks, as an escape."""
    return _ESCAPED.search(text) is not None


def _quoted(text: str) -> str:
    return '"' + "".join(_SHORT.get(each) or _code(each) for each in text) + '"'


def _code(character: str) -> str:
    if not _ESCAPED.match(character):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text) or _WORDS.fullmatch(text):
        return False
    return not _LIKE_NUMBER.fullmatch(text) or bool(_NUMBER_OR_DAY.fullmatch(text))
