"""Mail written for measuring what `core.extract` and `core.link` make of it; `python -m tests.extraction` prints the figures."""
