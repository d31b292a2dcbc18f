"""What templates are compiled to draws what jinja2's own code draws, faults among it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from gkgen.stages.render.environment import Stock


@dataclass(frozen=True)
class Thing:
    title: str
    inner: object = None

    @property
    def broken(self) -> str:
        raise AttributeError("broken")


SIGHT = {
    "thing": Thing("甲&<\"'>", Thing("乙", Markup("<b>丙</b>"))),
    "pairs": {"items": "自己的", "a": 1},
    "rows": [Thing("一", 2), Thing("二<", None)],
    "none": None,
}
TEMPLATES = (
    "{{ thing.title }}|{{ thing.inner.title }}|{{ thing.inner.inner }}|{{ thing.inner.inner.x is defined }}",
    "{{ pairs.a }}{{ pairs['a'] }}{{ pairs.items }}{{ pairs.b is defined }}{{ none }}{{ 1.5 }}{{ true }}",
    "{% for row in rows if row.inner %}{{ row.title }}{{ loop.index }}{% endfor %}",
    "{% for row in rows %}{{ row.title ~ row.inner }}{{ [row.title, row] | length }}{% endfor %}",
    "{% macro m(a, b=thing.inner.title) %}{{ a.title }}{{ b }}{% endmacro %}{{ m(thing) }}{{ m(rows[1], '<') }}",
    "{% set x %}{{ thing.title }}{% endset %}{{ x }}{{ x | length }}{{ (thing.title | upper).lower() }}",
    "{{ thing.title if thing.inner and thing.inner.title else rows[0].title }}{{ rows | map(attribute='title') | join }}",
    "{% autoescape false %}{{ thing.title }}{% endautoescape %}{{ thing.title }}",
    "{{ thing.nothing }}",
    "{{ thing.nothing.more }}",
    "{{ thing.nothing is defined }}{{ thing.nothing | default('无') }}",
    "{{ none.title }}",
    "{{ thing.broken }}",
    "{{ thing.broken is defined }}",
    "{{ missing_name.title }}",
)


def drawn(environment: Environment, written: str) -> str:
    try:
        return environment.from_string(written).render(SIGHT)
    except TemplateError as fault:
        return f"{type(fault).__name__}: {fault}"


@pytest.mark.parametrize("written", TEMPLATES)
def test_a_template_draws_what_jinja2_draws(written: str) -> None:
    plain = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    assert drawn(Stock(lambda _: None), written) == drawn(plain, written)
