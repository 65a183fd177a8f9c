"""Printable sheets: the door of everything that is drawn with reportlab, and of Word files."""

from documents.blocks import Block, Bullets, Grid, Heading, Line, Pair, Prose
from documents.sheets_badges import Badge, badges
from documents.sheets_ink import register_fonts
from documents.sheets_poster import Wifi, session_poster
from documents.sheets_report import report
from documents.sheets_slides import SlidePage, slides
from documents.sheets_word import word_report

__all__ = [
    "Badge",
    "Block",
    "Bullets",
    "Grid",
    "Heading",
    "Line",
    "Pair",
    "Prose",
    "SlidePage",
    "Wifi",
    "badges",
    "register_fonts",
    "report",
    "session_poster",
    "slides",
    "word_report",
]
