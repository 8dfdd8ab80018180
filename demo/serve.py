"""Serving over HTTP on loopback until the process is told to stop."""

import asyncio
import signal
from typing import Final

from aiohttp import web

HOST: Final = "127.0.0.1"
# What is still being answered when the process ends gets this long, in seconds.
SHUTDOWN_SECONDS: Final = 0.3


async def serve(app: web.Application, port: int, ready: str) -> None:
    """Serve until SIGTERM or SIGINT; print "ready" and more once it can be reached.

    Raises OSError when the port is taken.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        print("ready", ready, flush=True)
        await stop.wait()
    finally:
        await runner.cleanup()
