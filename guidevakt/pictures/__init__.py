"""The pictures that steps and guides show: how they are taken, judged, kept, chosen and shown in the guide."""
