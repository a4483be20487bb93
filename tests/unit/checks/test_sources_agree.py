"""The law that figures of the same thing meet, over a real store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

LAW = "sources_agree"
Corpus = Any
PLANT: dict[str, Any] = {"subject": "gull rock wind farm", "status": "planned"}
Q1: dict[str, Any] = {"period_start": date(2025, 1, 1), "period_end": date(2025, 3, 31)}
YEAR: dict[str, Any] = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}


def test_two_sources_whose_ranges_do_not_meet_conflict_and_stand_on_two_sides(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, step=10, **PLANT)
    corpus.say("Courier", 950, step=10, **PLANT)
    found = corpus.only(LAW)
    assert (found["verdict"], found["severity"], found["independent_sources"]) == ("conflict", "high", 2)
    assert found["sides"] == {1: {"800 MW"}, 2: {"950 MW"}}


def test_those_who_agree_share_a_side_against_the_one_who_does_not(corpus: Corpus) -> None:
    for name, value, step in (("Ledger", 800, 100), ("Courier", 804, 1), ("Wire", 950, 10)):
        corpus.say(name, value, step=step, **PLANT)
    assert corpus.only(LAW)["sides"] == {1: {"800 MW", "804 MW"}, 2: {"950 MW"}}


def test_a_coarse_figure_agrees_with_a_fine_one_by_rounding(corpus: Corpus) -> None:
    corpus.say("Ledger", 3.7e9, "USD", step=1e8, measure="capital_cost", **PLANT)
    corpus.say("Courier", 3.72e9, "USD", step=1e7, measure="capital_cost", **PLANT)
    assert corpus.only(LAW)["verdict"] == "rounding"


def test_equal_figures_in_other_words_are_consistent(corpus: Corpus) -> None:
    corpus.say("Ledger", 1450, step=10, subject="gull rock")
    corpus.say("Courier", 1450, step=1, subject="gull rock offshore wind farm")
    assert corpus.only(LAW)["verdict"] == "consistent"


def test_an_open_end_conflicts_only_below_it(corpus: Corpus) -> None:
    corpus.say("Ledger", 500, step=1, low=500, high=600, hard_low=500, hard_high=None, modifier="over", **PLANT)
    corpus.say("Courier", 490, step=10, **PLANT)
    assert corpus.only(LAW)["verdict"] == "conflict"


@pytest.mark.parametrize("assumed", ["subject", "measure"])
def test_an_assumed_facet_leaves_a_possible_conflict(corpus: Corpus, assumed: str) -> None:
    corpus.say("Ledger", 800, step=10, **PLANT)
    corpus.say("Courier", 950, step=10, assumed=assumed, **PLANT)
    assert corpus.only(LAW)["verdict"] == "possible_conflict"


def test_partners_of_a_like_thing_in_the_same_place_may_speak_of_the_same_thing(corpus: Corpus) -> None:
    thing = {"product": "offshore wind", "place": "green sea", "status": "planned"}
    corpus.say("Ledger", 2000, step=1000, subject="norland + estria", **thing)
    corpus.say("Courier", 1000, step=1000, subject="marlow energy", **thing)
    found = corpus.only(LAW)
    assert found["verdict"] == "possible_conflict"
    assert "twice" in found["hints"]


def test_two_named_farms_in_one_sea_are_two_things(corpus: Corpus) -> None:
    thing = {"product": "offshore wind", "place": "green sea"}
    corpus.say("Ledger", 2000, step=10, subject="gull rock wind farm", **thing)
    corpus.say("Courier", 1000, step=10, subject="tern bank wind farm", **thing)
    assert corpus.verdicts(LAW) == []


def test_a_part_of_a_site_is_not_compared_with_the_site(corpus: Corpus) -> None:
    corpus.say("Ledger", 1450, step=10, subject="gull rock wind farm")
    corpus.say("Courier", 480, step=10, subject="gull rock array b")
    assert corpus.verdicts(LAW) == []


def test_a_plan_is_set_beside_its_outcome_and_not_against_it(corpus: Corpus) -> None:
    corpus.say("Ledger", 2000, step=10, subject="estria", status="target", product="solar")
    corpus.say("Courier", 400, step=10, subject="estria", product="solar")
    assert corpus.verdicts(LAW) == ["plan_vs_actual"]


def test_a_later_figure_of_the_same_authority_revises(corpus: Corpus) -> None:
    growth = {"measure": "gdp", "subject": "estria", "attribution": "statistics office", **Q1}
    corpus.say("Ledger", 41, "USD", step=1, published_on=date(2025, 4, 20), **growth)
    corpus.say("Courier", 43, "USD", step=1, published_on=date(2025, 5, 20), **growth)
    assert corpus.verdicts(LAW) == ["revision"]


def test_other_periods_bases_and_partners_are_other_numbers(corpus: Corpus) -> None:
    corpus.say("Ledger", 100, "USD", step=1, measure="exports", subject="estria", counterparty="norland", **Q1)
    corpus.say("Courier", 400, "USD", step=1, measure="exports", subject="estria", counterparty="norland", **YEAR)
    corpus.say("Wire", 900, "USD", step=1, measure="exports", subject="estria", **Q1)
    assert corpus.verdicts(LAW) == []


def test_a_number_on_another_accounting_basis_is_shown_as_differing_in_scope(corpus: Corpus) -> None:
    profit = {"measure": "net_profit", "subject": "marlow", **Q1}
    corpus.say("Ledger", 214, "USD", step=1, basis="consolidated", **profit)
    corpus.say("Courier", 171, "USD", step=1, basis="standalone", **profit)
    assert corpus.verdicts(LAW) == ["scope_differs"]


def test_a_toll_that_rises_from_day_to_day_is_revised(corpus: Corpus) -> None:
    toll = {"measure": "deaths", "subject": "estria floods"}
    for day, value in ((1, 14), (2, 31), (5, 47)):
        corpus.say("Wire" if day != 2 else "Ledger", value, "person", published_on=date(2025, 3, day), **toll)
    assert set(corpus.verdicts(LAW)) == {"revision"}


def test_a_toll_that_is_lower_later_in_another_voice_is_a_possible_conflict(corpus: Corpus) -> None:
    toll = {"measure": "deaths", "subject": "estria floods"}
    corpus.say("Wire", 53, "person", published_on=date(2025, 3, 1), **toll)
    corpus.say("Ledger", 47, "person", published_on=date(2025, 3, 3), **toll)
    assert corpus.verdicts(LAW) == ["possible_conflict"]


def test_two_voices_in_one_article_conflict_but_one_voice_possibly_means_two_things(corpus: Corpus) -> None:
    corpus.say("Ledger", 310, "km", step=1, measure="~closed grounds", subject="gull rock", attribution="fishers")
    corpus.say("Ledger", 190, "km", step=1, measure="~closed grounds", subject="gull rock", attribution="marlow")
    corpus.say("Wire", 20, "km", step=1, measure="~cable", subject="gull rock")
    corpus.say("Wire", 35, "km", step=1, measure="~cable", subject="gull rock")
    assert corpus.verdicts(LAW) == ["conflict", "possible_conflict"]


def test_a_headline_that_its_own_body_refutes_is_a_conflict(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, step=10, in_title=True, **PLANT)
    corpus.say("Ledger", 950, step=10, **PLANT)
    assert corpus.verdicts(LAW) == ["conflict"]


def test_two_values_in_one_breath_are_no_disagreement(corpus: Corpus) -> None:
    corpus.say("Ledger", 44, step=1, sentence_start=0, sentence_end=99, **PLANT)
    corpus.say("Ledger", 70, step=1, sentence_start=0, sentence_end=99, **PLANT)
    assert corpus.verdicts(LAW) == []


def test_forecasts_of_different_houses_do_not_conflict(corpus: Corpus) -> None:
    profit = {"measure": "net_profit", "subject": "marlow", "status": "projected", **Q1}
    corpus.say("Ledger", 197, "USD", step=1, **profit)
    corpus.say("Courier", 190, "USD", step=1, **profit)
    assert corpus.verdicts(LAW) == ["scope_differs"]


def test_a_figure_whose_facets_were_assumed_takes_a_side_but_opens_none(corpus: Corpus) -> None:
    trade = {"measure": "exports", "subject": "estria", **Q1}
    corpus.say("Ledger", 412, "USD", step=1, **trade)
    corpus.say("Courier", 371, "USD", step=1, **trade)
    corpus.say("Wire", 410, "USD", step=10, assumed="measure,subject", **trade)
    found = corpus.only(LAW)
    assert (found["verdict"], found["sides"]) == ("conflict", {1: {"371 USD"}, 2: {"412 USD", "410 USD"}})


def test_a_goal_for_another_year_is_another_goal(corpus: Corpus) -> None:
    goal = {"subject": "estria", "product": "solar", "status": "target"}
    corpus.say("Ledger", 2000, step=10, period_end=date(2030, 12, 31), **goal)
    corpus.say("Courier", 5000, step=10, period_end=date(2035, 12, 31), **goal)
    assert corpus.verdicts(LAW) == []


def test_a_price_fixed_by_contract_is_the_same_whenever_it_is_told(corpus: Corpus) -> None:
    price = {"measure": "strike_price", "statistic": "price", "subject": "gull rock"}
    corpus.say("Ledger", 62.4, "EUR/MWh", step=0.1, published_on=date(2023, 6, 1), **price)
    corpus.say("Courier", 68.9, "EUR/MWh", step=0.1, published_on=date(2025, 6, 1), **price)
    assert corpus.verdicts(LAW) == ["conflict"]


def test_site_furniture_and_superseded_versions_are_never_compared(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, step=10, boilerplate=True, **PLANT)
    corpus.say("Courier", 950, step=10, **PLANT)
    corpus.say("Wire", 700, step=10, **PLANT)
    next(row for row in corpus.articles.values() if row["publisher"] == "Wire")["is_current"] = False
    assert corpus.verdicts(LAW) == []


def test_a_reprinted_sentence_is_one_witness(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, step=10, sentence="The farm will have 800 MW.", **PLANT)
    corpus.say("Courier", 800, step=10, sentence="The farm will have 800 MW.", **PLANT)
    corpus.say("Wire", 800, step=10, **PLANT)
    assert corpus.only(LAW)["independent_sources"] == 2


def test_a_precise_number_with_about_is_not_stretched(corpus: Corpus) -> None:
    rain = {"measure": "rainfall", "subject": "estria", **Q1}
    corpus.say("Ledger", 212, "m", step=1, low=201, high=223, hard_low=180, hard_high=244, modifier="about", **rain)
    corpus.say("Courier", 187, "m", step=1, **rain)
    assert corpus.verdicts(LAW) == ["conflict"]


def test_a_reprint_of_an_article_that_gives_two_numbers_contradicts_nobody(corpus: Corpus) -> None:
    for paper in ("Ledger", "Courier"):
        corpus.say(paper, 14, "crane", subject="selwyn dock", sentence_start=0)
        corpus.say(paper, 60, "crane", subject="selwyn dock", sentence_start=90)
    assert corpus.verdicts("sources_agree") == ["possible_conflict"]


def test_an_article_that_gives_one_other_number_is_still_heard_beside_a_number_that_both_give(corpus: Corpus) -> None:
    for paper, speed in (("Ledger", 61), ("Courier", 75)):
        corpus.say(paper, 70, "km/h", subject="selwyn train", sentence_start=0)
        corpus.say(paper, speed, "km/h", subject="selwyn train", sentence_start=90)
    assert "conflict" in corpus.verdicts("sources_agree")


def test_a_revision_tells_from_what_to_what_and_when(corpus: Corpus) -> None:
    facets = {"measure": "gdp_growth", "subject": "norland", "attribution": "statistics office"} | YEAR
    corpus.say("Ledger", 5.0, "percent", step=0.1, published_on=date(2026, 2, 10), **facets)
    corpus.say("Courier", 4.0, "percent", step=0.1, published_on=date(2026, 5, 10), **facets)
    found = corpus.only(LAW)
    assert found["verdict"] == "revision"
    assert "From 5 percent (2026-02-10) to 4 percent (2026-05-10): down 20 %." in found["explanation"]


def test_what_lasts_but_was_counted_on_two_days_that_are_named_was_revised(corpus: Corpus) -> None:
    for name, value, day in (("Ledger", 1300, date(2025, 2, 2)), ("Courier", 1800, date(2025, 2, 4))):
        corpus.say(name, value, "bed", measure="hospital_beds", period_start=day, period_end=day, subject="norland")
    assert corpus.only(LAW)["verdict"] == "revision"


def test_a_number_without_a_day_is_held_against_the_last_one_that_has_a_day(corpus: Corpus) -> None:
    for name, value, day in (("Ledger", 1300, date(2025, 2, 2)), ("Courier", 1800, date(2025, 2, 28))):
        told: dict[str, Any] = {"period_start": day, "period_end": day, "step": 100}
        corpus.say(name, value, "bed", measure="hospital_beds", subject="norland", **told)
    corpus.say("Wire", 1320, "bed", step=1, measure="hospital_beds", subject="norland")
    corpus.compare(LAW)
    (clash,) = [row for row in corpus.comparisons().to_dicts() if row["verdict"] == "conflict"]
    assert corpus.sides(clash["comparison_id"]) == {1: {"1320 bed"}, 2: {"1800 bed"}}


def test_a_quarter_is_not_held_against_its_half_year_though_nobody_lists_the_measure(corpus: Corpus) -> None:
    told: dict[str, Any] = {"measure": "boxes_handled", "subject": "port of norland", "period_end": date(2025, 2, 28)}
    corpus.say("Ledger", 4100, "TEU", period_start=date(2024, 9, 1), **told)
    corpus.say("Courier", 2000, "TEU", period_start=date(2024, 12, 1), **told)
    assert "conflict" not in corpus.verdicts(LAW)
    assert "possible_conflict" not in corpus.verdicts(LAW)


def test_a_bare_number_that_is_no_whole_one_does_not_count_things(corpus: Corpus) -> None:
    told: dict[str, Any] = {"measure": "passengers", "subject": "saint norland", "kind": "number"}
    corpus.say("Ledger", 17, "", **told)
    corpus.say("Courier", 16.8, "", step=0.1, **told)
    assert "conflict" not in corpus.verdicts(LAW)


def test_a_limit_is_not_held_against_what_was_measured(corpus: Corpus) -> None:
    corpus.say("Ledger", 75, "mph", measure="speed", subject="norland tram", basis="limit")
    corpus.say("Courier", 61, "mph", measure="speed", subject="norland tram")
    assert corpus.verdicts(LAW) in ([], ["scope_differs"])


def test_open_figures_far_apart_need_words_that_tell_the_same_thing(corpus: Corpus) -> None:
    staff: dict[str, Any] = {"measure": "workforce", "unit": "person", "assumed": "subject", "status": "planned"}
    corpus.say("Ledger", 1150, step=10, sentence="Building the pit will need 1,150 people at its height.", **staff)
    corpus.say("Courier", 460, step=10, sentence="Marsh Hill is to hire 460 permanent staff.", **staff)
    assert corpus.verdicts(LAW) == []


def test_open_figures_near_each_other_are_held_against_each_other_whatever_the_words(corpus: Corpus) -> None:
    staff: dict[str, Any] = {"measure": "workforce", "unit": "person", "assumed": "subject", "status": "planned"}
    corpus.say("Ledger", 560, step=10, sentence="Building the pit will need 560 people at its height.", **staff)
    corpus.say("Courier", 460, step=10, sentence="Marsh Hill is to hire 460 permanent staff.", **staff)
    assert corpus.verdicts(LAW) == ["possible_conflict"]


def test_a_number_beside_the_one_that_both_give_is_not_held_against_it(corpus: Corpus) -> None:
    share: dict[str, Any] = {"measure": "turnout", "unit": "percent", "step": 0.1, "status": "actual"}
    both: dict[str, Any] = {"sentence_start": 0, "sentence": "Turnout was 68.5 per cent, after 61.2 per cent."}
    earlier = {"period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31)}
    corpus.say("Ledger", 68.5, **share, **both)
    corpus.say("Ledger", 61.2, **share, **both, **earlier)
    corpus.say("Courier", 68.5, **share)
    assert "possible_conflict" not in corpus.verdicts(LAW)


def test_counts_up_to_two_named_days_are_two_counts(corpus: Corpus) -> None:
    fires: dict[str, Any] = {"measure": "~fire", "unit": "fire", "subject": "held appliances"}
    corpus.say("Ledger", 64, sentence="It knew of 64 fires as of Sept. 30.", **fires)
    corpus.say("Courier", 71, sentence="By 23 October 71 fires had been reported.", **fires)
    assert "conflict" not in corpus.verdicts(LAW)
    assert "possible_conflict" not in corpus.verdicts(LAW)
