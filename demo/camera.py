"""A simulated cloud camera, as a process of its own.

    python -m demo.camera --port 8101 --rtsp-port 8554 \
        --cloud http://127.0.0.1:8100 --name "Living room"

While awake it shows its picture on the home network (`/snapshot.jpg`, `/stream.mjpg`,
RTSP, there with sound) and, while it detects motion, uploads its frames to the maker's
cloud, and how loud it is where its microphone is on.
"""

import argparse
import asyncio
from contextlib import AsyncExitStack

from .device import Device
from .faults import FAULTS
from .frames import Frame, Frames
from .picture import PEOPLE
from .rtsp import RtspServer
from .serve import HOST, serve
from .upload import Uploader
from .voice import Microphone
from .web import Website

BOOT_SECONDS = 3.0


async def run(options: argparse.Namespace) -> None:
    """Be a camera until told to stop."""
    device = Device(options.name, options.boot_seconds, options.figures)
    frames = Frames(device)
    microphone = Microphone()
    uploader = Uploader(device, frames, microphone, options.cloud)
    rtsp = RtspServer(device, options.user, options.password)
    site = Website(
        device,
        frames,
        uploader,
        rtsp,
        ports=(options.port, options.rtsp_port),
        user=options.user,
        password=options.password,
    )

    def feed_rtsp(frame: Frame) -> None:
        if rtsp.wants_frames and device.showing:
            rtsp.feed(frame.image.tobytes(), frame.ticks, frame.mark)
            for heard in microphone.hear(
                frame.seconds, on=device.settings["microphone"]
            ):
                rtsp.feed_sound(heard)

    def drop_viewers() -> None:
        if not device.showing:
            rtsp.drop()
            site.drop_viewers()

    frames.listen(feed_rtsp)
    device.listen(drop_viewers)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(device.stop)
        stack.push_async_callback(frames.stop)
        stack.push_async_callback(uploader.stop)
        stack.push_async_callback(rtsp.stop)
        await rtsp.start(HOST, options.rtsp_port)
        frames.start()
        uploader.start()
        device.set_fault(options.fault)
        http = f"http://{HOST}:{options.port}"
        video = f"rtsp://{HOST}:{options.rtsp_port}/videoMain"
        await serve(site.app(), options.port, f"{http} {video}")


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.camera", description="A simulated cloud camera."
    )
    parser.add_argument("--port", type=int, required=True, help="for HTTP")
    parser.add_argument("--rtsp-port", type=int, required=True)
    parser.add_argument("--cloud", required=True, help="address of the maker's cloud")
    parser.add_argument("--name", default="Living room", help="a room, mostly")
    parser.add_argument("--user", help="asked for by Foscam's commands, stills, RTSP")
    parser.add_argument("--password", default="")
    parser.add_argument(
        "--figures",
        type=int,
        default=2,
        choices=range(len(PEOPLE) + 1),
        help="how many people walk about (default: %(default)s)",
    )
    parser.add_argument("--fault", choices=FAULTS, help="what is wrong with it")
    parser.add_argument("--boot-seconds", type=float, default=BOOT_SECONDS)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
