"""What moves: HLS, MJPEG, WebRTC and the sealed source, each behind the gate."""
