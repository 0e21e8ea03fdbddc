"""The overview over many organisations and years, for the terminal, as a page, as a workbook and as tables of text."""
