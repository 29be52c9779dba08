"""The embedded book holds every figure of its two sources in the words that were printed, and nothing else."""

from __future__ import annotations

import pytest

from nbkpi.figure import Period
from nbkpi.formula.syntax import names
from nbkpi.formula.units import check_equation, check_formula, check_unit
from nbkpi.loading.load import load
from nbkpi.model.book import GENERATED, Book

FEATURE = """
intro 宁波市           inhabitants              2025        近千万
§1    东山村           visitors                 2024        超10万人次
§1    东山村           collective_income        2024        达88万元
§1    东山村           collective_income.growth 2024        43.6%
§1    大横坎头片区     investment               2025        6000余万元
§1    环蟹钳港茅洋片区 cultivated_projects      2025        23个
§1    环蟹钳港茅洋片区 guesthouses              2025        达到128家
§1    宁波市           clusters                 2025        40个
§1    宁波市           villages_in_clusters     2025        218个
§1    宁波市           village_coverage         2025        10%以上
§1    宁波市           young_makers             2025        358名
§1    宁波市           young_secretaries        2025        40人
§1    宁波市           joint_projects           2025        183个
§1    宁波市           flagship_stores          2025        13家
§1    宁波市           flagship_products        2025        710多个品类
§1    宁波市           linked_villages          2025        420多个
§1    宁波市           flagship_sales           2025        达700万元以上
§1    宁波市           workshops                2025        1084家
§2    永新光学研发团队 patents                  2025        20项
§2    永新光学研发团队 national_standards       2025        5项
§2    永新光学研发团队 sales                    2022..2024  7.1亿元
§2    永新光学研发团队 profit                   2022..2024  2.85亿元
§2    永新光学         market_share             2021        0
§2    永新光学         market_share             2024        4.6%
§2    江丰电子         joint_patents            2025        500余项
§2    江丰电子         localisation_rate        2025        100%
§2    镇海区绿色石化   waste_lye_cut            2025        20万吨
§2    宁波市           core_zones               2025        7个
§2    宁波市           core_zone_coverage       2025        100%
§2    宁波市           cooperation_zones        2025        10个
§2    宁波市           new_party_organisations  2025        272个
§2    宁波市           service_teams            2025-06     12个
§2    宁波市           problems_solved          2025-06     4300余个
§3    北站社区         received                 2025        200余件
§3    北站社区         resolution_rate          2025        98%
§3    宁波市           programme_areas          2024        7方面
§3    宁波市           programme_measures       2024        27条
§3    宁海县           programme_years          2025        10年
§3    宁波市           standard_posts           2025        9项
"""

COMMUNIQUE = """
综合  宁波市  gdp                           2024  18147.7亿元
综合  宁波市  gdp.growth                    2024  5.4%
综合  宁波市  primary                       2024  451.1亿元
综合  宁波市  primary.growth                2024  3.6%
综合  宁波市  secondary                     2024  7882.7亿元
综合  宁波市  secondary.growth              2024  5.9%
综合  宁波市  tertiary                      2024  9813.9亿元
综合  宁波市  tertiary.growth               2024  5.0%
综合  宁波市  primary_share                 2024  2.5
综合  宁波市  secondary_share               2024  43.4
综合  宁波市  tertiary_share                2024  54.1
综合  宁波市  gdp_per_head                  2024  186379元
综合  宁波市  gdp_per_head_usd              2024  26171美元
综合  宁波市  gdp_per_head.growth           2024  增长4.5%
综合  宁波市  gdp                           2023  17146.6亿元
综合  宁波市  primary_share                 2023  2.5
综合  宁波市  secondary_share               2023  43.9
综合  宁波市  tertiary_share                2023  53.6
人口  宁波市  population                    2024  977.7万人
人口  宁波市  population.change             2024  增加8.0万人
人口  宁波市  urbanisation_rate             2024  80.9%
人口  宁波市  urbanisation_rate.points      2024  提高1.0个百分点
人口  宁波市  birth_rate                    2024  5.9‰
人口  宁波市  death_rate                    2024  6.5‰
人口  宁波市  natural_growth                2024  -0.6‰
人口  宁波市  registered_population         2024  624.4万人
人口  宁波市  registered_population.change  2024  增加2.2万人
"""

METRICS = """
village_coverage villages_per_cluster young_secretary_share guesthouses_per_project
flagship_share sales_per_store products_per_store sales_per_linked_village
profit_margin mean_yearly_sales market_share_change market_share_growth
core_zone_coverage problems_per_team resolution_rate measures_per_area
primary_share secondary_share tertiary_share gdp_per_head natural_growth
"""


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def rows(source: str, table: str) -> list[tuple[str, ...]]:
    """Source, locator, entity, indicator or metric, period and words of every line."""
    return [(source, *line.split()) for line in table.split("\n") if line]


def test_every_printed_figure_is_there_and_no_other(book: Book) -> None:
    found = [
        (one.source.id if one.source else "", one.locator, one.entity.name, one.measure.id, str(one.period), one.text)
        for one in book.observations
    ]
    assert sorted(found) == sorted(rows("nbdaily-2025", FEATURE) + rows("communique-2024", COMMUNIQUE))


def test_every_figure_reads(book: Book) -> None:
    for observation in book.observations:
        figure = observation.figure
        assert figure.missing is None, observation
        assert not figure.warnings, observation
        assert observation.interval is not None, observation
    assert book.warnings == []


def test_every_formula_is_sound(book: Book) -> None:
    assert [metric.id for metric in book.metrics] == METRICS.split()
    for metric in book.metrics:
        check_unit(check_formula(metric.node, book.named), metric.unit, metric.node)
    for identity in book.identities:
        check_equation(identity.equation, book.named)


def test_nothing_is_declared_in_vain(book: Book) -> None:
    """Indicators are printed or computed with, entities have figures or hold some that do, sources are cited."""
    nodes = [metric.node for metric in book.metrics]
    used = {name.text for node in nodes for name in names(node)} | {one.measure.id for one in book.observations}
    for ending in GENERATED:
        used |= {name.removesuffix(f".{ending}") for name in used}
    assert {indicator.id for indicator in book.indicators} <= used
    described = {one.entity for one in book.observations}
    assert set(book.entities) == described | {above for entity in described for above in entity.ancestors()}
    assert set(book.sources.values()) == {one.source for one in book.observations}


def test_every_name_means_one_thing(book: Book) -> None:
    for measure in (*book.indicators, *book.metrics):
        for name in (measure.name, *measure.aliases):
            assert book.measure(name) is measure, name
    for entity in book.entities:
        assert book.entity(entity.name) is entity


def test_growth_of_output_is_at_constant_prices_and_the_year_before_is_revised(book: Book) -> None:
    """Else the published growth would be checked against levels it does not follow from."""
    for observation in book.observations:
        if observation.source is book.sources["communique-2024"]:
            growth = observation.measure.id.endswith(".growth")
            assert observation.prices == ("constant" if growth else ""), observation
            assert observation.status == ("revised" if observation.period == Period.parse("2023") else "final")
