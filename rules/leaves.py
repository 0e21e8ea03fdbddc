"""What several packs conclude and rule out alike: the rating of a balanskrav, and of a mätetal."""

NO_FIGURE = "!s: siffervisar krit=k.krit"
NO_DECISIVE = "!w: utsagevisar krit=k.krit rating!=underlag_saknas"


def bedomd(node: str, kod: str, rating: str, orsak: str = "-") -> str:
    """A rating of the node: what is still possible, the rating, and the reason where it is undecided."""
    return f"bedomning nod={node} niva=goal area=balanskrav kod={kod} rating={rating} orsak={orsak}"


def matetal_bedomt(kod: str, rating: str, reason: str) -> str:
    """The conclusion that rates a mätetal, matched as `k`."""
    return f"bedomning nod=k.krit niva=criterion area=k.area kod={kod} rating={rating} orsak={reason}"
