"""Pure chart builders: a frame and a look in, a Vega-Lite specification out."""
