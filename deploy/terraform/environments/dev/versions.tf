terraform {
  required_version = ">= 1.11"

  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "~> 2.99"
    }
  }
}

# The token is the environment variable DIGITALOCEAN_TOKEN of the workspace; Doppler puts it there.
provider "digitalocean" {}
