"""Accepted findings in the document of an audit, whatever verdicts there are."""

from __future__ import annotations

from collections import Counter

from nbkpi.report.accepted import Acceptance, Entry, accept
from nbkpi.report.audits import AuditOfFile, audits
from nbkpi.report.document import Column, Document, Mark, Marked, Table
from nbkpi.report.findings import ClaimFinding


def finding(number: int, verdict: str) -> ClaimFinding:
    return ClaimFinding(number, number, number + 1, f"1:{number}", verdict, f"{number}%", ("1件", "2件"), tuple)


FINDINGS = [finding(1, "contradicted"), finding(2, "nearly"), finding(3, "truncated")]


def document() -> Document:
    made = Document("audit", ("", ""), findings=2)
    columns = (Column("place", "place"), Column("verdict", "verdict"))
    made.tables = [Table((Column("role", ""),), name=f"finding-{number}") for number in (1, 2, 3)]
    rows = [(one.place, one.verdict) for one in FINDINGS]
    made.tables.append(Table(columns, rows, names=[f"claim-{number}" for number in (1, 2, 3)]))
    made.marked = Marked(
        "0123", lambda: [Mark(one.start, one.end, "bad", "said", f"finding-{one.number}") for one in FINDINGS]
    )
    made.records = lambda: [{"start": one.start, "end": one.end, "verdict": one.verdict} for one in FINDINGS]
    return made


def test_only_what_is_accepted_changes() -> None:
    made, acceptance = document(), Acceptance([Entry("2%", ("1件", "2件")), Entry("3%", ("1件",))])
    assert accept(made, FINDINGS, acceptance) == [FINDINGS[1]]
    assert made.findings == 2
    assert [table.name for table in made.tables] == ["finding-1", "finding-3", ""]
    assert [row[1] for row in made.tables[-1].rows] == ["contradicted", "nearly, accepted", "truncated"]
    assert made.marked is not None
    assert [(mark.style, mark.target) for mark in made.marked.marks] == [
        ("bad", "finding-1"),
        ("open", "claim-2"),
        ("bad", "finding-3"),
    ]
    assert [record["accepted"] for record in made.records()] == [False, True, False]
    assert made.notes == ["accepted: 1"]
    assert acceptance.notes == ["accepted before, but not found any more: 3% (1件)"]
    assert acceptance.new == [Entry("1%", ("1件", "2件")), Entry("3%", ("1件", "2件"))]


def test_all_that_is_met_is_accepted_where_all_is_to_be() -> None:
    made = document()
    assert accept(made, FINDINGS, Acceptance(is_of_all=True)) == FINDINGS
    assert made.findings == 0


def test_nothing_is_accepted_without_a_list() -> None:
    made = document()
    assert accept(made, FINDINGS, Acceptance()) == []
    assert (made.findings, len(made.tables), made.notes) == (2, 4, [])
    assert [record["accepted"] for record in made.records()] == [False] * 3


def test_the_summary_counts_each_claim_once() -> None:
    made = document()
    accepted = accept(made, FINDINGS, Acceptance([Entry("1%", ("1件", "2件"))]))
    verdicts = Counter({"contradicted": 1, "nearly": 1, "truncated": 1, "exact": 2, "consistent": 3, "unknown": 4})
    whole = audits(("", ""), [AuditOfFile("a.txt", made, 20, verdicts, accepted)])
    assert whole.tables[0].rows == [("a.txt", "20", "5", "1", "1", "1")]
    assert whole.findings == 1
    assert [record["file"] for record in whole.records()] == ["a.txt"] * 3
