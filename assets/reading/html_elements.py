"""What each HTML element means to a reader of the visible text: skipped, a block, a row, a heading, furniture.

Belongs here: sets of element names and the rules for end tags that authors leave out. Does not: any state of a page.
"""

from __future__ import annotations

from assets.reading.document import BlockKind

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SKIPPED = frozenset(
    "audio canvas datalist head iframe noscript object script select style svg template textarea title video "
    "xmp".split()
)
"""Elements whose content is not part of the visible text; title, meta and JSON-LD still give publication facts."""

HEAD_ONLY = frozenset("base link meta noscript script style template title".split())
BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search "
    "section summary table tbody td tfoot th thead tr ul".split()
)
INLINE_HOSTS = frozenset("p li td th h1 h2 h3 h4 h5 h6 blockquote dd dt figcaption caption".split())
"""Inside these, an inline element is part of a sentence, whatever its class says."""

FURNITURE = frozenset("nav footer aside form button".split())
FURNITURE_ROLES = frozenset("navigation banner contentinfo complementary search".split())
NEVER_BY_CLASS = frozenset("html body main article".split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = ("ul", "ol", "dl", "table", "article", "section", "main", "blockquote", "aside")
KINDS: dict[str, BlockKind] = {
    **dict[str, BlockKind].fromkeys(_HEADINGS, "heading"),
    **dict[str, BlockKind].fromkeys(("li", "dt", "dd"), "item"),
    **dict[str, BlockKind].fromkeys(("figcaption", "caption"), "caption"),
    **dict[str, BlockKind].fromkeys(_PARAGRAPHS, "paragraph"),
}
"""The kind that an element gives to the blocks inside it; other elements leave it as it was."""

IMPLIED_END: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
}
"""For a start tag: which open elements it ends, and which elements keep it from looking further out."""

PARAGRAPH_END = (frozenset({"p"}), BLOCKS - {"p"})
"""A block begins: an open paragraph ends, unless another block stands between."""

PLAIN = (BLOCKS | frozenset("a abbr b cite code em font i mark q s small span strong sub sup u".split())) - (
    frozenset(KINDS) | FURNITURE | INLINE_HOSTS | {"header", "tr"}
)
"""Elements that, without attributes, change nothing for what is inside them."""
