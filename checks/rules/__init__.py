"""Laws over figures, one file each; `RULES` is their register, in the order in which they are tried and shown."""

from checks.rules import (
    cumulative_does_not_fall,
    differences_agree,
    growth_agrees,
    implied_prior_fits,
    part_within_whole,
    parts_add_up,
    quantity_times_price,
    ranks_do_not_contradict,
    rate_agrees,
    retold_figures_agree,
    share_agrees,
    shares_add_up,
    sources_agree,
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
)

__all__ = ["RULES", "Rule"]
