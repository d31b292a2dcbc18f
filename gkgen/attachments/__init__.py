"""What a published file carries beside what its readers see, and what its text must not say."""

from gkgen.attachments.look import look
from gkgen.attachments.looked import Leak, Looked, Trace, TraceKind

__all__ = ["Leak", "Looked", "Trace", "TraceKind", "look"]
