variable "name" {
  type        = string
  description = "Name of the VPC, unique in the account."
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9.-]*$", var.name))
    error_message = "The name is made of letters, digits, hyphens and dots."
  }
}

variable "region" {
  type        = string
  description = "Slug of the region. A VPC does not span regions, and what is in it cannot leave it."
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{3}[0-9]$", var.region))
    error_message = "A region is a slug such as fra1."
  }
}

variable "ip_range" {
  type        = string
  description = "The VPC's addresses, 10.x.0.0/24: a second octet for each environment, so that no two overlap."
  nullable    = false

  validation {
    condition     = can(cidrhost(var.ip_range, 0)) && can(regex("^10\\.[0-9]{1,3}\\.0\\.0/24$", var.ip_range))
    error_message = "The addresses are 10.x.0.0/24, for example 10.10.0.0/24."
  }
}
