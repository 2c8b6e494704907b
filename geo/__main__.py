"""`python -m geo`: build what `geo/` ships, or look a place up."""

import sys

from geo.cli import main

sys.exit(main(sys.argv[1:]))
