"""Laws over figures, one file each; `RULES` is their register, in the order in which they are tried and shown."""

from checks.rules import (
    cumulative_does_not_fall,
    differences_agree,
    dual_statement_agrees,
    enumeration_agrees,
    first_is_largest,
    growth_agrees,
    implied_prior_fits,
    part_within_whole,
    parts_add_up,
    period_possible,
    plan_keeps_its_date,
    quantity_times_price,
    ranks_do_not_contradict,
    rate_agrees,
    ratio_agrees,
    reprints_agree,
    retold_figures_agree,
    share_agrees,
    shares_add_up,
    sources_agree,
    unit_fits_measure,
    within_bounds,
)
from checks.rules.base import Rule

RULES: tuple[Rule, ...] = (
    sources_agree.RULE,
    retold_figures_agree.RULE,
    growth_agrees.RULE,
    implied_prior_fits.RULE,
    cumulative_does_not_fall.RULE,
    part_within_whole.RULE,
    parts_add_up.RULE,
    share_agrees.RULE,
    shares_add_up.RULE,
    rate_agrees.RULE,
    quantity_times_price.RULE,
    differences_agree.RULE,
    ranks_do_not_contradict.RULE,
    first_is_largest.RULE,
    ratio_agrees.RULE,
    dual_statement_agrees.RULE,
    enumeration_agrees.RULE,
    unit_fits_measure.RULE,
    period_possible.RULE,
    plan_keeps_its_date.RULE,
    within_bounds.RULE,
    reprints_agree.RULE,
)

__all__ = ["RULES", "Rule"]
