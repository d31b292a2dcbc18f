"""The schemas and the settings of VS Code as files: what a user has set stays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gkgen.editor.schemas import CONTENT, SETTINGS
from gkgen.findings import Text, UsageError
from gkgen.schema import ContentType

FOLDER = ".vscode/gkgen"
EXTENSION = "redhat.vscode-yaml"
_SUFFIXES = ("yaml", "yml")
# The extension's own formatter would undo `gkgen fmt`; its store of schemas is asked for over the network.
_QUIET = {"yaml.format.enable": False, "yaml.schemaStore.enable": False}


def editor_files(folder: Path, schemas: Mapping[str, Any], types: Iterable[ContentType]) -> dict[str, str]:
    """The files below a site's folder, by path. Raises UsageError where a file of settings can't be added to."""
    settings = _settings(_present(folder, ".vscode/settings.json"), types)
    extensions = _extensions(_present(folder, ".vscode/extensions.json"))
    files = {f"{FOLDER}/{name}.json": as_text(schema) for name, schema in sorted(schemas.items())}
    return files | {
        ".vscode/settings.json": as_text(settings),
        ".vscode/extensions.json": as_text(extensions),
    }


def _settings(present: dict[str, Any], types: Iterable[ContentType]) -> dict[str, Any]:
    """Ours take the place of ours; another's mapping of schemas stays beside them."""
    mapped = present.get("yaml.schemas", {})
    if not isinstance(mapped, dict):
        raise _unfit(".vscode/settings.json")
    others = {key: globs for key, globs in mapped.items() if not key.startswith(f"./{FOLDER}/")}
    folders = {each.key: each.folder for each in types if each.folder}
    own = {
        f"./{FOLDER}/{key}.json": [f"content/{folder}/**/*.{suffix}" for suffix in _SUFFIXES]
        for key, folder in folders.items()
    }
    elsewhere = [
        f"content/!({'|'.join(sorted(set(folders.values())))})/**/*.{suffix}" for suffix in _SUFFIXES
    ]
    own[f"./{FOLDER}/{CONTENT}.json"] = [*(f"content/*.{suffix}" for suffix in _SUFFIXES), *elsewhere]
    own[f"./{FOLDER}/{SETTINGS}.json"] = ["site.yaml"]
    return _QUIET | present | {"yaml.schemas": others | own}


def _extensions(present: dict[str, Any]) -> dict[str, Any]:
    recommended = present.get("recommendations", [])
    if not isinstance(recommended, list):
        raise _unfit(".vscode/extensions.json")
    return present | {"recommendations": list(dict.fromkeys([*recommended, EXTENSION]))}


def _present(folder: Path, path: str) -> dict[str, Any]:
    try:
        text = (folder / path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as failure:
        raise _unfit(path) from failure
    try:
        found = json.loads(text or "{}")
    except ValueError as failure:
        raise _unfit(path) from failure
    if not isinstance(found, dict):
        raise _unfit(path)
    return found


def _unfit(path: str) -> UsageError:
    return UsageError(
        Text(
            f"{path} 里有注释或者读不懂，没有动它；用 gkgen schema 文件夹 只写出 JSON Schema，再自己把“yaml.schemas”加进去",
            f"{path} has comments or can't be read, and was left alone; write the schemas alone with "
            "gkgen schema FOLDER, and add “yaml.schemas” yourself",
        )
    )


def as_text(value: Any) -> str:
    """A schema, or settings, as the text of their file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
