"""The ground that every other package stands on: table schemas, the store, SQL files, lexicons, and what leaves the warehouse.

Knows nothing of Dagster, of how articles are read, or of what the laws conclude.
"""
