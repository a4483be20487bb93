"""Turns the findings into one HTML page that needs nothing else: no script, no network, and no trust in what articles say.

Belongs here: rendering. Does not: what is shown (`warehouse.report.read`).
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from warehouse.report.read import ReportContent

GENERATOR = '<meta name="generator" content="Tieout">'
"""By this line a page of ours is known from somebody else's file."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

VERDICT_WORDS = {"conflict": "Conflict", "possible_conflict": "Possible conflict"}
GROUPS = (
    ("Waiting for a look", ("open", "reopened"), True),
    ("Dismissed", ("dismissed",), False),
    ("Resolved", ("resolved",), False),
)


def render_page(content: ReportContent) -> str:
    """The page; every string that comes from a source is escaped by the template engine, none is marked as safe."""
    environment = Environment(
        loader=PackageLoader("warehouse.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("page.html.j2")
    return template.render(content=content, groups=GROUPS, verdict_words=VERDICT_WORDS, policy=POLICY)
