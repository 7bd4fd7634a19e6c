"""PCCDesk: the grants desk for the office of a police and crime commissioner."""

__version__ = "0.1.0"
