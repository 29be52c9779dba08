"""Long tables as statistical offices write them: SDMX-CSV 1.0 and 2.0, and what was in use before and beside it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from nbkpi.loading.load import empty_book, load
from nbkpi.sheets.open import open_grid
from nbkpi.tables.importing import Imported, import_grid, table_text
from nbkpi.tables.understood import Asked

NEW = Asked(new_entities=True, new_indicators=True, unit="1")

Figure = tuple[str, str, str, str, str, str]
"""The name of the entity, that of the indicator, its unit, the period, the words, the status."""


class Table(NamedTuple):
    """A table, everything it says, and the answers that it takes."""

    text: str
    figures: set[Figure]
    asked: Asked = NEW
    named: tuple[str, ...] = ()


TABLES = {
    "Eurostat": Table(
        "DATAFLOW,LAST UPDATE,freq,age,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "E:JOBS(1.0),01/01/26 11:00:00,A,Y15-74,PC_ACT,F,QA,2022,4.5,\n"
        "E:JOBS(1.0),01/01/26 11:00:00,A,Y15-74,PC_ACT,F,QA,2023,:,c\n"
        "E:JOBS(1.0),01/01/26 11:00:00,A,Y15-74,PC_ACT,M,QB,2023,5.0,bp\n"
        "E:JOBS(1.0),01/01/26 11:00:00,A,Y15-74,THS_PER,M,QB,2023,154,r\n",
        {
            ("QA", "JOBS, F, PC_ACT", "%", "2022", "4.5", "final"),
            ("QA", "JOBS, F, PC_ACT", "%", "2023", "***", "final"),
            ("QB", "JOBS, M, PC_ACT", "%", "2023", "5.0", "preliminary"),
            ("QB", "JOBS, M, THS_PER", "千人", "2023", "154", "revised"),
        },
    ),
    "the OECD, with labels": Table(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,REF_AREA,Area,MEASURE,Measure,UNIT_MEASURE,Unit of"
        " measure,SEX,Sex,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Status,UNIT_MULT,Multiplier,"
        "DECIMALS,Decimals\n"
        "DATAFLOW,O:D(1.0),Work,I,Q,Quarterly,QA,Atland,EMP,Employment,PS,Persons,F,Female,2024-Q1,,6500,,A,Normal,3,"
        "Thousands,1,One\n"
        "DATAFLOW,O:D(1.0),Work,I,Q,Quarterly,QA,Atland,EMP,Employment,PS,Persons,M,Male,2024-Q1,,7000.5,,P,Early,3,"
        "Thousands,1,One\n"
        "DATAFLOW,O:D(1.0),Work,I,Q,Quarterly,QB,Beland,OUT,Output,USD,US dollar,_Z,Not applicable,2024-Q2,,12.25,,E,"
        "Estimated,6,Millions,2,Two\n"
        "DATAFLOW,O:D(1.0),Work,D,Q,Quarterly,QB,Beland,OUT,Output,USD,US dollar,_Z,Not applicable,2024-Q3,,9,,A,"
        "Normal,6,Millions,2,Two\n",
        {
            ("Atland", "Employment, Female", "千人", "2024Q1", "6500.0", "final"),
            ("Atland", "Employment, Male", "千人", "2024Q1", "7000.5", "preliminary"),
            ("Beland", "Output", "百万美元", "2024Q2", "12.25", "estimated"),
        },
        named=("unread",),
    ),
    "codes and labels in one cell": Table(
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ:Frequency,REF_AREA:Area,SEX:Sex,TIME_PERIOD:Time,OBS_VALUE:Value,"
        "UNIT_MEASURE:Unit,OBS_STATUS:Status\n"
        "dataflow,X:D(1.0):Pupils,I,M:Monthly,QA:Atland,F:Female,2024-M01,5.1,PT_LF:Percentage,A:Normal\n"
        "dataflow,X:D(1.0):Pupils,I,M:Monthly,QA:Atland,M:Male,2024-M02,,PT_LF:Percentage,L: not collected\n",
        {
            ("Atland", "Pupils, Female", "%", "2024-01", "5.1", "final"),
            ("Atland", "Pupils, Male", "%", "2024-02", "", "final"),
        },
    ),
    "the OECD before": Table(
        '"LOCATION","Country","INDICATOR","Indicator","TIME","Time","Unit Code","Unit","PowerCode Code","PowerCode",'
        '"Value","Flag Codes","Flags"\n'
        'QA,Atland,COST,Housing cost,2020,2020,IDX,Index,0,Units,101.5,,\n'
        'QB,Beland,COST,Housing cost,2020,2020,IDX,Index,0,Units,99.5,E,Estimated value\n',
        {
            ("Atland", "Housing cost", "", "2020", "101.5", "final"),
            ("Beland", "Housing cost", "", "2020", "99.5", "estimated"),
        },
    ),
    "Eurostat before": Table(
        '"TIME","GEO","GEO_LABEL","SEX","UNIT","Value","Flag and Footnotes"\n'
        '"2016","QA1","Northeast","Females","Year","86.1",""\n"2016","QB1","Northeast","Females","Year","78.8","e"\n',
        {
            ("Northeast", "life", "年", "2016", "86.1", "final"),
            ("Northeast", "life", "年", "2016", "78.8", "estimated"),
        },
        NEW._replace(indicator="life"),
    ),
    "UNdata, with notes below": Table(
        '"Country or Area","Year","Sex","Value","Value Footnotes"\n'
        '"Atland","2010","Male","120","1"\n"Atland","2010","Female","130",""\n'
        '"footnoteSeqID","Footnote"\n"1","Without islands."\n',
        {
            ("Atland", "people, Male", "人", "2010", "120", "final"),
            ("Atland", "people, Female", "人", "2010", "130", "final"),
        },
        NEW._replace(indicator="people", unit="人"),
    ),
    "the FAO": Table(
        "Domain Code,Domain,Area Code (M49),Area,Element Code,Element,Item Code,Item,Year Code,Year,Unit,Value,Flag\n"
        "Q,Crops,901,Atland,53,Area harvested,15,Wheat,2021,2021,ha,2300,A\n"
        "Q,Crops,902,Beland,55,Production,15,Wheat,2021,2021,t,3900,E\n"
        "Q,Crops,902,Beland,55,Production,15,Wheat,2020,2020,t,3800,R\n"
        "Q,Crops,902,Beland,55,Production,15,Wheat,2019,2019,t,3700,X\n"
        "Q,Crops,901,Atland,53,Area harvested,15,Wheat,2020,2020,ha,,M\n",
        {
            ("Atland", "Area harvested, Wheat", "公顷", "2021", "2300", "final"),
            ("Atland", "Area harvested, Wheat", "公顷", "2020", "空", "final"),
            ("Beland", "Production, Wheat", "吨", "2021", "3900", "estimated"),
            ("Beland", "Production, Wheat", "吨", "2020", "3800", "estimated"),
            ("Beland", "Production, Wheat", "吨", "2019", "3700", "final"),
        },
    ),
    "Statistics Canada": Table(
        "REF_DATE,GEO,DGUID,Characteristics,Sex,UOM,UOM_ID,SCALAR_FACTOR,SCALAR_ID,VECTOR,COORDINATE,VALUE,STATUS,"
        "DECIMALS\n"
        "2024-01,Atland,A,Employment,Both sexes,Persons,2,thousands,3,v1,1.1,20300.5,,1\n"
        "2024-02,Atland,A,Employment,Both sexes,Persons,2,thousands,3,v1,1.1,20310,p,1\n"
        "2024-02,Atland,A,Unemployment rate,Both sexes,Percentage,9,units,0,v2,1.2,5.8,,1\n",
        {
            ("Atland", "work, Employment", "千人", "2024-01", "20300.5", "final"),
            ("Atland", "work, Employment", "千人", "2024-02", "20310.0", "preliminary"),
            ("Atland", "work, Unemployment rate", "%", "2024-02", "5.8", "final"),
        },
        NEW._replace(indicator="work"),
    ),
    "the ILO": Table(
        "ref_area,source,indicator,sex,time,obs_value,obs_status\nQA,S1,UNE,SEX_M,2020,4.1,\nQA,S1,UNE,SEX_F,2020,4.3,B\n",
        {
            ("QA", "UNE, SEX_M", "", "2020", "4.1", "final"),
            ("QA", "UNE, SEX_F", "", "2020", "4.3", "final"),
        },
    ),
}  # fmt: skip


def imported(folder: Path, text: str, asked: Asked, name: str = "t.csv") -> Imported:
    """What a table gives in a book without anything."""
    (folder / name).write_text(text, "utf-8")
    return import_grid(open_grid(folder / name, name), empty_book(), asked, name)


def said(found: Imported) -> list[Figure]:
    return [
        (one.entity.name, one.measure.name, one.figure.unit.symbol, str(one.period), one.text, one.status)
        for one in found.observations
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_is_of_what_its_row_says(tmp_path: Path, name: str) -> None:
    table = TABLES[name]
    found = imported(tmp_path, table.text, table.asked)
    assert set(said(found)) == table.figures
    assert len(found.observations) == len(table.figures)
    assert tuple(one.code for one in found.findings) == table.named


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_place_gives_the_same(tmp_path: Path, name: str) -> None:
    table = TABLES[name]
    found = imported(tmp_path, table.text, table.asked)
    (tmp_path / "book.toml").write_text('[book]\ntitle = "b"\n' + table_text(found, "t.csv"), "utf-8")
    again = load(tmp_path)
    assert sorted(
        (one.entity.name, one.measure.name, one.figure.unit.symbol, str(one.period), one.text, one.status)
        for one in again.observations
    ) == sorted(said(found))


def test_units_that_nobody_knows_are_asked_for_and_keep_their_power(tmp_path: Path) -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,MEASURE,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE\n"
        "dataflow,X:D(1.0),I,QA,OUT,XDC,6,2024,12.5\ndataflow,X:D(1.0),I,QA,EMP,PS,3,2024,7\n"
    )
    found = imported(tmp_path, text, Asked(new_entities=True, new_indicators=True))
    assert [one.measure.id for one in found.observations] == ["EMP"]
    asked_for = next(one for one in found.findings if one.code == "not-understood")
    assert "XDC" in asked_for.message
    assert "--unit" in asked_for.remedy
    found = imported(tmp_path, text, Asked(new_entities=True, new_indicators=True, unit="元"))
    units = {(one.measure.id, one.figure.unit.symbol) for one in found.observations}
    assert units == {("OUT", "百万元"), ("EMP", "千人")}
    assert not found.findings


def test_days_and_weeks_are_no_months(tmp_path: Path) -> None:
    text = (
        "KEY,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\n"
        "R.D,D,QA,2024-01-02,1.5\nR.W,W,QA,2024-W05,1.6\nR.M,M,QA,2024-01-31,7\n"
    )
    found = imported(tmp_path, text, NEW)
    assert [(str(one.period), one.text) for one in found.observations] == [("2024-01", "7")]
    assert any(one.code == "bad-period" for one in found.findings)


def test_what_all_figures_share_is_said(tmp_path: Path) -> None:
    found = imported(tmp_path, TABLES["Eurostat"].text, NEW)
    assert "AGE Y15-74" in [text for _what, text in found.understood.facts]


def test_a_file_that_says_no_indicator_is_asked_for_it(tmp_path: Path) -> None:
    found = imported(tmp_path, TABLES["UNdata, with notes below"].text, NEW)
    assert not found.observations
    assert [one.remedy for one in found.findings] == ["用 --indicator 给出"] or "--indicator" in found.findings[
        0
    ].remedy


def test_a_column_of_numbers_that_is_not_read_is_said(tmp_path: Path) -> None:
    text = "FREQ,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,OBS_PRE_BREAK\nA,QA,M,2023,5.5,5.1\nA,QA,M,2024,5.6,5.2\n"
    found = imported(tmp_path, text, NEW)
    assert [one.text for one in found.observations] == ["5.5", "5.6"]
    assert [(one.code, "OBS_PRE_BREAK" in one.message) for one in found.findings] == [("column-left-out", True)]


WIDE = (
    "unit,sex,worktime,geo\\time\t2023 \t2022 \n"
    "THS,F,FT,PT\t5.1 \t: c\nTHS,F,PT,PT\t6.1 u\t: \nTHS,T,PT,PT\t7.1 bu\t8.1 b\nTHS,T,TOTAL,PT\t9.1 \t9.2 \n"
)


def test_flags_codes_and_totals_of_a_wide_table(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text(WIDE, "utf-8")
    asked = Asked(indicator="Work", unit="千人", new_entities=True, new_indicators=True)
    found = import_grid(open_grid(tmp_path / "t.tsv", "t.tsv"), empty_book(), asked, "t.tsv")
    assert not [one for one in found.findings if one.severity == "error"]
    assert {
        (one.entity.name, one.measure.name, str(one.period), one.text, one.note) for one in found.observations
    } == {
        ("PT", "Work, F, FT", "2023", "5.1", ""), ("PT", "Work, F, FT", "2022", ":", "c"),
        ("PT", "Work, F, PT", "2023", "6.1", "[u]"), ("PT", "Work, F, PT", "2022", ":", ""),
        ("PT", "Work, PT (sex, worktime)", "2023", "7.1", "[bu]"),
        ("PT", "Work, PT (sex, worktime)", "2022", "8.1", "b"),
        ("PT", "Work", "2023", "9.1", ""), ("PT", "Work", "2022", "9.2", ""),
    }  # fmt: skip


def test_categories_far_below_are_seen(tmp_path: Path) -> None:
    rows = "".join(f"PC,{sex},Q{number:03}\t5.1 \n" for sex in "FMT" for number in range(320))
    (tmp_path / "t.tsv").write_text(f"unit,sex,geo\\time\t2023 \n{rows}", "utf-8")
    asked = Asked(indicator="Work", unit="%", new_entities=True, new_indicators=True, new_breakdowns=True)
    found = import_grid(open_grid(tmp_path / "t.tsv", "t.tsv"), empty_book(), asked, "t.tsv")
    assert found.is_whole
    assert len(found.observations) == 960
