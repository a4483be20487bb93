"""Groups: nodes that are linked, directly or through others, have one number.

Belongs here: that one question. Does not: what the nodes are.
"""

from __future__ import annotations

import polars as pl


def groups(links: pl.DataFrame) -> pl.DataFrame:
    """The links (columns a, b; any names) with the number of the group of each, as column `group`.

    A group is named by the place of its first link, so the same links in the same order give the same numbers. Time grows as n log n.
    """
    nodes = pl.concat([links["a"], links["b"]]).unique(maintain_order=True)
    number = pl.DataFrame({"node": nodes, "number": pl.Series(range(len(nodes)), dtype=pl.Int64)})
    a = links.select(node="a").join(number, on="node", how="left", maintain_order="left")["number"].to_list()
    b = links.select(node="b").join(number, on="node", how="left", maintain_order="left")["number"].to_list()
    parent = list(range(len(nodes)))
    for x, y in zip(a, b, strict=True):
        root_x, root_y = _root(parent, x), _root(parent, y)
        if root_x != root_y:
            parent[max(root_x, root_y)] = min(root_x, root_y)
    return links.with_columns(group=pl.Series([_root(parent, x) for x in a], dtype=pl.Int64))


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
