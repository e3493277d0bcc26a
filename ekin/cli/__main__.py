"""`python -m ekin.cli` is `ekin`."""

from ekin.cli import main

main()
