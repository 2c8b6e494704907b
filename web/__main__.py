"""Lets `python -m web` run the command line of this package."""

import sys

from web.cli import main

sys.exit(main())
