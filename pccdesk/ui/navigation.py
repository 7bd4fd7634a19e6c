"""The pages of the window as data; each is imported and built when first gone to."""

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from pccdesk.domain.permissions import Permission
from pccdesk.ui.context import Context
from pccdesk.ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its stable name, word and icon, who may see it, and where its class is.

    `factory` is `module:Class`. A page with a `parent` (a record) stands not in the left bar but
    under its parent in the breadcrumb.
    """

    id: str
    title: str
    icon: str
    factory: str
    permission: Permission | None = None
    parent: str = ""


_PAGES = "pccdesk.ui.pages"
PAGES: tuple[PageEntry, ...] = (
    PageEntry("home", "Home", "house", f"{_PAGES}.home_page:HomePage"),
    PageEntry(
        "applications",
        "Applications",
        "inbox",
        f"{_PAGES}.applications_page:ApplicationsPage",
        Permission.VIEW,
    ),
    PageEntry(
        "application",
        "Application",
        "file-text",
        f"{_PAGES}.application_page:ApplicationPage",
        Permission.VIEW,
        parent="applications",
    ),
    PageEntry(
        "application_form",
        "Record an application",
        "pencil",
        f"{_PAGES}.application_form_page:ApplicationFormPage",
        Permission.RECORD_APPLICATIONS,
        parent="applications",
    ),
    PageEntry(
        "import",
        "Bring in a spreadsheet",
        "upload",
        f"{_PAGES}.import_page:ImportPage",
        Permission.RECORD_APPLICATIONS,
        parent="applications",
    ),
    PageEntry("awards", "Awards", "award", f"{_PAGES}.awards_page:AwardsPage", Permission.VIEW),
    PageEntry(
        "payments", "Payments", "banknote", f"{_PAGES}.payments_page:PaymentsPage", Permission.VIEW
    ),
    PageEntry("letters", "Letters", "mail", f"{_PAGES}.letters_page:LettersPage", Permission.VIEW),
    PageEntry(
        "organisations",
        "Organisations",
        "building-2",
        f"{_PAGES}.organisations_page:OrganisationsPage",
        Permission.VIEW,
    ),
    PageEntry(
        "organisation",
        "Organisation",
        "building-2",
        f"{_PAGES}.organisation_page:OrganisationPage",
        Permission.VIEW,
        parent="organisations",
    ),
    PageEntry(
        "reports",
        "Reports",
        "chart-column",
        f"{_PAGES}.reports_page:ReportsPage",
        Permission.MAKE_REPORTS,
    ),
    PageEntry("funds", "Funds", "coins", f"{_PAGES}.funds_page:FundsPage", Permission.VIEW),
    PageEntry(
        "audit", "Audit log", "history", f"{_PAGES}.audit_page:AuditPage", Permission.VIEW_AUDIT
    ),
    PageEntry("settings", "Settings", "settings", f"{_PAGES}.settings_page:SettingsPage"),
)


def page_class(entry: PageEntry) -> type[Page]:
    """Import a page's module and return its class; raises `ImportError`, `AttributeError`."""
    module, _, name = entry.factory.partition(":")
    found: type[Page] = getattr(import_module(module), name)
    return found


def build_page(entry: PageEntry, context: Context, parent: QWidget | None = None) -> Page:
    """Build a page for a window, in what it will stand in: taken in later, all is styled anew."""
    page = page_class(entry)(context, parent)
    if not page.title:
        page.rename(entry.title)
    return page


def in_bar(pages: tuple[PageEntry, ...], context: Context) -> list[PageEntry]:
    """Return the pages of the left bar that the signed-in person may see, in order."""
    return [page for page in pages if not page.parent and context.may(page.permission)]
