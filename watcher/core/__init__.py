"""Decisions: values in, values out. No clock, socket, file, log or database is touched here; a test says so."""
