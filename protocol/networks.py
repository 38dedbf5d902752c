"""Names of decoders and adapters, and the output stride of encoders, for settings, cards and networks."""

from __future__ import annotations

STRIDE = 32
"""Output stride of the encoder: it halves a tile five times, so sides must be multiples of this."""

VPT = "vpt"
ADAPTER_KINDS = ("lora", "dora", "loha", "lokr", VPT)
UNET, UPERNET, FPN, FCN, LINEAR = DECODERS = ("unet", "upernet", "fpn", "fcn", "linear")
