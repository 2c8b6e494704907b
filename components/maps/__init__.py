"""Pure map builders: layers and a look in, a pydeck deck or a Vega-Lite specification out.

Outlines come from `geo/`, and no postcode is looked up here.
"""
