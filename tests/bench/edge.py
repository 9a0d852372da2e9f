"""The edge alone: `python -m tests.bench.edge PORT`."""

import sys

import uvicorn

from mostrador.site import asgi, hanging_up


async def nobody(scope: object) -> None:
    return None


if __name__ == "__main__":
    app = asgi.create(None, nobody)  # type: ignore[arg-type]  # no house behind this edge
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, http=hanging_up.Listening)
