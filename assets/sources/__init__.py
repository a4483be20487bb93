"""Where bytes come from: which files there are now, and what the user says of each. Pages of the web are mirrored into files first.

`listing` walks folders with their rules and sidecars; `fetch` brings feeds, addresses and sitemaps into a folder beside the
warehouse. Neither reads what a file says (`assets.reading`), nor knows the store. What imports httpx is imported by whoever
fetches: reading a folder needs none of it.
"""

from assets.sources.listing import Listing, list_files
from assets.sources.model import FetchOptions, FolderSource, NamedSources, Source, WebSource
from assets.sources.sidecar import SIDECAR_SUFFIX, SidecarError

__all__ = [
    "SIDECAR_SUFFIX",
    "FetchOptions",
    "FolderSource",
    "Listing",
    "NamedSources",
    "SidecarError",
    "Source",
    "WebSource",
    "list_files",
]
