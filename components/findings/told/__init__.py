"""What feeds and calendars tell whoever wants to know when something changes, in plain words.

How they are written and sent is in `web/feeds/`; nothing here depends on the day it is read.
"""
