terraform {
  required_version = ">= 1.11"

  required_providers {
    doppler = {
      source  = "DopplerHQ/doppler"
      version = "~> 1.21"
    }
    tfe = {
      source  = "hashicorp/tfe"
      version = ">= 0.79.0, < 0.81.0"
    }
  }

  # Which organisation and workspace keep the state is said by TF_CLOUD_ORGANIZATION and TF_WORKSPACE.
  cloud {}
}

# Their tokens are TFE_TOKEN and DOPPLER_TOKEN of whoever applies this.
provider "tfe" {}

provider "doppler" {}
