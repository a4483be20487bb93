"""Domain knowledge as rows: CSV files, one row an alias, loaded once into frozen types. No logic that reads text."""

from warehouse.lexicon.load import Entry, LexiconError, lexicon, lexicon_names, refused

__all__ = ["Entry", "LexiconError", "lexicon", "lexicon_names", "refused"]
