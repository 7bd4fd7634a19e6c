"""References, as the office prints them."""

from pccdesk.domain.permissions import DecisionSeries


def application_reference(prefix: str, start_year: int, number: int) -> str:
    """Return `CAF-2026-0012`: no slash or space, so that it can be published as it is."""
    return f"{prefix}-{start_year}-{number:04}"


def decision_reference(series: DecisionSeries, start_year: int, number: int) -> str:
    """Return `2026/17`, or `DEL 2026/04` for a delegated decision, by financial year."""
    if series is DecisionSeries.DELEGATED:
        return f"DEL {start_year}/{number:02}"
    return f"{start_year}/{number:02}"


def batch_reference(start_year: int, number: int) -> str:
    """Return `PB-2026-003` for a payment batch."""
    return f"PB-{start_year}-{number:03}"
