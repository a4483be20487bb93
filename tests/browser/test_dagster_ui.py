"""What a person sees in Dagster's UI: the lineage, the checks with their findings, and nothing that an article can switch on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PATIENCE_MS = 30_000
ASSETS = ("articles", "figures", "comparisons", "findings", "published_warehouse", "evidence_report")


def test_the_lineage_shows_all_assets_in_one_graph(page: Page) -> None:
    page.goto("/asset-groups")
    for asset in ASSETS:
        expect(page.get_by_text(asset, exact=True).first).to_be_visible(timeout=PATIENCE_MS)


def test_a_law_that_found_something_warns_and_shows_both_quotes_at_once(page: Page) -> None:
    page.goto("/assets/comparisons?view=checks&checkDetail=law_sources_agree")
    expect(page.get_by_text("law_sources_agree").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("comparisons_contract").first).to_be_visible()
    expect(page.get_by_text("non-blocking")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="$240 million").first
    expect(row).to_contain_text("$310 million", timeout=PATIENCE_MS)


def test_the_anchoring_check_is_blocking_and_passed(page: Page) -> None:
    page.goto("/assets/figures?view=checks&checkDetail=figures_are_anchored")
    expect(page.get_by_text("figures_are_anchored").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("blocking", exact=True)).to_be_visible()
    expect(page.get_by_text("0 quotes are not where they should be")).to_be_visible()


def test_an_article_shows_its_title_as_text_and_nothing_of_it_comes_alive(page: Page) -> None:
    page.goto("/assets/articles")
    expect(page.get_by_text(re.compile(r"a link.{0,3}\(https"))).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator('a[href*="evil"]')).to_have_count(0)
    expect(page.locator("img[onerror]")).to_have_count(0)


def test_the_asset_page_describes_its_columns_and_adds_up_its_files(page: Page) -> None:
    page.goto("/assets/figures")
    expect(page.get_by_text("text[char_start:char_end], letter by letter.")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("2 = 2 with figures + 0 without + 0 unchanged + 0 quarantined")).to_be_visible()
