"""What we conclude: contract checks, the anchoring check, and the laws that say where figures disagree.

`comparison` (intervals, facets, verdicts) and `rules` (one law, one file) are pure. How figures come into being is in `assets`.
"""
