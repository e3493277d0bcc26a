"""Every Indonesian word that ekin shows, one module for each place where it is read.

`errors` (refusals and errors), `imports` (receipts), `quality` (flags and questions), `measures` (names and meanings
of the figures), `report`, `forms`, `console`, and `numbers` (dates and numbers in id_ID).
"""
