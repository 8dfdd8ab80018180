import asyncio, time
import pytest
from homeassistant.components.camera import CameraEntityFeature
from homeassistant.setup import async_setup_component
from ..house import *
from .footage import camera_server, PASSWORD
from .conftest import *
from homeassistant.components import camera

class VideoCamera(MarkedCamera):
    _attr_supported_features = CameraEntityFeature.ON_OFF | CameraEntityFeature.STREAM
    def __init__(self, name, server):
        super().__init__(name); self.server=server
    async def stream_source(self): return self.server.video

async def test_it(hass, hass_ws_client, hass_client, hass_client_no_auth, tmp_path, caplog):
    t0=time.time()
    def lap(what):
        nonlocal t0
        print(f"{what}: {time.time()-t0:.3f}"); t0=time.time()
    assert await async_setup_component(hass, "http", {"http": {"use_x_forwarded_for": True, "trusted_proxies": ["127.0.0.1"]}})
    assert await async_setup_component(hass, "stream", {"stream": {"ll_hls": True, "segment_duration": 2, "part_duration": .5}})
    lap("stream setup")
    async with camera_server() as server:
        source=VideoCamera("Living room", server)
        await async_make_cameras(hass, source)
        lap("cams")
        entry=await async_guard(hass, camera_subentry(source.entity_id, "Living room"))
        eid=entity_id_of(hass, entry, "camera", "guarded")
        lap("guard")
        ws=await hass_ws_client()
        await ws.send_json_auto_id({"type":"camera/stream","entity_id":eid})
        m=await ws.receive_json()
        print(m)
        lap("ws")
        c=await hass_client_no_auth()
        r=await c.get(m["result"]["url"]); print(r.status, await r.text())
        lap("master")
        b=m["result"]["url"].rsplit("/",1)[0]
        r=await c.get(b+"/playlist.m3u8"); print(r.status, await r.text())
        lap("playlist")
        r=await c.get(b+"/segment/0.m4s"); d=await r.read(); print(r.status, len(d), d.count(MARKER))
        lap("segment")
        addr=await camera.async_get_stream_source(hass, eid)
        print(addr)
        import aiohttp
        async with aiohttp.ClientSession() as s, s.get(addr) as r:
            print(r.status); d=await r.content.read(2000)
            print(MARKER in d, len(d)); lap("seal")
        p=str(tmp_path/"a.mp4"); hass.config.allowlist_external_dirs={str(tmp_path)}
        await hass.services.async_call("camera","record",{"entity_id":eid,"filename":p,"duration":1,"lookback":0},blocking=True)
        lap("record")
        d=open(p,"rb").read(); print(len(d), d.count(MARKER))
        g=list(household_of(entry).guards.values())[0]
        somebody=await async_person(hass)
        household_of(entry).async_set_mode([g], Mode.PRIVATE, somebody)
        lap("raise")
        r=await c.get(b+"/playlist.m3u8"); print(r.status)
        await hass.async_block_till_done()
        lap("done")
        print(server.connected)
        await hass.config_entries.async_unload(entry.entry_id)
        lap("unload")
    lap("server")
    from homeassistant.const import EVENT_HOMEASSISTANT_STOP
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    lap("stop")
