"""The laws that do arithmetic: growth, nested periods, parts, shares, rates and ranks, over a real store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

Corpus = Any
Facet = Any
Y2023: dict[str, Facet] = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
Y2024: dict[str, Facet] = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
ONE: dict[str, Facet] = {"sentence_start": 0, "sentence_end": 99}


def _growth(
    corpus: Corpus, change: float, unit: str, current: tuple[float, float], prior: tuple[float, float], **more: Facet
) -> None:
    """One sentence: 'freight rose by `change` to `current` from `prior`', each level with its step."""
    told = {"measure": "freight_volume", "subject": "estria railway", **ONE}
    corpus.say("Ledger", change, unit, statistic="change", **{"change": "increase_by", "step": 1.0, **told, **more})
    corpus.say("Ledger", current[0], "t", step=current[1], change="increase_to", **told)
    corpus.say("Ledger", prior[0], "t", step=prior[1], role="base", **told)


@pytest.mark.parametrize(
    ("change", "current", "prior", "verdict"),
    [
        (15, (115, 1), (100, 1), "consistent"),
        (88, (2_000_000, 1_000_000), (1_100_000, 100_000), "rounding"),
        (88, (2_000_000, 100_000), (1_100_000, 10_000), "conflict"),
        (15, (140, 1), (100, 1), "conflict"),
    ],
)
def test_a_growth_leads_from_the_earlier_to_the_later_level_within_what_is_printed(
    corpus: Corpus, change: float, current: tuple[float, float], prior: tuple[float, float], verdict: str
) -> None:
    _growth(corpus, change, "percent", current, prior)
    found = corpus.only("growth_agrees")
    assert found["verdict"] == verdict
    assert sorted(found["sides"]) == [1, 2, 3]


def test_increased_by_a_multiple_conflicts_only_if_both_readings_do(corpus: Corpus) -> None:
    _growth(corpus, 2.5, "fold", (350, 1), (100, 1), step=0.1)
    assert corpus.verdicts("growth_agrees") == ["consistent"]


def test_two_percent_of_a_rate_may_be_points(corpus: Corpus) -> None:
    told = {"measure": "unemployment_rate", "subject": "estria", **ONE}
    corpus.say("Ledger", 2, "percent", statistic="change", change="increase_by", step=1, **told)
    corpus.say("Ledger", 12, "percent", statistic="rate", step=1, **told)
    corpus.say("Ledger", 10, "percent", statistic="rate", step=1, role="base", **told)
    assert corpus.verdicts("growth_agrees") == ["consistent"]


def test_a_decrease_by_an_amount_is_a_difference(corpus: Corpus) -> None:
    told = {"measure": "net_debt", "subject": "marlow", **ONE}
    corpus.say("Ledger", 260, "USD", statistic="change", change="decrease_by", step=10, **told)
    corpus.say("Ledger", 3120, "USD", step=10, **told)
    corpus.say("Ledger", 3900, "USD", step=10, role="base", **told)
    assert corpus.verdicts("growth_agrees") == ["conflict"]


def test_the_earlier_level_may_stand_in_another_sentence_with_the_period_a_year_before(corpus: Corpus) -> None:
    trade = {"measure": "exports", "subject": "estria"}
    corpus.say("Ledger", 20, "percent", statistic="change", change="increase_by", step=1, **trade, **Y2024, **ONE)
    corpus.say("Ledger", 370, "USD", step=10, **trade, **Y2024, **ONE)
    corpus.say("Ledger", 250, "USD", step=10, **trade, **Y2023)
    assert corpus.verdicts("growth_agrees") == ["conflict"]


def test_the_earlier_level_of_another_source_leaves_a_possible_conflict(corpus: Corpus) -> None:
    trade = {"measure": "exports", "subject": "estria"}
    corpus.say("Ledger", 20, "percent", statistic="change", change="increase_by", step=1, **trade, **Y2024, **ONE)
    corpus.say("Ledger", 370, "USD", step=10, **trade, **Y2024, **ONE)
    corpus.say("Courier", 250, "USD", step=10, **trade, **Y2023)
    assert corpus.verdicts("growth_agrees") == ["possible_conflict"]


@pytest.mark.parametrize(("before", "verdicts"), [(3_900, []), (250, ["conflict"]), (370_000, ["conflict"])])
def test_a_level_of_another_sentence_that_is_many_times_as_large_is_none_that_the_growth_leads_from(
    corpus: Corpus, before: float, verdicts: list[str]
) -> None:
    trade = {"measure": "exports", "subject": "estria"}
    corpus.say("Ledger", 20, "percent", statistic="change", change="increase_by", step=1, **trade, **Y2024, **ONE)
    corpus.say("Ledger", 370, "USD", step=10, **trade, **Y2024, **ONE)
    corpus.say("Ledger", before, "USD", step=10, **trade, **Y2023)
    assert corpus.verdicts("growth_agrees") == verdicts


def test_of_two_growths_in_a_sentence_the_nearer_one_is_tested(corpus: Corpus) -> None:
    _growth(corpus, 15, "percent", (115, 1), (100, 1))
    corpus.say(
        "Ledger", 60, "percent", statistic="change", change="increase_by", step=1, measure="freight_volume",
        subject="estria railway", at=400, **ONE,
    )  # fmt: skip
    assert corpus.only("growth_agrees")["verdict"] == "consistent"


@pytest.mark.parametrize(("shorter", "verdict"), [(745, "consistent"), (1600, "conflict")])
def test_a_longer_period_holds_what_a_shorter_one_has_seen(corpus: Corpus, shorter: float, verdict: str) -> None:
    trade = {"measure": "trade_turnover", "subject": "estria + norland"}
    corpus.say("Ledger", shorter, "USD", step=1, period_start=date(2025, 1, 1), period_end=date(2025, 2, 28), **trade)
    corpus.say("Courier", 1400, "USD", step=100, period_start=date(2025, 1, 1), period_end=date(2025, 4, 30), **trade)
    found = corpus.only("cumulative_does_not_fall")
    assert (found["verdict"], found["sides"][1]) == (verdict, {"1400 USD"})


def test_a_profit_may_fall_as_the_year_goes_on(corpus: Corpus) -> None:
    profit = {"measure": "net_profit", "subject": "marlow"}
    corpus.say("Ledger", 100, "USD", step=1, period_start=date(2025, 1, 1), period_end=date(2025, 3, 31), **profit)
    corpus.say("Ledger", 60, "USD", step=1, period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), **profit)
    assert corpus.verdicts("cumulative_does_not_fall") == []


@pytest.mark.parametrize(("third", "verdict"), [(4, "consistent"), (7, "conflict")])
def test_the_parts_of_one_sentence_fit_into_the_whole_before_them(corpus: Corpus, third: int, verdict: str) -> None:
    toll = {"measure": "deaths", "subject": "estria floods"}
    corpus.say("Ledger", 31, "person", **toll)
    for place, value in (("aven", 18), ("brook", 9), ("colby", third)):
        corpus.say("Ledger", value, "person", role="part", place=place, sentence_start=200, sentence_end=300, **toll)
    found = corpus.only("part_within_whole")
    assert (found["verdict"], sorted(found["sides"])) == (verdict, [1, 2, 3, 4])


def test_parts_by_product_that_only_rounding_lets_fit_are_rounding(corpus: Corpus) -> None:
    plan = {"status": "planned"}
    corpus.say("Ledger", 2000, step=1000, subject="estria + norland", product="renewable energy", **plan)
    corpus.say("Ledger", 2000, step=1000, subject="marlow", product="offshore wind", **plan)
    corpus.say("Ledger", 160, step=10, product="solar", **plan)
    corpus.say("Ledger", 160, step=10, subject="aven", product="solar", **plan)
    found = corpus.only("part_within_whole")
    assert found["verdict"] == "rounding"
    assert sorted(found["sides"]) == [1, 2, 3]


@pytest.mark.parametrize(("assumed", "verdicts"), [("period", []), (None, ["possible_conflict"])])
def test_what_goes_on_with_the_time_and_without_the_product_told_before_is_no_whole_of_it(
    corpus: Corpus, assumed: str | None, verdicts: list[str]
) -> None:
    crop = {"measure": "production", "subject": "estria", **Y2024}
    corpus.say("Ledger", 900, "t", step=10, product="barley", at=10, **crop)
    corpus.say("Ledger", 400, "t", step=10, at=200, **crop, **({"assumed": assumed} if assumed else {}))
    assert corpus.verdicts("part_within_whole") == verdicts


def test_storage_is_no_part_of_generating_capacity(corpus: Corpus) -> None:
    corpus.say("Ledger", 100, step=10, subject="estria", product="renewable energy")
    corpus.say("Ledger", 300, step=10, subject="aven", product="battery storage")
    assert corpus.verdicts("part_within_whole") == []


@pytest.mark.parametrize(("percent", "verdict"), [(27, "consistent"), (38, "conflict")])
def test_a_share_of_that_is_the_amount_beside_it_over_the_whole_before_it(
    corpus: Corpus, percent: float, verdict: str
) -> None:
    text = f"The state gives 150 EUR, with 40 EUR, {percent} percent of that, this year."
    told = {"sentence": text, "sentence_start": 0, "sentence_end": len(text)}
    for value, unit, more in ((150, "EUR", {}), (40, "EUR", {}), (percent, "percent", {"statistic": "share"})):
        quote = f"{value} {unit}"
        at = text.index(quote)
        corpus.say(
            "Ledger", value, unit, step=1, measure="aid", char_start=at, char_end=at + len(quote), **told, **more
        )
    found = corpus.only("share_agrees")
    assert (found["verdict"], sorted(found["sides"])) == (verdict, [1, 2, 3])


@pytest.mark.parametrize(("rate", "verdict"), [(131, "consistent"), (151, "conflict")])
def test_a_rate_is_the_amount_over_the_number_of_units(corpus: Corpus, rate: float, verdict: str) -> None:
    corpus.say("Ledger", 1840, "person", step=1, measure="sheltered", **ONE)
    corpus.say("Ledger", 14, "centre", measure="~centre", **ONE)
    corpus.say("Ledger", rate, "person/centre", step=1, measure="sheltered", statistic="rate", **ONE)
    assert corpus.verdicts("rate_agrees") == [verdict]


def test_an_amount_is_not_divided_by_itself_to_make_a_rate(corpus: Corpus) -> None:
    corpus.say("Ledger", 90_000_000, "t", step=1_000_000, measure="ore_reserve", **ONE)
    corpus.say("Ledger", 0.0000004, "t/t", step=0.00000001, measure="gold_grade", statistic="rate", at=20, **ONE)
    assert corpus.verdicts("rate_agrees") == []


@pytest.mark.parametrize(("ten_months", "verdict"), [(257, "consistent"), (340, "possible_conflict")])
def test_the_year_before_that_a_growth_implies_leaves_room_for_its_parts(
    corpus: Corpus, ten_months: float, verdict: str
) -> None:
    trade = {"measure": "trade_turnover", "subject": "estria + norland"}
    corpus.say("Ledger", 20, "percent", statistic="change", change="increase_by", step=1, **trade, **Y2024, **ONE)
    corpus.say("Ledger", 370, "USD", step=10, change="increase_to", **trade, **Y2024, **ONE)
    early = {"period_start": date(2023, 1, 1), "period_end": date(2023, 10, 31)}
    corpus.say("Courier", ten_months, "USD", step=1, **trade, **early)
    found = corpus.only("implied_prior_fits")
    assert found["verdict"] == verdict
    assert "302.905 to 313.808" in found["formula"]


def test_counts_listed_by_place_may_be_parts_of_the_count_before_them(corpus: Corpus) -> None:
    toll = {"measure": "deaths", "subject": "estria floods"}
    corpus.say("Ledger", 31, "person", in_title=True, **toll)
    corpus.say("Ledger", 31, "person", **toll)
    for place, value in (("aven", 18), ("brook", 9), ("colby", 7)):
        corpus.say("Ledger", value, "person", place=place, sentence_start=200, sentence_end=300, **toll)
    found = corpus.only("part_within_whole")
    assert (found["verdict"], found["sides"][1]) == ("possible_conflict", {"31 person"})


def test_a_part_of_a_part_is_not_added_again(corpus: Corpus) -> None:
    plan = {"subject": "estria", "status": "planned"}
    for value, product in ((2000, "renewable energy"), (1500, "wind"), (1000, "offshore wind")):
        corpus.say("Ledger", value, step=10, product=product, **plan)
    assert corpus.only("part_within_whole")["verdict"] == "consistent"


def test_less_than_is_a_difference_and_no_share(corpus: Corpus) -> None:
    text = "Exports were 74 EUR, 10 percent less than before, when they stood at 83 EUR."
    told = {"sentence": text, "sentence_start": 0, "sentence_end": len(text)}
    for value, unit, more in ((74, "EUR", {}), (10, "percent", {"statistic": "share"}), (83, "EUR", {})):
        at = text.index(f"{value} {unit}")
        corpus.say(
            "Ledger",
            value,
            unit,
            step=1,
            measure="exports",
            char_start=at,
            char_end=at + len(f"{value} {unit}"),
            **told,
            **more,
        )
    assert corpus.verdicts("share_agrees") == []


def _rank(corpus: Corpus, source: str, value: int, subject: str = "norland", **more: Facet) -> None:
    corpus.say(
        source,
        value,
        "rank",
        measure="rank_import_source",
        statistic="rank",
        subject=subject,
        counterparty="estria",
        **more,
    )


def test_two_places_of_one_holder_without_periods_are_a_possible_conflict(corpus: Corpus) -> None:
    _rank(corpus, "Ledger", 1, published_on=date(2024, 1, 24))
    _rank(corpus, "Courier", 2, published_on=date(2025, 6, 11))
    found = corpus.only("ranks_do_not_contradict")
    assert (found["verdict"], sorted(found["sides"])) == ("possible_conflict", [1, 2])


def test_two_places_in_two_periods_are_a_revision(corpus: Corpus) -> None:
    _rank(corpus, "Ledger", 4, **Y2023)
    _rank(corpus, "Courier", 5, **Y2024)
    assert corpus.verdicts("ranks_do_not_contradict") == ["revision"]


def test_a_first_place_with_two_holders_is_a_possible_conflict(corpus: Corpus) -> None:
    _rank(corpus, "Ledger", 1, subject="norland")
    _rank(corpus, "Courier", 1, subject="westmark")
    assert corpus.verdicts("ranks_do_not_contradict") == ["possible_conflict"]
