"""THINK: the facts of the duty as pure functions; no files, no SQL, no widgets."""
