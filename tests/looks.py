"""The looks that a visitor sees, without the one for pages that hold both."""

from components import theme

LOOKS = {name: look for name, look in theme.LOOKS.items() if name != "css"}
