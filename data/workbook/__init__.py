"""All tables as one workbook, written, and read back as a package.

What a file claims costs nothing before it is checked.
"""
