"""What an officer sees. How to add to it, in thirty lines.

A page is one file in `pages/`, named in `navigation.PAGES` (word, icon, permission, class); it is
imported when first gone to, and pages never import each other:

    class FundsPage(Page):
        title, shows = "Funds", frozenset({"funds"})   # a change to funds reloads the page

        def build(self) -> None:                       # widgets only; nothing is read here
            self.column.addWidget(PageHeader("Funds", "What money is given from."))
            self.facts = FactsGrid()
            self.column.addWidget(self.facts)

        def load(self, target: Target) -> None:        # called each time the page is come to
            super().load(target)
            desk, actor = self.context.desk, self.context.actor
            self.context.jobs.run_query(
                self, lambda: desk.read(actor, funds.all_funds), self._show, key="funds")

A page that is one list is a `ListPage`; its columns are data in `lists/`. Go elsewhere with
`context.navigate(Target("application", record_id, "decision"))`. A form holds the officer back
in `can_leave`. A menu entry of `actions.ACTIONS` reaches the page in front by its method's name:
write `def save(self)` and Ctrl+S works there.

A change is `jobs.run_change(self, "Record decision", work, done, touches=("applications",))`,
where `work(progress)` calls one service off the window's thread. A `DeskError` becomes a message
above the page unless `failed` takes it; anything else becomes a report in a file and a sentence.
`done` runs in the window's thread, and only if the page still stands.

A dialog asks for one command and never saves: it returns a frozen dataclass, or shows each
`FieldProblem` beside its field with `Form.show_problems` and in an `ErrorSummary`. Fields are
added with `Form.add(name, words, control, hint=…)`, which names the control for screen readers;
`values()` reads them. Nothing is told with a box that has only an OK: use `context.messages`.

Colours, sizes and icons come from `theme.colours()`, `theme.scale()` and `icons.put`, at the
time of drawing, so that a change of theme is followed. A status is a word with a `Tone`.
"""
