"""Mail written for measuring what `watcher.core.extract` and `watcher.core.link` make of it; `python -m tests.extraction` prints the figures."""
