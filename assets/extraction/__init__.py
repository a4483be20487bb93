"""Text to figures: every number with its span, value, unit, interval, and what it says of whom, where, when and how surely.

Pure: no files, no store, no clock. What figures mean together is in `checks`.
"""

from assets.extraction.batches import Text, extract_all, extract_batch
from assets.extraction.extractor import EXTRACTOR_VERSION, extract_figures
from assets.extraction.model import ExtractedFigure

__all__ = ["EXTRACTOR_VERSION", "ExtractedFigure", "Text", "extract_all", "extract_batch", "extract_figures"]
