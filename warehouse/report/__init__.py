"""The page of findings: what is read from the store for it, and how it is shown.

Belongs here: reading and rendering. Does not: where the page is put (`assets.publish`).
"""
