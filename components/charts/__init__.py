"""Pure chart builders: a frame and a look in, a Vega-Lite specification out.

No question is asked of the facts here, and nothing is drawn on a screen.
"""
