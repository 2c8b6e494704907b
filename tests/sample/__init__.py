"""Small samples of the reference that pin the same truths where the reference is not present.

Source: Office for National Statistics licensed under the Open Government Licence v.3.0.
Contains OS data © Crown copyright and database right 2025.
Contains Royal Mail data © Royal Mail copyright and database right 2025.
Settlements: GeoNames, CC BY 4.0.
"""
