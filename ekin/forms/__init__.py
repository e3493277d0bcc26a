"""SHOW: widgets only show and ask; service functions do."""
