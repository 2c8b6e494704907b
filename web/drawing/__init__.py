"""Charts and maps as SVG, in both looks, without a browser.

What is drawn is decided in `components/`.
"""
