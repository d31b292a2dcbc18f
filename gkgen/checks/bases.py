"""Legal bases that name a document of this site: it must still be in force.

Sources: 条例第二十条第（一）项、第（五）项; 国办秘函〔2019〕19号，内容准确. A basis that names what stands elsewhere is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from gkgen.findings import Finding, Text, warning
from gkgen.schema import Site
from gkgen.schema.content_type import ENDED
from gkgen.schema.documents import bases_of, document_of

BASIS_NOT_IN_FORCE = warning(
    "X840",
    Text("依据{basis}已经{state}（{file}）", "the basis {basis} is {state} ({file})"),
    Text("改成现行的依据", "name what is in force in its place"),
    "国办秘函〔2019〕19号，内容准确",
)
_ENGLISH = {"失效": "expired", "废止": "abolished", "撤下": "withdrawn"}


def check(site: Site) -> Iterator[Finding]:
    for entry in site.entries:
        if site.validity_of(entry) in ENDED:
            continue
        for named in bases_of(entry.fields):
            document = document_of(named.basis, site)
            if document is None or document.entry is entry:
                continue
            state = "撤下" if document.entry.fields.withdrawn else site.validity_of(document.entry)
            if state in _ENGLISH:
                place = entry.place(*named.path, "title")
                yield BASIS_NOT_IN_FORCE.at(
                    place,
                    basis=f"《{document.title}》",
                    state=Text(state, _ENGLISH[state]),
                    file=document.entry.path,
                )
