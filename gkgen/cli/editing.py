"""schema: help for an editor's program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gkgen.cli.options import CLEAN, lang, language_of_locale, now, say, source
from gkgen.findings import Language, Text, UsageError

if TYPE_CHECKING:
    from gkgen.build import Built


@click.command(
    help=say(
        "写出 JSON Schema 和 VS Code 的设置，编辑时有提示和补全；写了 DIR 就只把 JSON Schema 写到那里",
        "Write JSON Schemas and the settings of VS Code, for completion while one writes; with DIR the "
        "schemas alone, to that folder.",
    )
)
@click.argument("target", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@source
@now
@lang
def schema(target: Path | None, folder: Path, now: date, lang: Language | None) -> int:
    from gkgen.build import Options
    from gkgen.build import build as build_site
    from gkgen.editor import editor_files

    language = lang or language_of_locale()
    built = build_site(Options(folder, now, drafts=True))
    schemas = _schemas(built, language)
    if target is not None:
        root, files = target, {f"{name}.json": _text(each) for name, each in sorted(schemas.items())}
    else:
        kinds = built.site.types.values() if built.site is not None else ()
        root, files = folder, editor_files(folder, schemas, kinds)
    for path, text in files.items():
        _put(root, path, text)
        click.echo(root / path)
    return CLEAN


def _schemas(built: Built, language: Language) -> dict[str, Any]:
    from gkgen.editor import names_in, schemas_of
    from gkgen.editor.values import Live

    if built.site is None:
        raise UsageError(
            Text("site.yaml 不能用；先运行 gkgen check", "site.yaml can't be used; run gkgen check first")
        )
    live = Live(built.site.config.vocabularies(), names_in(built.site))
    return schemas_of(built.site.types.values(), live, language)


def _text(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _put(root: Path, path: str, text: str) -> None:
    from gkgen.disk import Refused, put_beneath

    try:
        root.mkdir(parents=True, exist_ok=True)
        put_beneath(root, path, text.encode())
    except Refused as failure:
        raise UsageError(
            Text(f"不能写入 {path}：{failure.detail}", f"{path} can't be written: {failure.detail}")
        ) from failure
    except OSError as failure:
        why = failure.strerror or str(failure)
        raise UsageError(Text(f"不能写入 {path}：{why}", f"{path} can't be written: {why}")) from failure
