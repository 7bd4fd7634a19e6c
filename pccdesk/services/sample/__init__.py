"""The sample office: three years of invented work, made by the program's own services."""

from pccdesk.services.sample.making import SAMPLE_NOW, make_sample_office

__all__ = ["SAMPLE_NOW", "make_sample_office"]
