"""Every menu entry, shortcut and palette command, as data."""

from dataclasses import dataclass

from pccdesk.domain.permissions import Permission

MENUS = ("&Desk", "&Edit", "&Go", "&Record", "&View", "&Window", "&Help")


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One thing an officer can ask for.

    `handler` is the name of a method without arguments: of the page in front if it has one,
    else of the window. An action whose handler nobody in front has is greyed out.
    `group` parts a menu by lines.
    """

    id: str
    text: str
    menu: str
    handler: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    permission: Permission | None = None
    group: int = 0
    checkable: bool = False


ACTIONS: tuple[ActionEntry, ...] = (
    ActionEntry("new", "&New …", "&Desk", "new_record", ("Ctrl+N",), "plus"),
    ActionEntry("save", "&Save", "&Desk", "save", ("Ctrl+S",), "save"),
    ActionEntry("print", "&Print …", "&Desk", "print_record", ("Ctrl+P",), "printer", group=1),
    ActionEntry("export", "&Export this list …", "&Desk", "export_list", ("Ctrl+E",),
                "file-spreadsheet", group=1),
    ActionEntry("save_countersign", "Sa&ve a countersign …", "&Desk", "save_countersign", (),
                "save", Permission.VIEW_AUDIT, group=2),
    ActionEntry("print_countersign", "Print a &countersign …", "&Desk", "print_countersign", (),
                "printer", Permission.VIEW_AUDIT, group=2),
    ActionEntry("check_countersign", "Chec&k a countersign’s file …", "&Desk",
                "check_countersign", (), "shield-check", Permission.VIEW_AUDIT, group=2),
    ActionEntry("type_countersign", "Check a countersi&gn from paper …", "&Desk",
                "type_countersign", (), "keyboard", Permission.VIEW_AUDIT, group=2),
    ActionEntry("export_log", "Export the &audit log …", "&Desk", "export_log", (), "download",
                Permission.VIEW_AUDIT, group=2),
    ActionEntry("open", "Open another &database …", "&Desk", "open_database", ("Ctrl+O",),
                "database", group=3),
    ActionEntry("lock", "&Lock now", "&Desk", "lock", ("Ctrl+L",), "lock", group=3),
    ActionEntry("sign_out", "Sign &out", "&Desk", "sign_out", (), "log-out", group=3),
    ActionEntry("quit", "&Quit", "&Desk", "quit_program", ("Ctrl+Q",), group=3),
    ActionEntry("copy", "&Copy with headers", "&Edit", "copy_list", ("Ctrl+Shift+C",), "copy"),
    ActionEntry("find", "&Filter this list", "&Edit", "focus_filter", ("Ctrl+F",), "search",
                group=1),
    ActionEntry("search", "&Search everywhere …", "&Go", "search_everywhere", ("Ctrl+K",),
                "search"),
    ActionEntry("back", "&Back", "&Go", "go_back", ("Alt+Left",), "arrow-left"),
    ActionEntry("forward", "&Forward", "&Go", "go_forward", ("Alt+Right",), "arrow-right"),
    ActionEntry("open_record", "&Open record", "&Record", "open_record", (), "file-text"),
    ActionEntry("next", "&Next record", "&Record", "next_record", ("Ctrl+PgDown",),
                "chevron-down"),
    ActionEntry("previous", "&Previous record", "&Record", "previous_record", ("Ctrl+PgUp",),
                "chevron-up"),
    ActionEntry("undo", "&Undo the last change …", "&Record", "undo_last", ("Ctrl+Z",), "undo-2",
                group=1),
    ActionEntry("refresh", "&Refresh", "&View", "refresh", ("F5",), "refresh-cw"),
    ActionEntry("order", "&Sort this list …", "&View", "sort_list", ("Ctrl+Shift+S",)),
    ActionEntry("columns", "C&olumns of this list …", "&View", "choose_columns", (), "columns-3"),
    ActionEntry("system", "Follow the s&ystem", "&View", "look_like_system", (), group=1,
                checkable=True),
    ActionEntry("light", "&Light", "&View", "look_light", (), "sun", group=1, checkable=True),
    ActionEntry("dark", "&Dark", "&View", "look_dark", (), "moon", group=1, checkable=True),
    ActionEntry("contrast", "High &contrast", "&View", "look_contrast", (), "contrast", group=1,
                checkable=True),
    ActionEntry("larger", "Larger &text", "&View", "larger_text", ("Ctrl++", "Ctrl+="), "zoom-in",
                group=2),
    ActionEntry("smaller", "S&maller text", "&View", "smaller_text", ("Ctrl+-",), "zoom-out",
                group=2),
    ActionEntry("usual", "&Usual text size", "&View", "usual_text", ("Ctrl+0",), group=2),
    ActionEntry("bar", "Bar of &pages", "&View", "toggle_bar", ("F9",), group=3,
                checkable=True),
    ActionEntry("jobs", "&Jobs", "&View", "show_jobs", ("Ctrl+J",), "hourglass", group=3),
    ActionEntry("new_window", "&Open this in a new window", "&Window", "new_window",
                ("Ctrl+Shift+O",), "layers"),
    ActionEntry("next_window", "&Next window", "&Window", "next_window", ("Ctrl+F6",)),
    ActionEntry("close", "&Close this window", "&Window", "close_window", ("Ctrl+W",), "x"),
    ActionEntry("help", "&Help on this page", "&Help", "show_help", ("F1",),
                "circle-question-mark"),
    ActionEntry("shortcuts", "&Keyboard shortcuts", "&Help", "show_shortcuts", ("Ctrl+/",),
                "keyboard"),
    ActionEntry("about", "&About PCCDesk", "&Help", "show_about", (), "info", group=1),
)  # fmt: skip
