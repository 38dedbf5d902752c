"""Networks: the segmentation U-Net, its encoders, adapters (LoRA), pretrained weights, and model files."""
