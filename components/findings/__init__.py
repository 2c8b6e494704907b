"""What each page finds: headlines, sentences and cards, made from the data.

One module a topic, without Streamlit, so that the app, the embed and the briefing say the same.
"""
