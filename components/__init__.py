"""What is drawn: theme, charts, maps, tables, cards, filters, and the shell around the pages."""
