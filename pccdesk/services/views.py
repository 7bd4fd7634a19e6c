"""Saving, sharing and choosing views of lists.

A view is its owner's. Whoever may see a list may share a view of it with the office; a shared view
is changed, taken back or deleted by its owner or by somebody who may change the office's details,
and only the latter say what a list opens with for the whole office.
"""

from sqlalchemy import or_, select

from pccdesk.domain.errors import FieldProblem, NotPermitted, Refused
from pccdesk.domain.permissions import Actor, Permission, needs, open_to_all
from pccdesk.domain.views import ViewContent, as_text, tidy_name
from pccdesk.models.views import DefaultView, SavedView
from pccdesk.queries import views
from pccdesk.queries.lists import LISTINGS, permission_of
from pccdesk.queries.views import ViewRow, ViewsOfList
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work, change


@needs(Permission.VIEW)
def views_of(desk: Desk, actor: Actor, list_key: str) -> ViewsOfList:
    """Return the views of a list that somebody may choose."""
    return desk.read_as(actor, permission_of(list_key), views.of_list, list_key, actor.user_id)


@needs(Permission.VIEW)
def every_view(desk: Desk, actor: Actor) -> tuple[tuple[str, ViewRow], ...]:
    """Return the views of all lists that somebody may see and choose, each with its list's key."""
    seen = [key for key in LISTINGS if actor.may(permission_of(key))]
    return desk.read_as(actor, Permission.VIEW, views.of_lists, seen, actor.user_id)


@open_to_all("It only tells what the services here will say; they ask again.")
def may_change_view(actor: Actor, *, mine: bool) -> bool:
    """Tell whether somebody may change, share, rename or delete a view."""
    return mine or actor.may(Permission.MANAGE_OFFICE)


@needs(Permission.VIEW)
def save_view(desk: Desk, actor: Actor, list_key: str, name: str, content: ViewContent) -> int:
    """Keep a new view of one's own and return its number; refuses a name that is taken."""
    with change(desk, actor, permission_of(list_key)) as work:
        tidied = tidy_name(name)
        row = SavedView(
            list_key=list_key,
            person_id=work.person.user_id,
            name=tidied,
            content=as_text(content),
            changed_at=work.now,
        )
        _require_free(work, row, tidied)
        work.session.add(row)
        work.audit("view.save", row, tidied, list=list_key)
        return row.id


@needs(Permission.VIEW)
def change_view(desk: Desk, actor: Actor, view_id: int, version: int, content: ViewContent) -> None:
    """Keep a view as it is now; refuses where somebody else changed it meanwhile."""
    with change(desk, actor, Permission.VIEW) as work:
        row = _own(work, view_id, version)
        row.content = as_text(content)
        _changed(work, row, "view.change")


@needs(Permission.VIEW)
def rename_view(desk: Desk, actor: Actor, view_id: int, version: int, name: str) -> None:
    """Give a view another name; refuses one that is taken."""
    with change(desk, actor, Permission.VIEW) as work:
        row = _own(work, view_id, version)
        before, row.name = row.name, tidy_name(name)
        _require_free(work, row, row.name)
        _changed(work, row, "view.rename", before=before)


@needs(Permission.VIEW)
def share_view(desk: Desk, actor: Actor, view_id: int, version: int, *, shared: bool) -> None:
    """Share a view with the office, or take it back; then it is no default of others any more."""
    with change(desk, actor, Permission.VIEW) as work:
        row = _own(work, view_id, version)
        row.shared = shared
        _require_free(work, row, row.name)
        if not shared:
            chosen = work.session.scalars(select(DefaultView).where(DefaultView.view_id == row.id))
            for each in chosen:
                if each.person_id != row.person_id:
                    work.session.delete(each)
        _changed(work, row, "view.share" if shared else "view.take_back")


@needs(Permission.VIEW)
def delete_view(desk: Desk, actor: Actor, view_id: int, version: int) -> None:
    """Delete a view; lists that opened with it open as usual."""
    with change(desk, actor, Permission.VIEW) as work:
        row = _own(work, view_id, version)
        work.delete(DefaultView, view_id=row.id)
        work.audit("view.delete", row, row.name, list=row.list_key, shared=row.shared)
        work.session.delete(row)


@needs(Permission.VIEW)
def choose_default(
    desk: Desk, actor: Actor, list_key: str, view_id: int | None, *, for_office: bool = False
) -> None:
    """Say which view a list opens with (None: as usual), for oneself or for the whole office."""
    with change(desk, actor, permission_of(list_key)) as work:
        if for_office:
            work.person.require(Permission.MANAGE_OFFICE)
        whose = None if for_office else work.person.user_id
        work.delete(DefaultView, list_key=list_key, person_id=whose)
        row = None if view_id is None else _seen(work, view_id)
        if row is not None:
            if for_office and not row.shared:
                raise Refused(f"Share “{row.name}” first, so that everybody can see it.")
            work.session.add(DefaultView(list_key=list_key, person_id=whose, view_id=row.id))
        name = "the usual view" if row is None else row.name
        work.audit("view.default", row, name, list=list_key, office=for_office)


def _seen(work: Work, view_id: int) -> SavedView:
    row = work.get(SavedView, view_id, "This view")
    if row.person_id != work.person.user_id and not row.shared:
        raise NotPermitted("This view is somebody else’s own.")
    return row


def _own(work: Work, view_id: int, version: int) -> SavedView:
    """Return a view that the person may change, as the person saw it."""
    row = _seen(work, view_id)
    if not may_change_view(work.person, mine=row.person_id == work.person.user_id):
        raise NotPermitted(
            f"“{row.name}” is a shared view of somebody else’s. Its owner or an administrator may "
            "change it; “Save as” makes one of your own."
        )
    work.require_version(row, version, f"The view “{row.name}”")
    return row


def _require_free(work: Work, row: SavedView, name: str) -> None:
    """Refuse a name that another view of the person, or another shared view, has."""
    others = select(SavedView.name).where(
        SavedView.list_key == row.list_key,
        or_(SavedView.person_id == row.person_id, SavedView.shared),
    )
    if row.id is not None:
        others = others.where(SavedView.id != row.id)
    with work.session.no_autoflush:
        taken = {each.casefold() for each in work.session.scalars(others)}
    if name.casefold() in taken:
        sentence = f"There is a view “{name}” of this list already. Choose another name."
        raise Refused(sentence, (FieldProblem("name", sentence),))


def _changed(work: Work, row: SavedView, action: str, before: str = "") -> None:
    row.version += 1
    row.changed_at = work.now
    work.audit(action, row, row.name, list=row.list_key, before=before)
