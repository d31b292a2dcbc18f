"""`python -m gkgen` is `gkgen`."""

from gkgen.cli import main

main()
