"""Printable sheets: the door of everything that is drawn with reportlab, and of Word files."""

from documents.blocks import Block, Bullets, Grid, Heading, Line, Pair, Prose, SlidePage
from documents.sheets_access import AccessCard, access_cards
from documents.sheets_attendance import Signer, SigningPart, attendance_sheets
from documents.sheets_badges import Badge, badges
from documents.sheets_cards import table_cards
from documents.sheets_cut import CUTS
from documents.sheets_faces import Back
from documents.sheets_guide import delegate_guide
from documents.sheets_ink import register_fonts
from documents.sheets_list import Listed, document_list
from documents.sheets_own_face import OwnFaceCard, own_face_cards
from documents.sheets_poster import Wifi, session_poster
from documents.sheets_report import report
from documents.sheets_slides import slides
from documents.sheets_wifi import wifi_card
from documents.sheets_word import word_report

__all__ = [
    "CUTS",
    "AccessCard",
    "Back",
    "Badge",
    "Block",
    "Bullets",
    "Grid",
    "Heading",
    "Line",
    "Listed",
    "OwnFaceCard",
    "Pair",
    "Prose",
    "Signer",
    "SigningPart",
    "SlidePage",
    "Wifi",
    "access_cards",
    "attendance_sheets",
    "badges",
    "delegate_guide",
    "document_list",
    "own_face_cards",
    "register_fonts",
    "report",
    "session_poster",
    "slides",
    "table_cards",
    "wifi_card",
    "word_report",
]
