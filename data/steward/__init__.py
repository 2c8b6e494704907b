"""Commands for those who keep the data: begin, diff, release and install a package.

`docs/updating.md` leads through them.
"""
