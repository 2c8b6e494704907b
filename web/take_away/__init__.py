"""What people take from the pages into papers of their own: slides of findings, and pictures.

What a page says is made in `pages/`, and how a picture is drawn stands in `web/drawing/`; neither
is changed here.
"""
