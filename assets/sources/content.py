"""What kind of file an answer is: by its header, by its address or its first bytes where the header does not say.

Belongs here: media types and declared encodings. Does not: what the bytes say (`assets.reading`).
"""

from __future__ import annotations

import codecs
import re
from email.message import Message
from pathlib import PurePosixPath

import httpx

from assets.source_files import SUFFIXES
from assets.sources.answer import Answer
from assets.sources.refusal import Refusal

_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
}
# what servers say when they do not know
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown"})
_FIRST_BYTES = ((b"%PDF-", ".pdf"),)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)


def suffix_of(answer: Answer) -> str:
    """The suffix under which an answer is kept, one of those that are read. Raises Refusal for what is no article."""
    if not answer.body.strip():
        raise Refusal("empty", "The answer is empty. Check the page in a browser.")
    said = media_type_of(answer)
    suffix = _guessed(answer) if said in _UNSAID else _SUFFIX_OF.get(said)
    if suffix not in SUFFIXES:
        what = said or "something that it does not name"
        raise Refusal("content_type", f"The server sends {what}, and no article; leave such addresses out by exclude.")
    return suffix


def media_type_of(answer: Answer) -> str:
    """The media type that the header declares, in small letters without its parameters; '' where it declares none."""
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower()


def encoding_of(answer: Answer) -> str | None:
    """The Python codec that the header declares for the bytes, if there is such a one."""
    message = Message()
    message["content-type"] = answer.headers.get("content-type", "")
    declared = message.get_param("charset")
    try:
        # some codecs of Python make other things than text
        found = codecs.lookup(declared.strip("'\" ")) if isinstance(declared, str) else None
        return found.name if found and getattr(found, "_is_text_encoding", True) else None
    except (LookupError, ValueError):
        return None


def _guessed(answer: Answer) -> str | None:
    by_bytes = next((suffix for magic, suffix in _FIRST_BYTES if answer.body.startswith(magic)), None)
    if by_bytes or _PAGE.match(answer.body[:2048]):
        return by_bytes or ".html"
    suffix = PurePosixPath(httpx.URL(answer.address).path).suffix.lower()
    return suffix if suffix in (".txt", ".md") else None
