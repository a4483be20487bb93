"""Findings as a person reads them: what disagrees, both sides with their quotes underlined, what would make them agree.

Belongs here: reading findings with their evidence, and laying them out. Does not: judging them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from orchestration.cli.options import shown_path
from orchestration.cli.terminal import Screen, paragraph, underlined_sentence
from warehouse.safe_text import visible
from warehouse.store import Session

Row = Mapping[str, Any]

_VERDICT_WORDS = {"conflict": "CONFLICT", "possible_conflict": "POSSIBLE CONFLICT"}
# two quotes one below the other need no summary
_PLAIN_AT_A_GLANCE = 2
_GRAVITY = {"conflict": 2, "possible_conflict": 1}
_FINDINGS = """
SELECT * FROM findings WHERE state IN (SELECT unnest($states))
ORDER BY verdict, CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, title, finding_id"""
_EVIDENCE = """
SELECT * FROM evidence WHERE comparison_id IN (SELECT unnest($ids))
ORDER BY comparison_id, side, role, published_on, source_path, char_start"""
_ALL_FIGURES = "SELECT sum(figures) AS n FROM coverage WHERE rule = 'any'"

OPEN_STATES = ("open", "reopened")
ALL_STATES = ("open", "reopened", "dismissed", "resolved")


def read_findings(session: Session, states: Sequence[str] = OPEN_STATES) -> list[dict[str, Any]]:
    """Findings in these states, the gravest first, each with its `evidence` as a list of rows."""
    found = session.query(_FINDINGS, {"states": list(states)}).to_dicts()
    return with_evidence(session, found, key="finding_id")


def with_evidence(session: Session, rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The rows, each with its `evidence`; one query for all of them."""
    evidence: dict[str, list[dict[str, Any]]] = {str(row[key]): [] for row in rows}
    for line in session.query(_EVIDENCE, {"ids": list(evidence)}).to_dicts() if evidence else []:
        evidence[str(line["comparison_id"])].append(line)
    return [{**row, "evidence": evidence[str(row[key])]} for row in rows]


def at_or_above(rows: Sequence[Row], fail_on: str) -> int:
    """How many findings are at least as grave as `fail_on` (conflict, possible_conflict, never)."""
    least = _GRAVITY.get(fail_on, 99)
    return sum(_GRAVITY.get(str(row["verdict"]), 0) >= least for row in rows)


def summary_of(rows: Sequence[Row]) -> str:
    """'3 conflicts, 2 possible conflicts' or 'no disagreement found'."""
    counts = Counter(str(row["verdict"]) for row in rows)
    parts = [
        f"{counts[verdict]} {word.lower()}{'' if counts[verdict] == 1 else 's'}"
        for verdict, word in _VERDICT_WORDS.items()
        if counts[verdict]
    ]
    return ", ".join(parts) or "no disagreement found"


def coverage_line(session: Session) -> str | None:
    """'46 of 297 figures could not be compared: 40 without a measure, …'; None where all could."""
    lacking = session.query_file("queries/figures_left_out").rows()
    if not lacking:
        return None
    everything = int(session.query(_ALL_FIGURES).item())
    left_out = sum(int(figures) for _, figures in lacking)
    told = ", ".join(f"{figures:,} {what}" for what, figures in lacking)
    return f"{left_out:,} of {everything:,} figures could not be compared: {told}."


def finding_lines(finding: Row, screen: Screen, number: int | None = None) -> list[str]:
    """A finding with both sides, in lines for the terminal."""
    word = _VERDICT_WORDS.get(str(finding["verdict"]), str(finding["verdict"] or "resolved").replace("_", " ").upper())
    count = f"{number}. " if number else ""
    lines = paragraph(f"{count}{word}: {finding['title']}", screen)
    lines = [screen.bold(line) for line in lines]
    lines += paragraph(str(finding["explanation"] or ""), screen, "   ")
    lines.append("")
    for rows in by_sentence(finding["evidence"]):
        lines += [*evidence_lines(rows, screen), ""]
    camps = camps_line(finding["evidence"])
    if camps and len(finding["evidence"]) > _PLAIN_AT_A_GLANCE:
        lines += paragraph(f"Sides: {camps}", screen, "   ")
    if finding["reconciles"]:
        lines += paragraph(f"They would agree if: {finding['reconciles']}", screen, "   ")
    if finding["hints"]:
        lines += paragraph(f"Hint: {finding['hints']}", screen, "   ")
    state = finding.get("state")
    if state and state != "open":
        reason = f": {finding['reason']}" if finding.get("reason") else ""
        lines += paragraph(f"{state[:1].upper()}{state[1:]}{reason}", screen, "   ")
    return [*lines, screen.dim(f"   {' · '.join(_marks(finding))}"), ""]


def _marks(finding: Row) -> list[str]:
    """Id, law, severity and how many independent sources there are, for the last line of a finding."""
    marks = [str(finding.get("finding_id") or finding.get("comparison_id"))]
    marks += [str(finding["rule"])] if finding["rule"] else []
    marks += [f"{finding['severity']} severity"] if finding.get("severity") else []
    independent = int(finding.get("independent_sources") or 0)
    return marks + ([f"{independent} independent sources"] if independent > 1 else [])


def camps_line(evidence: Sequence[Row]) -> str | None:
    """'2 GW: Ledger, Wire | 1 GW: Courier', each side once; None where sides are roles in one calculation, or there is one."""
    if {str(row["role"]) for row in evidence} != {"statement"} or len({row["side"] for row in evidence}) == 1:
        return None
    camps: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    for row in sorted(evidence, key=lambda row: int(row["side"])):
        quotes, sources = camps.setdefault(int(row["side"]), ({}, {}))
        quotes[" ".join(str(row["quote"]).split())] = None
        sources[_source(row)] = None
    return " | ".join(f"{', '.join(quotes)}: {', '.join(sources)}" for quotes, sources in camps.values())


def by_sentence(evidence: Sequence[Row]) -> list[list[Row]]:
    """Evidence in groups that stand in one sentence of one article, in the order of their first sides."""
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in evidence:
        groups.setdefault((str(row["source_path"]), int(row["sentence_start"])), []).append(row)
    return list(groups.values())


def evidence_lines(rows: Sequence[Row], screen: Screen) -> list[str]:
    """Who says it, where it stands, and the sentence with the quotes of all `rows` underlined; they share the sentence."""
    first = rows[0]
    begin = int(first["sentence_start"])
    spans = [(int(row["char_start"]) - begin, int(row["char_end"]) - begin) for row in rows]
    letters = "".join(sorted({side_letter(int(row["side"])) for row in rows}))
    lines = [f"   {screen.bold(visible(f'{letters} {byline(first)}'))} {screen.dim('· ' + visible(_place(rows)))}"]
    if len(rows) > 1:
        said = (
            f"{side_letter(int(row['side']))} “{row['quote']}” is the {role_words(str(row['role']))}" for row in rows
        )
        lines += paragraph("; ".join(said), screen, "      ")
    return lines + underlined_sentence(str(first["sentence"]), spans, screen, "      ")


def _place(rows: Sequence[Row]) -> str:
    """The role of a single quote, the file, and the characters."""
    role = f"{role_words(str(rows[0]['role']))} · " if len(rows) == 1 else ""
    spans = ", ".join(f"{row['char_start']}–{row['char_end']}" for row in rows)
    return f"{role}{shown_path(str(rows[0]['source_path']))}, characters {spans}"


def side_letter(side: int) -> str:
    """Side 1 is A, 2 is B, …; after Z the number."""
    return chr(64 + side) if 1 <= side <= 26 else str(side)


def role_words(role: str) -> str:
    """A role's name as words."""
    return role.replace("_", " ")


def byline(row: Row) -> str:
    """Publisher, or the headline, or the file's name; and the day of publication."""
    who, day = _source(row), row.get("published_on")
    return f"{who}, {long_day(day)}" if isinstance(day, date) else who


def _source(row: Row) -> str:
    return str(row.get("publisher") or row.get("title") or shown_path(str(row["source_path"])).rsplit("/", 1)[-1])


def long_day(day: date) -> str:
    """'3 March 2025'."""
    return f"{day.day} {day:%B %Y}"
