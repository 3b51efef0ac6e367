terraform {
  required_version = ">= 1.11"

  required_providers {
    doppler = {
      source  = "DopplerHQ/doppler"
      version = "~> 1.21"
    }
    # Before its version 1, minor versions of this provider may break.
    tfe = {
      source  = "hashicorp/tfe"
      version = ">= 0.79.0, < 0.81.0"
    }
  }
}
