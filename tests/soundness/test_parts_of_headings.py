"""Headings that hang under one beside them, and what columns are called whose headings have a translation."""

from __future__ import annotations

from pathlib import Path

from nbkpi.tables.understood import Asked

from .test_corners_of_headings import NEW, Rows, read

HEADS: Rows = [["地 区", "Region", "研究人员\nPersonnel", None, "申请数\nApplications", None],
               [None, None, None, "#女性\nFemale", None, "#发明\nInventions"]]  # fmt: skip
BODY: Rows = [["东区", "East", 60, 25, 40, 10], ["西区", "West", 40, 15, 30, 8]]
CORNERS = ["A2:A3", "B2:B3", "C2:C3", "E2:E3"]


def names(folder: Path, rows: Rows, merged: list[str], asked: Asked = NEW) -> dict[str, tuple[str, str]]:
    found = read(folder, rows, merged, asked).observations
    return {one.text: (one.measure.name, one.figure.unit.symbol) for one in found if one.entity.name == "东区"}


def test_a_part_has_what_it_hangs_under_in_its_name(tmp_path: Path) -> None:
    said = {"申请数 Applications": "件", "申请数/#发明": "件"}
    found = names(tmp_path, [["2020年（人）"], *HEADS, *BODY], CORNERS, NEW._replace(units=said))
    assert found == {
        "60": ("研究人员", "人"), "25": ("研究人员女性", "人"), "40": ("申请数", "件"), "10": ("申请数发明", "件"),
    }  # fmt: skip


def test_a_part_has_the_unit_of_what_it_hangs_under(tmp_path: Path) -> None:
    heads: Rows = [["2013年存栏"], ["地区", "年末存栏"], [None, "羊场(只)", None, "鸡场(套)", None],
                   [None, None, "绵羊场", None, "父母代场"]]  # fmt: skip
    rows: Rows = [*heads, ["东区", 1249, 1240, 19474, 14863], ["西区", 5040, 4520, 3551, 3550]]
    found = names(tmp_path, rows, ["A2:A4", "B2:E2", "B3:B4", "D3:D4"])
    assert found["1240"] == ("年末存栏羊场绵羊场", "只")
    assert found["14863"] == ("年末存栏鸡场父母代场", "套")


def test_the_heading_of_the_labels_and_one_that_ends_do_not_go_on(tmp_path: Path) -> None:
    rows: Rows = [["2020年(吨)"], ["地区", None, "甲料", None, None], [None, "合计数", "早稻", "晚稻", "其他料"],
                  ["东区", 6, 1, 2, 3], ["西区", 9, 4, 4, 1]]  # fmt: skip
    found = names(tmp_path, rows, ["A2:A3", "C2:D2"])
    assert {one for one, _unit in found.values()} == {"合计数", "甲料早稻", "甲料晚稻", "其他料"}


def test_the_work_of_persons_is_no_number_of_persons(tmp_path: Path) -> None:
    rows: Rows = [["2020年"], ["单位:人，人年"], ["地区", "人员", None, "折合全时当量", None],
                  [None, None, "#女性", None, "#研究人员"], ["东区", 6, 1, 2, 3], ["西区", 9, 4, 4, 1]]  # fmt: skip
    found = names(tmp_path, rows, ["A3:A4", "B3:B4", "D3:D4"])
    assert found["6"] == ("人员", "人")
    assert found["1"] == ("人员女性", "人")
    assert all(unit == "人年" for _name, unit in found.values() if _name not in ("人员", "人员女性"))
