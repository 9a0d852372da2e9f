"""The demo shop: a running counter with a story, for whoever wants to see it before they have one of their own."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import datetime, timedelta

from mostrador.kit import clock, house
from mostrador.kit.commands import Command, Refused, tell

GROWN_OLD = timedelta(hours=18)


def _demo(options: Namespace) -> int:
    if not house.told("MOSTRADOR_PUBLIC_URL"):
        os.environ["MOSTRADOR_PUBLIC_URL"] = f"http://127.0.0.1:{options.port}"
    os.environ.setdefault("MOSTRADOR_NAME", "Vinos La Vidriera")
    _prepare(options)
    if options.only_load:
        return 0
    return _serve(options)


def _prepare(options: Namespace) -> None:
    from mostrador.demo import loading

    folder = house.data_folder()
    try:
        if options.fresh:
            loading.forget(folder)
        if loading.state(folder) != "told" and not options.json:
            print(
                "Cuento la historia de Vinos La Vidriera, dos meses de mostrador. Es solo la primera vez.", flush=True
            )
        progress = (lambda _words: None) if options.json else (lambda words: print(words, flush=True))
        loading.load(folder, now=options.at, progress=progress)
    except loading.NotTheDemo as trouble:
        raise Refused(str(trouble)) from None
    if clock.now() - loading.told_at(folder) > GROWN_OLD and not options.json and not options.at:
        print("La historia es de otro día: con --fresh se cuenta de nuevo, como si fuera hoy.", flush=True)


def _serve(options: Namespace) -> int:
    from mostrador.demo import counter, customers
    from mostrador.demo.outside import Outside
    from mostrador.site import alone, listening, serving

    people = [who for who in (*customers.ALL_TODAY, *customers.everybody()) if who.door == "telegram"]
    outside = Outside(people, blocked=(customers.XURXO,), token=counter.BOT)
    # Only this host and port, and only for as long as this process lives.
    opened = (house.told("MOSTRADOR_ALLOW_HOSTS"), outside.host)
    os.environ["MOSTRADOR_ALLOW_HOSTS"] = ",".join(filter(None, opened))
    outside.start()
    counter.point_outside(outside.base)
    try:
        serving.serve(options.port, on_open=lambda: _welcome(options))
    except (alone.AlreadyServed, alone.Shut, listening.CannotListen) as trouble:
        raise Refused(str(trouble)) from None
    finally:
        outside.stop()
    return 0


def _welcome(options: Namespace) -> None:
    from mostrador.demo import counter

    url = house.public_url()
    names = [name.lower() for name, _role, _stand_in in counter.TEAM]
    row = {"url": url, "chat": f"{url}/hablamos", "password": counter.PASSWORD,
           "members": [f"{name}@vidriera.example" for name in names]}  # fmt: skip
    tell(
        options,
        row,
        words=f"""
El mostrador está abierto:      {url}
  Entra como dueña:             ana@vidriera.example   contraseña: {counter.PASSWORD}
  O como el resto del equipo:   leo@ (encargado) · marta@ · iker@ · sabela@ (solo mira), con la misma contraseña
El chat, como lo ve un cliente: {url}/hablamos

Tres cosas para probar:
  1. Abre el chat en otra ventana, escribe algo y míralo llegar al mostrador. Contéstate.
  2. Contesta a Teresa, que pide hablar con la encargada: en unos segundos te responde.
  3. Mira qué pasó con Xurxo: su respuesta no salió. El mostrador dice por qué, y no se pierde.

Todo es inventado y nada sale de este ordenador. Para cerrar: Ctrl + C
""",
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment.astimezone(clock.now().tzinfo)
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"{text} is no moment with its offset, such as 2026-05-14T17:42:00+02:00") from None


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="where to listen on this machine (8000)")
    parser.add_argument(
        "--fresh", action="store_true", help="tell the story anew, as of today; what you did in it is lost"
    )
    parser.add_argument("--only-load", action="store_true", help="prepare the house and stop")
    parser.add_argument(
        "--at", type=_moment, help="tell the story as of this moment (RFC 3339), for pictures and tests"
    )


COMMANDS: tuple[Command, ...] = (
    Command("demo", "Open the demo shop, an invented wine shop with a story.", _demo, _arguments, needs="nothing"),
)
