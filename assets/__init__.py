"""What the sources say, and what is published: steps over the store, the Dagster assets that wrap them, and the pure packages.

`reading` turns bytes into text and `extraction` text into figures; neither knows the store. What we conclude from figures is in `checks`.
"""
