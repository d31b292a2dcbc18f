"""gkgen: a static-site generator for disclosure catalogues and guides (政务公开、政府信息公开)."""

__version__ = "0.1.0"
