"""The annex as the blocks that a page is set from: headings, paragraphs, lists, tables, figures. Plain values, ready to be written as JSON."""
