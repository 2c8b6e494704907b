"""The lines that must stand wherever a boundary is drawn or a postcode is used."""

ONS = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
ORDNANCE_SURVEY = "Contains OS data © Crown copyright and database right 2025"
ROYAL_MAIL = "Contains Royal Mail data © Royal Mail copyright and database right 2025"
GEONAMES = "Settlements: GeoNames, CC BY 4.0"
LAND = "Land around: Natural Earth, free to use"
PRACTICES = (
    "GP practices: NHS Organisation Data Service, licensed under the Open Government Licence v3.0"
)
DEPRIVATION = (
    "Indices of Deprivation 2025: the Ministry of Housing, Communities and Local Government, "
    "licensed under the Open Government Licence v3.0"
)
CARE = (
    "Waiting lists, urgent response and beds: NHS England, licensed under the Open Government "
    "Licence v3.0"
)
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

BOUNDARIES = (ONS, ORDNANCE_SURVEY)
MAPS = (*BOUNDARIES, GEONAMES, LAND)
PLACES = (*BOUNDARIES, ROYAL_MAIL, GEONAMES)
FOUND = (*PLACES, LAND)  # a place on a map
