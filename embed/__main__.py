"""Lets `python -m embed` run the command line of this package."""

import sys

from embed.cli import main

sys.exit(main())
