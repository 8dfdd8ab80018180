"""What Home Assistant puts behind the name voluptuous when it runs."""

from probatio import *
