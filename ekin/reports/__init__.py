"""SHOW: numbers once, then three faces: HTML, PDF, workbook."""
