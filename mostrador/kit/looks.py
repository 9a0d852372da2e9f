"""Which style sheets and scripts the desk loads, in order: the first names the layers. Nothing is built."""

_CSS = (
    "layers reset tokens base layout "
    "icon rail button avatar mark ring row tabs head bubble divider reply strip context agenda table menu sheet "
    "field chip state keys paper today pair folded gallery rooms line crisis thumb utilities"
)
_JS = (
    "live-regions kept-pieces kept-unfolded late-answers live-stream newer-rows reply-box kept-draft "
    "auto-grow keyboard-map ticking-mark undo-ring sheet-panel to-end out-box file-tray"
)

# Forty small sheets are good to write and bad to fetch: pages link them as one file, joined when it is asked for.
WHOLE = "kit/css/whole.css"
SHEETS = tuple(f"kit/css/{name}.css" for name in _CSS.split())
SCRIPTS = tuple(f"kit/js/{name}.js" for name in _JS.split())
HTMX = "django_htmx/htmx-2.min.js"
JOINED = {WHOLE: SHEETS}
"""Files that are several, one after the other."""
