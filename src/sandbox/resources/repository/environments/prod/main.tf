terraform {
  required_version = ">= 1.6"

  cloud {
    organization = "my-devops-project"

    workspaces {
      name = "my-devops-project-infra-prod"
    }
  }
}

variable "region" {
  type    = string
  default = "fra1"
}

variable "ip_range" {
  type    = string
  default = "10.30.0.0/16"
}

variable "k8s_version" {
  type    = string
  default = "1.31.1-do.4"
}

variable "app_size" {
  type    = string
  default = "s-4vcpu-8gb"
}

variable "app_count" {
  type    = number
  default = 4
}

variable "monitoring_count" {
  type    = number
  default = 1
}

# The workspace sets the real one.
variable "registry_token" {
  type      = string
  sensitive = true
  default   = "dop_v1_fake_prod"
}

module "vpc" {
  source   = "../../modules/vpc"
  name     = "prod-vpc"
  region   = var.region
  ip_range = var.ip_range
}

module "doks" {
  source           = "../../modules/doks"
  name             = "prod-doks"
  region           = var.region
  k8s_version      = var.k8s_version
  vpc_id           = module.vpc.id
  app_size         = var.app_size
  app_count        = var.app_count
  app_min_nodes    = 4
  app_max_nodes    = 10
  monitoring_size  = "s-2vcpu-4gb"
  monitoring_count = var.monitoring_count
  tags             = ["env:prod", "team:platform"]
}

resource "terraform_data" "registry_credentials" {
  input = {
    cluster = module.doks.cluster_id
    token   = var.registry_token
  }
}

output "cluster_endpoint" {
  value = module.doks.endpoint
}

output "vpc_id" {
  value = module.vpc.id
}

output "kubeconfig" {
  value     = module.doks.kubeconfig
  sensitive = true
}
