"""What the address of a map asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from mmo.compliance.rulefile import Obligation, Status
from mmo.web import parse_number

SHOWN_STATUSES = (
    Status.GAP,
    Status.UNCONFIRMED,
    Status.DUE_SOON,
    Status.AT_RISK,
    Status.PENDING,
    Status.MET,
    Status.NOT_APPLICABLE,
)
ORDERS = ("gaps", "name")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a map; what is no choice at all is left out.

    Attributes:
        regulation: id of the regulation whose clauses are the columns; empty for the first.
        obligation: empty for both kinds of judged clauses.
        clause: with `status`, only associations whose clause has this status.
    """

    search: str = ""
    regulation: str = ""
    obligation: str = Obligation.MUST.value
    status: str = ""
    clause: str = ""
    year: int | None = None
    order: str = ORDERS[0]
    page: int = 1

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """What the arguments of an address ask for."""
        obligation = args.get("obligation", Obligation.MUST.value)
        status, order = args.get("status", ""), args.get("order", "")
        return cls(
            search=args.get("q", "").strip()[:100],
            regulation=args.get("regulation", ""),
            obligation=obligation if obligation in ("must", "should") else "",
            status=status if status in SHOWN_STATUSES else "",
            clause=args.get("clause", ""),
            year=parse_number(args.get("year")),
            order=order if order in ORDERS else ORDERS[0],
            page=parse_number(args.get("page")) or 1,
        )

    @property
    def narrowed(self) -> bool:
        """Whether some associations may be left out."""
        return bool(self.search or self.status or self.clause)
