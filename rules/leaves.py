"""The conclusion that rates a balanskrav."""


def bedomd(node: str, kod: str, rating: str, orsak: str = "-") -> str:
    """A rating of the node: what is still possible, the rating, and the reason where it is undecided."""
    return f"bedomning nod={node} niva=goal area=balanskrav kod={kod} rating={rating} orsak={orsak}"
