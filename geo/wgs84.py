"""Between the British National Grid (EPSG:27700) and longitude and latitude (WGS84)."""

from functools import cache

import numpy as np
import pyproj
import shapely

DECIMALS = 5
"""About a metre; finer digits would only add weight (RFC 7946, section 11.2)."""

# Ordnance Survey's published seven-parameter transformation, good to about 5 metres. It is
# spelled out so that the result does not depend on which grid files a machine happens to have.
PIPELINE = (
    "+proj=pipeline "
    "+step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 "
    "+ellps=airy "
    "+step +proj=push +v_3 "
    "+step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 "
    "+s=-20.489 +convention=position_vector "
    "+step +inv +proj=cart +ellps=WGS84 "
    "+step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


@cache
def _transformer() -> pyproj.Transformer:
    return pyproj.Transformer.from_pipeline(PIPELINE)


def to_wgs84(geometry: shapely.Geometry) -> shapely.Geometry:
    """The same shape in degrees, longitude first, rounded to 5 decimals."""

    def project(xy: np.ndarray) -> np.ndarray:
        lon, lat = _transformer().transform(xy[:, 0], xy[:, 1])
        return np.round(np.column_stack([lon, lat]), DECIMALS)

    return shapely.transform(geometry, project)


def degrees(easting: float, northing: float) -> tuple[float, float]:
    """A point in degrees, longitude first, rounded to 5 decimals."""
    east, north = shapely.get_coordinates(to_wgs84(shapely.Point(easting, northing)))[0]
    return float(east), float(north)


def from_wgs84(geometry: shapely.Geometry) -> shapely.Geometry:
    """The shape in degrees, longitude first, turned back into metres of EPSG:27700."""

    def project(xy: np.ndarray) -> np.ndarray:
        east, north = _transformer().transform(xy[:, 0], xy[:, 1], direction="INVERSE")
        return np.column_stack([east, north])

    return shapely.transform(geometry, project)
