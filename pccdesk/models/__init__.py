"""What is kept: one file a noun, no rules. Importing this package knows every table."""

from pccdesk.models import (
    applications,
    decisions,
    funds,
    offices,
    organisations,
    payments,
    people,
    search,
    sign_in,
    undoing,
    views,
)
from pccdesk.models.base import Base

__all__ = [
    "Base",
    "applications",
    "decisions",
    "funds",
    "offices",
    "organisations",
    "payments",
    "people",
    "search",
    "sign_in",
    "undoing",
    "views",
]
