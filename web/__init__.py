"""What the service answers beside the Streamlit pages: open data, and headers of every answer."""
