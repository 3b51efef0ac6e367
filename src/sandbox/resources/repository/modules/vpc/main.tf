variable "name" {
  type = string
}

variable "region" {
  type = string
}

variable "ip_range" {
  type = string
}

resource "terraform_data" "vpc" {
  input = {
    name     = var.name
    region   = var.region
    ip_range = var.ip_range
  }
  triggers_replace = [var.region, var.ip_range]
}

output "id" {
  value = terraform_data.vpc.id
}

output "ip_range" {
  value = var.ip_range
}
