"""rejection-watcher."""

__version__ = "0.1.0"
