"""axe-core with every rule that it has, switched on by name: the experimental ones and those that are off by default."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.portal.example import HERE

SEEN = (
    "color-contrast",
    "color-contrast-enhanced",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
)
"""The rules whose answer hangs on colours and sizes, and so on the manner in which a page is looked at."""
_RUN = """async (only) => {
  const rules = only.length ? only : axe.getRules().map((each) => each.ruleId);
  const said = await axe.run(document, {
    runOnly: {type: "rule", values: rules},
    resultTypes: ["violations", "incomplete"],
  });
  const plain = (results) => results.flatMap((result) => result.nodes.map((node) => ({
    rule: result.id,
    where: node.target.flat().join(" "),
    markup: node.html.slice(0, 160),
    why: [...node.any, ...node.all, ...node.none].map((each) => each.message).join(" | "),
  })));
  return {rules: rules.length, violations: plain(said.violations), incomplete: plain(said.incomplete)};
}"""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that axe says of one element."""

    rule: str
    where: str
    markup: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}: {self.why} {self.markup}"


@dataclass(frozen=True, slots=True)
class Audit:
    rules: int
    violations: tuple[Said, ...]
    incomplete: tuple[Said, ...]


def axe_source() -> str:
    return (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def audit(page: Page, only: tuple[str, ...] = ()) -> Audit:
    """Looks at the page as it stands, by all rules or by some. The tool comes by the way of developer tools, past the page's own policy."""
    page.evaluate(axe_source())
    said = page.evaluate(_RUN, list(only))
    violations, incomplete = (
        tuple(Said(**each) for each in said[part]) for part in ("violations", "incomplete")
    )
    return Audit(said["rules"], violations, incomplete)
