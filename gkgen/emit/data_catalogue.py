"""catalog.json: what data the site gives out, for the data portals that gather it (W3C DCAT 3, as JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from gkgen.emit.indented import indented
from gkgen.emit.tables import Exported
from gkgen.model import File
from gkgen.schema import Site
from gkgen.schema.content_type import PUBLISHER
from gkgen.schema.exports import FORMS, Export, exports_of

CATALOGUE_FILE = "catalog.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "@language": "zh",
}
_IANA = "https://www.iana.org/assignments/media-types/"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


def catalogue_file(site: Site, exported: Iterable[Exported]) -> File:
    """A dataset for each list, a distribution for each of its files, with size and checksum.

    Where the site's public address isn't told, addresses lead from the place of catalog.json itself.
    """
    files = {each.address: each for each in exported}
    dated = [(each, _dated(each, site)) for each in exports_of(site)]
    config = site.config
    whole = {
        "@context": _CONTEXT,
        "@id": _whole(CATALOGUE_FILE, site),
        "@type": "dcat:Catalog",
        "dct:title": f"{config.name}数据目录",
        "dct:description": config.description or f"{config.name}公开的全部列表",
        "dct:publisher": _agent(config.sponsor or config.name),
        "dct:language": _plain("zh-CN"),
        **_days([day for _, days in dated for day in days]),
        "foaf:homepage": {"@id": _whole("index.html", site)},
        "dcat:dataset": [_dataset(each, days, site, files) for each, days in dated],
    }
    return File(CATALOGUE_FILE, f"{indented(whole)}\n".encode())


def _dataset(
    export: Export, days: Sequence[date], site: Site, files: Mapping[str, Exported]
) -> dict[str, Any]:
    config = site.config
    organisation = site.find(PUBLISHER, export.key) if export.of == "organisation" else None
    publisher = _agent(organisation.title) if organisation else None
    return {
        "@id": f"{_whole(CATALOGUE_FILE, site)}#{export.stem.partition('/')[2]}",
        "@type": "dcat:Dataset",
        "dct:identifier": _plain(export.stem),
        "dct:title": export.title,
        "dct:description": f"{config.name}：{export.title}，共 {len(export.subjects)} 条",
        "dct:publisher": publisher or _agent(config.sponsor or config.name),
        "dct:language": _plain("zh-CN"),
        "dct:accessRights": {"@id": _PUBLIC},
        **_days(days),
        "dcat:landingPage": {"@id": _whole(export.page, site)},
        "dcat:distribution": [
            _distribution(f"{export.stem}.{form}", form, export, site, files) for form in FORMS
        ],
    }


def _distribution(
    address: str, form: str, export: Export, site: Site, files: Mapping[str, Exported]
) -> dict[str, Any]:
    file = files[address]
    return {
        "@id": _whole(address, site),
        "@type": "dcat:Distribution",
        "dct:title": f"{export.title}（{form.upper()}）",
        "dcat:accessURL": {"@id": _whole(export.page, site)},
        "dcat:downloadURL": {"@id": _whole(address, site)},
        "dcat:mediaType": {"@id": _IANA + MEDIA_TYPES[form]},
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sum, "@type": "xsd:hexBinary"},
        },
    }


def _agent(name: str) -> dict[str, Any]:
    return {"@type": "foaf:Organization", "foaf:name": name}


def _days(days: Sequence[date]) -> dict[str, Any]:
    """When the first of it was published, and when the last of it was changed."""
    if not days:
        return {}
    typed = {"dct:issued": min(days), "dct:modified": max(days)}
    return {key: {"@value": str(day), "@type": "xsd:date"} for key, day in typed.items()}


def _dated(export: Export, site: Site) -> list[date]:
    days = []
    for each in export.subjects:
        days += [day for day in (each.entry.fields.published, site.last_change(each.entry)) if day]
    return days


def _plain(text: str) -> dict[str, str]:
    """A text that is in no language."""
    return {"@value": text, "@type": "xsd:string"}


def _whole(address: str, site: Site) -> str:
    root = site.config.base_url.rstrip("/")
    return f"{root}/{address}" if root else address
