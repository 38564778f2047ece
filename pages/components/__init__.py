"""Parts that several pages share. Pages hold them; nobody inherits them."""
