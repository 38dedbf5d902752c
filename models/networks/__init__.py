"""The segmentation network: U-Net, encoders, adapters, and the files that models are kept in."""
