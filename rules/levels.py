"""When an interval (what the figure leaves possible, less the level) meets a level, does not, or leaves it open, per operator."""

MET = {"minst": "lo>=0", "hogst": "hi<=0", "mer_an": "lo>0", "mindre_an": "hi<0", "exakt": "lo>=0 hi<=0"}
NOT_MET = {
    "minst": ("hi<0",), "hogst": ("lo>0",), "mer_an": ("hi<=0",), "mindre_an": ("lo>=0",), "exakt": ("lo>0", "hi<0"),
}  # fmt: skip
OPEN = {
    "minst": ("lo<0 hi>=0",), "hogst": ("lo<=0 hi>0",), "mer_an": ("lo<=0 hi>0",), "mindre_an": ("lo<0 hi>=0",),
    "exakt": ("lo<0 hi>=0", "lo>=0 lo<=0 hi>0"),
}  # fmt: skip

# how a sentence says it: a floor is reached, a ceiling is kept within
REACH = {"minst": "når", "mer_an": "når", "exakt": "når", "hogst": "är inom", "mindre_an": "är inom"}
REACH_NOT = {"minst": "når inte", "mer_an": "når inte", "exakt": "når inte", "hogst": "är inte inom", "mindre_an": "är inte inom"}
