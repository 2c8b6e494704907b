"""The live pages: all that draws with Streamlit stands here, and says nothing of its own.

No sentence and no figure.
"""
