"""Pages as one piece of HTML each, whole without a script: what the server sends first.

What a page says is made in `pages/`.
"""
