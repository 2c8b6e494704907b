"""All that knows how Streamlit is made inside, each with a check.

`docs/streamlit.md` lists what it touches.
"""
