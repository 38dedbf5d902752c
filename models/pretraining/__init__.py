"""Self-supervised pretraining of encoders on imagery without labels: masked autoencoder, stratified sampling."""
