"""What is said of waiting: how many and how long, by month, by organisation and by service.

No total of a month is held against another where one of them lacks an organisation.
"""
