"""The tables as files, one workbook, a look-up and the page that describes them.

What the columns mean is in the description of the package.
"""
