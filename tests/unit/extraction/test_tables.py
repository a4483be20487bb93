"""Numbers in table cells take unit, scale, time and measure from column, row and caption."""

from __future__ import annotations

from datetime import date

from assets.extraction import ExtractedFigure, extract_figures
from assets.reading import read_document

LEAD = (
    "Milk output in Norland\n\n12 March 2025\n\n"
    "Farmers in Norland delivered more milk last year, the dairy board said in its yearly report on Wednesday.\n\n"
)
"""Enough prose above a table for the page to have a headline and a body."""


def _figures(table: str, name: str = "table.txt") -> list[ExtractedFigure]:
    text = LEAD + table + "\n\nThe board will publish its next report in a year, it said in a statement to the press.\n"
    return extract_figures(read_document(text.encode(), name))


def _told(table: str) -> list[tuple[str, float | None, str]]:
    return [(f.quote, None if f.value is None else float(f.value), f.unit) for f in _figures(table)]


def test_the_scale_and_unit_of_a_caption_hold_for_all_cells_without_their_own() -> None:
    told = _told("Deliveries, thousand tonnes\n\nRegion\t2023\t2024\nEast\t12.5\t13.0\nWest\t7.1\t6.8")
    assert told == [("12.5", 12500, "t"), ("13.0", 13000, "t"), ("7.1", 7100, "t"), ("6.8", 6800, "t")]


def test_a_columns_unit_beats_the_captions() -> None:
    told = _told("Deliveries, thousand tonnes\n\nRegion\t2024\tChange, %\nEast\t13.0\t+4.0\nWest\t6.8\t-4.2")
    assert told == [("13.0", 13000, "t"), ("+4.0", 4, "percent"), ("6.8", 6800, "t"), ("-4.2", 4.2, "percent")]


def test_changes_take_their_direction_from_the_sign() -> None:
    figures = _figures("Deliveries, tonnes\n\nRegion\t2023\t2024\tChange, %\nEast\t300\t312\t4.0\nWest\t500\t480\t-4.0")
    assert [f.change for f in figures if f.unit == "percent"] == ["increase_by", "decrease_by"]


def test_a_row_that_counts_people_is_not_money() -> None:
    told = _told("Key figures (in € million)\n\n\tQ3 2024\tQ3 2023\nRevenue\t420\t401\nEmployees\t1,310\t1,295")
    assert told == [("420", 420e6, "EUR"), ("401", 401e6, "EUR"), ("1,310", 1310, "person"), ("1,295", 1295, "person")]


def test_the_time_of_a_column_is_the_figures() -> None:
    figures = _figures("Revenue, € million\n\nDivision\t2023\t2024\nCheese\t310\t330")
    assert [(f.period_start, f.period_end) for f in figures] == [
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
    ]


def test_the_time_of_a_row_is_the_figures() -> None:
    figures = _figures("Output of the Norland dairies\n\nYear\tRevenue (€m)\n2022\t298\n2023\t310")
    assert [(f.period_start, float(f.value or 0)) for f in figures] == [
        (date(2022, 1, 1), 298e6),
        (date(2023, 1, 1), 310e6),
    ]


def test_a_row_of_a_day_is_of_that_day_in_the_year_of_its_column() -> None:
    figures = _figures("Key figures\n\n\tQ3 2024\tQ3 2023\tChange\nEmployees (30 Sept.)\t1,310\t1,295\t+1.2%")
    days = [date(2024, 9, 30), date(2023, 9, 30), date(2024, 9, 30)]
    assert [(f.period_start, f.period_end) for f in figures] == [(day, day) for day in days]


def test_rows_of_one_measure_are_of_different_things() -> None:
    figures = _figures("Exports, tonnes\n\nGoods\t2024\nbutter\t2,100\nwhey powder\t940")
    assert [f.product for f in figures] == ["butter", "whey powder"]


def test_a_small_number_is_a_figure_where_a_head_names_its_time_and_a_label_what_it_is_of() -> None:
    figures = _figures("Kind | 2023 | 2024\nBoats | 120 | 130\nTrams | 12 | 14")
    assert [(f.quote, f.product, f.period_start) for f in figures] == [
        (quote, product, date(year, 1, 1))
        for quote, product, year in (
            ("120", "boats", 2023),
            ("130", "boats", 2024),
            ("12", "trams", 2023),
            ("14", "trams", 2024),
        )
    ]


def test_a_head_above_several_columns_speaks_for_each_with_the_year_below_it() -> None:
    page = (
        f"<html><body><article><h1>Milk output in Norland</h1><p>{LEAD.splitlines()[4]}</p><table><tr><th rowspan=2>Dairy</th>"
        "<th colspan=2>Deliveries, tonnes</th><th colspan=2>Revenue, € million</th></tr><tr><th>2023</th><th>2024</th><th>2023</th>"
        "<th>2024</th></tr><tr><td rowspan=2>East</td><td>310</td><td>330</td><td>12.5</td><td>14.1</td></tr><tr><td>90</td><td>95"
        "</td><td>2.5</td><td>4.1</td></tr></table></article></body></html>"
    )
    figures = extract_figures(read_document(page.encode(), "milk.html"))
    told = [(f.quote, f.unit, f.period_start and f.period_start.year) for f in figures]
    east = [("310", "t", 2023), ("330", "t", 2024), ("12.5", "EUR", 2023), ("14.1", "EUR", 2024)]
    below = [("90", "t", 2023), ("95", "t", 2024), ("2.5", "EUR", 2023), ("4.1", "EUR", 2024)]
    assert told == [*east, *below]


def test_years_under_a_head_of_the_row_before_are_heads_and_a_year_in_a_row_with_a_label_is_none() -> None:
    page = (
        f"<html><body><article><h1>Milk output in Norland</h1><p>{LEAD.splitlines()[4]}</p><table><tr><th></th><th colspan=2>Output, "
        "tonnes</th></tr><tr><th></th><th>2023</th><th>2024</th></tr><tr><td>Cheese</td><td>310</td><td>330</td></tr></table>"
        "<p>Who was first.</p><table><tr><th>Dairy</th><th>Founded</th></tr><tr><td>Alm</td><td>1987</td></tr></table>"
        "</article></body></html>"
    )
    figures = extract_figures(read_document(page.encode(), "milk.html"))
    told = [(f.quote, f.unit, f.period_start and f.period_start.year) for f in figures]
    assert told == [("310", "t", 2023), ("330", "t", 2024)]


def test_a_page_marks_cells_with_bars() -> None:
    page = (
        "<html><head><title>Milk</title></head><body><article><h1>Milk output in Norland</h1><p>Farmers in Norland delivered"
        " more milk last year, the dairy board said.</p><table><caption>Deliveries, tonnes</caption><tr><th>Region</th>"
        "<th>2024</th></tr><tr><td>East</td><td>312</td></tr></table></article></body></html>"
    )
    figures = extract_figures(read_document(page.encode(), "milk.html"))
    assert [(f.quote, f.unit, f.sentence) for f in figures] == [("312", "t", "East | 312")]


def test_ranks_and_years_in_cells_are_no_figures() -> None:
    assert _told("Largest dairies\n\nRank\tDairy\tFounded\n1\tHolm\t1921\n2\tBerg\t1934") == []


def test_a_loss_in_a_cell_is_a_negative_amount_and_no_fall() -> None:
    figures = _figures("Results, € million\n\n\tQ3 2024\tQ3 2023\nNet cash flow\t-12.5\t8.0")
    assert [(f.quote, float(f.value or 0), f.change) for f in figures] == [("-12.5", -12.5e6, None), ("8.0", 8e6, None)]


def test_what_opens_and_closes_a_year_stands_on_its_first_and_last_day() -> None:
    figures = _figures("Milk powder, tonnes\n\n\t2023\t2024\nOpening stocks\t40\t45\nClosing stocks\t45\t31")
    days = [figure.period_end for figure in figures]
    assert days == [date(2023, 1, 1), date(2024, 1, 1), date(2023, 12, 31), date(2024, 12, 31)]
    assert [figure.period_start for figure in figures] == days


def test_debt_under_a_year_stands_on_its_last_day_and_revenue_is_of_all_of_it() -> None:
    debt, _, revenue, _ = _figures("Dairies, € million\n\nItem\t2024\t2023\nNet debt\t120\t90\nRevenue\t310\t298")
    assert (debt.period_start, debt.period_end) == (date(2024, 12, 31), date(2024, 12, 31))
    assert (revenue.period_start, revenue.period_end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_seats_are_dated_by_the_day_of_the_vote_and_the_column_of_an_older_one_by_its_year() -> None:
    text = (
        "Result of the election to the harbour council\n\n14 May 2025\n\n"
        "The board has today established the result of the election held on 11 May 2025.\n\n"
        "Votes and seats\n\nList\tVotes\tSeats\tSeats 2021\nQuay list\t4,120\t9\t7\nPier list\t3,310\t6\t8\n\n"
        "The new council will meet in the old customs house, the board said in a statement to the press.\n"
    )
    figures = extract_figures(read_document(text.encode(), "vote.txt"))
    assert [(f.quote, f.period_start, "period" in f.assumed) for f in figures] == [
        ("4,120", date(2025, 5, 11), True),
        ("9", date(2025, 5, 11), True),
        ("7", date(2021, 1, 1), False),
        ("3,310", date(2025, 5, 11), True),
        ("6", date(2025, 5, 11), True),
        ("8", date(2021, 1, 1), False),
    ]
