"""All that knows how Streamlit is made inside, each with a check; see docs/streamlit.md."""
