"""What is said and drawn: the model of a page, sentences, cards, charts, maps and the live pages.

No HTTP: what is sent, and to whom, is the matter of `web/`.
"""
