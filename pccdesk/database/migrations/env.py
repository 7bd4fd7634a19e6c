"""Run migrations on the connection, and in the transaction, that the caller opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from pccdesk.models import Base
from pccdesk.models.base import Instant, Pence


def _render(kind: str, item: Any, _autogenerate: AutogenContext) -> str | Literal[False]:
    # A migration must not change when our own types do: write what the database sees.
    if kind == "type" and isinstance(item, Pence):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def _tell_applied(*_: Any, **_migration: Any) -> None:
    if (applied := context.config.attributes.get("applied")) is not None:
        applied()


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render,
    transactional_ddl=False,
    compare_type=True,
    on_version_apply=_tell_applied,
)
context.run_migrations()
