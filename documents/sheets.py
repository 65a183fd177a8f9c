"""Printable sheets: the door of everything that is drawn with reportlab."""

from documents.sheets_badges import Badge, badges
from documents.sheets_ink import register_fonts
from documents.sheets_poster import Wifi, session_poster
from documents.sheets_report import Block, Bullets, Grid, Heading, Prose, report
from documents.sheets_slides import SlidePage, slides

__all__ = [
    "Badge",
    "Block",
    "Bullets",
    "Grid",
    "Heading",
    "Prose",
    "SlidePage",
    "Wifi",
    "badges",
    "register_fonts",
    "report",
    "session_poster",
    "slides",
]
