"""Need: where most people live in deprived small areas, on a map, by place, and beside the money.

Sums are worked out in `data/queries/need/`.
"""
