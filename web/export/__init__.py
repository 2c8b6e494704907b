"""The embeds as files for any web server.

They are the same pages as the served ones.
"""
