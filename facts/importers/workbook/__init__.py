"""A year's facts as a workbook: one description of its sheets and columns, which both the writer and the reader go by."""
