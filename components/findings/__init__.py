"""What each page finds: headlines, sentences and cards, made from the data.

A folder for each topic, without Streamlit and HTTP, so that all media say the same.
"""
