"""Pure map builders: layers and a look in, a pydeck deck or a Vega-Lite specification out."""
