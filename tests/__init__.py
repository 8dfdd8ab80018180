"""Tests of Cloudcam Privacy."""
