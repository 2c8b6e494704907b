"""Questions for one meeting: whose it is and for which area, and what is worth asking there.

No sentence and no markup; how requests and promises stand is in `scrutiny.py` beside this room.
"""
