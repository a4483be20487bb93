"""Pages as browsers save them, put together from an article and from the furniture around it; the town and its paper do not exist.

Belongs here: layouts, each with the blocks that are the article and those that are not. Does not: what is expected of them.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Cable ferry to Northbank carries more than it was built for"
STORY = (
    "The cable ferry between Ellsworth and Northbank carried 412,000 passengers in 2024, the river board said on Tuesday, "
    "against the 350,000 for which its two boats were designed.",
    "“We did not expect the figure before 2030,” said the board's engineer, Marit Olen, who puts the cost of a third boat at "
    "4.2 million crowns.",
    "The boats run every 12 minutes from six in the morning, and every 20 minutes after nine in the evening.",
    "A bridge, which the council turned down in 2019, would have cost 38 million crowns and taken five years to build.",
    "Fares stay at 3 crowns until the end of the year. The board will decide on a third boat on 14 November.",
)
SHORT = "Nobody was hurt."
TEASERS = (
    "Bakery on Mill Street sold to its 14 workers",
    "Council spends 2.1 million on salt for the winter, and wants more",
    "River level falls to 1.4 metres: what it means for the mills",
)
MEETING = ". The council met for 3 hours on Monday night."
WALL = "To continue reading, subscribe for 4 crowns a week."
COOKIES = "We and our 743 partners store cookies on your device to measure how the site is used."
LETTER = "Get the morning letter: 9,500 readers start their day with us."
ADVERT = "Boats from 990 crowns: order before 30 June and save 15%"
COMMENTS = (
    "I waited 45 minutes on Sunday and nobody told us anything about it, which is a shame.",
    "They should have built the bridge when it cost 20 million, my father always said so.",
)
LICENCE = "© 2025 Ellsworth Chronicle. Registered office: 4 Quay Street."


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page, the blocks of its article that must be kept, and those that must be marked as furniture."""

    name: str
    html: str
    article: tuple[str, ...]
    furniture: tuple[str, ...]


def _p(texts: tuple[str, ...], attributes: str = "") -> str:
    return "".join(f"<p{attributes}>{text}</p>" for text in texts)


def _links(texts: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='/{n}'>{text}</a></{tag}>" for n, text in enumerate(texts))


def _page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{TITLE} | Ellsworth Chronicle</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


_NAV = "<div class='x1'><ul>" + _links(("Home", "Town", "River", "Markets", "Sport", "Jobs")) + "</ul></div>"


def saved_pages() -> tuple[SavedPage, ...]:
    """One page a layout."""
    return (*_news_pages(), *_other_kinds(), *_themes())


def _news_pages() -> tuple[SavedPage, ...]:
    """Pages of papers: furniture by its names, by nothing, as cards, and comments."""
    return (
        SavedPage(
            "news page with named furniture",
            _page(
                f"<nav>{_links(('Home', 'River'))}</nav><header class='site-header'>Ellsworth Chronicle</header><article><h1>{TITLE}</h1>"
                f"<div class='share-bar'>Share 128</div>{_p(STORY[:2])}<div class='ad-slot'><p>{ADVERT}</p></div>{_p(STORY[2:])}</article>"
                f"<section class='related'><h3>More stories</h3>{_links(TEASERS)}</section>"
                f"<div id='cookie-banner'><p>{COOKIES}</p></div><div class='newsletter-box'><p>{LETTER}</p></div><footer>{LICENCE}</footer>"
            ),
            STORY,
            (*TEASERS, COOKIES, LETTER, ADVERT, LICENCE),
        ),
        SavedPage(
            "classes that say nothing",
            _page(
                f"{_NAV}<div class='c-91x'><h1>{TITLE}</h1><div class='b7'>{_p(STORY)}</div></div>"
                f"<div class='q2'><h4>More stories</h4><ul>{_links(TEASERS)}</ul></div><div class='z'><p>{LICENCE}</p></div>"
            ),
            STORY,
            (*TEASERS, LICENCE),
        ),
        SavedPage(
            "teasers as cards with a lead",
            _page(
                f"{_NAV}<main><h1>{TITLE}</h1>{_p(STORY)}</main><div class='grid k9'>"
                + "".join(
                    f"<div class='k'><a href='/{n}'><h3>{t}</h3></a><p><a href='/{n}'>{t}{MEETING}</a></p></div>"
                    for n, t in enumerate(TEASERS)
                )
                + "</div>"
            ),
            STORY,
            tuple(f"{t}{MEETING}" for t in TEASERS),
        ),
        SavedPage(
            "comments in a list without a name",
            _page(
                f"{_NAV}<div class='story'><h1>{TITLE}</h1>{_p(STORY)}</div><div id='disqus_thread'><ol>"
                + "".join(f"<li><b>river_{n}</b><p>{c}</p></li>" for n, c in enumerate(COMMENTS))
                + "</ol></div>"
            ),
            STORY,
            COMMENTS,
        ),
    )


def _other_kinds() -> tuple[SavedPage, ...]:
    """What is no plain story: a live blog, a stub, an accelerated page, a release with a table, a page laid out by tables."""
    return (
        SavedPage(
            "live blog",
            _page(
                f"{_NAV}<main><h1>{TITLE}</h1>"
                + "".join(
                    f"<div class='live-post'><time datetime='2025-06-03T0{n}:10'>0{n}:10</time><p>{t}</p></div>"
                    for n, t in enumerate(STORY)
                )
                + f"</main><aside><p>{LETTER}</p></aside>"
            ),
            STORY,
            (LETTER,),
        ),
        SavedPage(
            "paywall stub",
            _page(
                f"{_NAV}<article><h1>{TITLE}</h1>{_p(STORY[:2])}<div class='paywall'><p>{WALL}</p>"
                f"</div></article><div class='related-links'>{_links(TEASERS)}</div>"
            ),
            STORY[:2],
            (WALL, *TEASERS),
        ),
        SavedPage(
            "accelerated page",
            _page(
                f"<amp-sidebar id='sidebar1'><ul>{_links(('Home', 'River'))}</ul></amp-sidebar><article class='amp-wp-article'>"
                f"<h1 class='amp-wp-title'>{TITLE}</h1><div class='amp-wp-article-content'>{_p(STORY)}"
                f"<amp-ad><p>{ADVERT}</p></amp-ad></div>"
                f"</article><amp-consent id='c'><div>{COOKIES}</div></amp-consent>",
            ),
            STORY,
            (COOKIES, ADVERT),
        ),
        SavedPage(
            "statistical release",
            _page(
                f"{_NAV}<div id='content'><h1>{TITLE}</h1><p>{STORY[0]}</p><table><caption>Passengers, thousands</caption><tr><th>Year</th>"
                "<th>Ferry</th><th>Bus</th></tr>"
                + "".join(f"<tr><td>{y}</td><td>{y - 1700}</td><td>{y - 1500}</td></tr>" for y in range(2014, 2025))
                + f"</table><p>{STORY[2]}</p><p>Next release: 3 March 2026</p></div><div id='foot'>{LICENCE}</div>"
            ),
            (STORY[0], "2014 | 314 | 514", "2024 | 324 | 524", STORY[2]),
            (LICENCE,),
        ),
        SavedPage(
            "tables for layout",
            _page(
                f"<table width=760><tr><td colspan=2><font size=5>Ellsworth Chronicle</font></td></tr><tr><td width=140>"
                f"{'<br>'.join(f'<a href=/{n}>{t}</a>' for n, t in enumerate(TEASERS))}</td><td><h1>{TITLE}</h1>"
                f"<font face=arial>{'<br><br>'.join(STORY)}</font></td></tr><tr><td colspan=2><small>{LICENCE}</small></td></tr></table>"
            ),
            STORY,
            (LICENCE,),
        ),
    )


def _themes() -> tuple[SavedPage, ...]:
    """Themes of content systems, and an article whose element is called like furniture."""
    return (
        SavedPage(
            "wordpress theme",
            _page(
                f"<div id='page' class='hfeed site has-sidebar'><div id='masthead' class='site-header'>Ellsworth Chronicle</div>"
                f"<div id='primary' class='content-area'><div class='post type-post tag-ads category-news'>"
                f"<h1 class='entry-title'>{TITLE}</h1>"
                f"<div class='entry-meta'>June 3, 2025 by Ines Valla</div><div class='entry-content'>{_p(STORY)}<p>{SHORT}</p>"
                f"<div class='sharedaddy'>Share this: 12</div><div class='jp-relatedposts'>{_links(TEASERS)}</div></div></div></div>"
                f"<div id='secondary' class='widget-area'><ul>{_links(('Archive', 'June 2025', 'May 2025'))}</ul></div></div>"
            ),
            (*STORY, SHORT),
            TEASERS,
        ),
        SavedPage(
            "drupal theme",
            _page(
                f"<div class='region region-navigation'>{_links(('Home', 'River'))}</div><div class='region region-content'>"
                f"<h1 class='page-header'>"
                f"{TITLE}</h1><div class='node node-article'><div class='field field-name-body'><div class='field-items'>"
                f"<div class='field-item even'>"
                f"{_p(STORY)}</div></div></div></div></div><div class='region region-sidebar-second'><div class='block block-views'>"
                f"<div class='view-content'>{_links(TEASERS, 'div')}</div></div></div><div class='region region-footer'>{LICENCE}</div>"
            ),
            STORY,
            (*TEASERS, LICENCE),
        ),
        SavedPage(
            "article in an element that sounds like furniture",
            _page(
                f"{_NAV}<div class='social-story'>{_p(STORY)}</div>"
                + f"<div class='more'>{_p(COMMENTS)}{_p(STORY[:1])}</div>"
            ),
            STORY,
            (),
        ),
    )
